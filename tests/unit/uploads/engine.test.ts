import { describe, expect, it } from 'vitest'
import { StoreError } from '../../../src/main/database/errors.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { JobBook } from '../../../src/main/uploads/job-book.ts'
import { UploadServerError } from '../../../src/main/uploads/server-port.ts'
import { CHUNK, picture, sumOf, UploadRig } from './rig.ts'

const MINUTE = 60_000

async function begun(bytes = 10 * CHUNK, cuts = 0): Promise<UploadRig> {
  const rig = new UploadRig()
  rig.files.put('/film.png', picture(bytes, 1))
  await rig.engine.run()
  // The first call announces, each of the others brings a piece.
  rig.server.fates = [...Array.from({ length: cuts }, () => 'ok' as const), 'cut']
  await rig.engine.add(['/film.png'], '')
  await rig.clock.advance(0)
  return rig
}

const first = (rig: UploadRig) => {
  const [status] = rig.engine.statuses()
  if (status === undefined) throw new Error('there is no upload')
  return status
}

describe('an upload', () => {
  it('goes on behind the last piece that arrived, and sends no byte twice', async () => {
    const rig = await begun(10 * CHUNK, 5)
    expect(first(rig)).toMatchObject({ state: 'waiting', sizeBytes: 10 * CHUNK })
    expect(rig.server.sent).toBe(4 * CHUNK)
    await rig.pass(MINUTE)
    expect(rig.server.sent).toBe(10 * CHUNK)
    expect(first(rig).state).toBe('done')
  })

  it('is no content before all of it is there', async () => {
    const rig = await begun(10 * CHUNK, 9)
    expect(rig.content.size).toBe(0)
    await rig.pass(MINUTE)
    expect([...rig.content.values()]).toEqual([sumOf(picture(10 * CHUNK, 1))])
  })

  it('stands still while it is paused, also over a restart, and goes on when it is told to', async () => {
    const rig = await begun(10 * CHUNK, 3)
    const { key } = first(rig)
    await rig.engine.act([key], 'pause')
    const sent = rig.server.sent
    await rig.pass(60 * MINUTE)
    expect(rig.server.sent).toBe(sent)
    rig.server.onDead()
    await rig.pass(MINUTE)
    expect(first(rig).state).toBe('paused')
    await rig.engine.act([key], 'resume')
    await rig.pass(MINUTE)
    expect(rig.content.size).toBe(1)
  })

  it('leaves nothing behind when it is discarded', async () => {
    const rig = await begun(10 * CHUNK, 3)
    await rig.engine.act([first(rig).key], 'discard')
    await rig.pass(60 * MINUTE)
    expect(rig.engine.statuses()).toEqual([])
    expect(rig.store.rows.size).toBe(0)
    expect(rig.content.size).toBe(0)
  })

  it('does not come back by what was just being written of it', async () => {
    const rig = await begun(10 * CHUNK, 3)
    const book = new JobBook(rig.store, silentLogger, () => undefined)
    await book.load()
    const [job] = book.all
    if (job === undefined) throw new Error('nothing is stored')
    await Promise.all([book.put(job, { sentBytes: 1 }), book.remove(job), book.put(job, { sentBytes: 2 })])
    expect(rig.store.rows.size).toBe(0)
  })

  it('of somebody else waits for them', async () => {
    const rig = await begun(10 * CHUNK, 3)
    const { key } = first(rig)
    rig.userId = 'ben'
    rig.engine.wake()
    await rig.pass(MINUTE)
    expect(first(rig).state).toBe('elsewhere')
    await expect(rig.engine.act([key], 'discard')).rejects.toMatchObject({ code: 'not-found' })
    rig.userId = 'anna'
    rig.engine.wake()
    await rig.pass(MINUTE)
    expect(rig.content.size).toBe(1)
  })

  it('waits for the server, and begins as soon as it is there', async () => {
    const rig = new UploadRig()
    rig.isReachable = false
    rig.files.put('/film.png', picture(300, 1))
    await rig.engine.run()
    await rig.engine.add(['/film.png'], '')
    await rig.pass(MINUTE)
    expect(first(rig).state).toBe('offline')
    rig.isReachable = true
    rig.engine.wake()
    await rig.pass(0)
    expect(first(rig).state).toBe('done')
  })

  it('stops where the file was changed or is gone, and says which', async () => {
    for (const [change, problem] of [
      [(rig: UploadRig) => rig.files.put('/film.png', picture(10 * CHUNK, 2), 2), 'changed'],
      [(rig: UploadRig) => rig.files.put('/film.png', picture(11 * CHUNK, 1)), 'changed'],
      [(rig: UploadRig) => void rig.files.files.delete('/film.png'), 'missing'],
    ] as const) {
      const rig = await begun(10 * CHUNK, 3)
      change(rig)
      await rig.pass(MINUTE)
      expect(first(rig)).toMatchObject({ state: 'failed', problem })
      expect(rig.content.size).toBe(0)
    }
  })

  it('finds another file under the same time and size when the server does', async () => {
    const rig = await begun(10 * CHUNK, 5)
    rig.files.put('/film.png', picture(10 * CHUNK, 9))
    await rig.pass(MINUTE)
    expect(first(rig)).toMatchObject({ state: 'failed', problem: 'changed' })
  })

  it('is begun anew under another key when another file is chosen in its place', async () => {
    const rig = await begun(10 * CHUNK, 3)
    const { key, contentId } = first(rig)
    rig.files.put('/other.png', picture(4 * CHUNK, 5))
    await rig.engine.replace(key, '/other.png')
    await rig.pass(MINUTE)
    expect([...rig.content]).toEqual([[contentId, sumOf(picture(4 * CHUNK, 5))]])
  })

  it('goes on where it was when the same file is chosen in another place', async () => {
    const rig = await begun(10 * CHUNK, 5)
    rig.files.put('/moved.png', picture(10 * CHUNK, 1), 77)
    rig.files.files.delete('/film.png')
    await rig.engine.replace(first(rig).key, '/moved.png')
    await rig.pass(MINUTE)
    expect(rig.content.size).toBe(1)
    expect(rig.server.sent).toBe(10 * CHUNK)
  })

  it('is not begun twice for the same file', async () => {
    const rig = await begun(10 * CHUNK, 3)
    expect(await rig.engine.add(['/film.png'], '')).toEqual({
      added: 0,
      refused: [{ fileName: 'film.png', problem: 'chosen-before' }],
    })
  })

  it('of two files chosen at once for the same content, or twice at once, is one', async () => {
    const rig = new UploadRig()
    rig.isReachable = false
    rig.files.put('/one.png', picture(300, 1))
    rig.files.put('/two.png', picture(400, 2))
    const bytes = { checksum: sumOf(picture(200, 3)), mediaType: 'image/png', width: 32, height: 16 }
    rig.library.set('cnt-1', {
      id: 'cnt-1',
      name: 'Poster',
      folder: '',
      file: { kind: 'image', sizeBytes: 200, ...bytes },
    })
    await rig.engine.run()
    const told = await Promise.all([rig.engine.renew('cnt-1', '/one.png'), rig.engine.renew('cnt-1', '/two.png')])
    const refused = { added: 0, refused: [{ fileName: 'two.png', problem: 'chosen-before' }] }
    expect(told).toEqual([{ added: 1, refused: [] }, refused])
    expect(await Promise.all([rig.engine.add(['/two.png'], ''), rig.engine.add(['/two.png'], '')])).toEqual([
      { added: 1, refused: [] },
      refused,
    ])
    expect(rig.store.rows.size).toBe(2)
  })

  it('that the disk of this PC takes no note of is not begun, and the others go on when there is room', async () => {
    const rig = await begun(10 * CHUNK, 3)
    rig.files.put('/other.png', picture(300, 2))
    rig.store.isFull = true
    await expect(rig.engine.add(['/other.png'], '')).rejects.toMatchObject({ kind: 'full' })
    expect(rig.engine.statuses()).toHaveLength(1)
    await rig.pass(MINUTE)
    rig.store.isFull = false
    await rig.pass(60 * MINUTE)
    expect(rig.content.size).toBe(1)
    expect(rig.store.rows.size).toBe(0)
  })

  it('whose checksum the disk of this PC did not take is not said to be refused by the server', async () => {
    const rig = new UploadRig()
    rig.isReachable = false
    rig.files.put('/film.png', picture(300, 1))
    await rig.engine.run()
    await rig.engine.add(['/film.png'], '')
    // Full for one write, and no more.
    const putUploads = rig.store.putUploads.bind(rig.store)
    rig.store.putUploads = async () => {
      rig.store.putUploads = putUploads
      throw new StoreError('full', 'The disk is full.')
    }
    rig.isReachable = true
    rig.engine.wake()
    await rig.pass(0)
    expect(first(rig)).toMatchObject({ state: 'waiting', problem: null })
    await rig.pass(MINUTE)
    expect(rig.content.size).toBe(1)
  })

  it('goes no faster than is set, counts what waits as not sent, and at once when the limit is gone', async () => {
    const rig = new UploadRig()
    rig.bytesPerSecond = CHUNK
    for (const [place, path] of ['/one.png', '/two.png'].entries()) rig.files.put(path, picture(20 * CHUNK, place))
    await rig.engine.run()
    await rig.engine.add(['/one.png', '/two.png'], '')
    await rig.pass(10_000)
    // The first piece begins at once: then one for each second, of both together.
    expect(rig.server.sent).toBe(11 * CHUNK)
    const done = rig.engine.statuses().reduce((sum, { doneBytes }) => sum + doneBytes, 0)
    expect(done).toBe(rig.server.sent)
    rig.bytesPerSecond = null
    await rig.pass(2_000)
    expect(rig.server.sent).toBe(40 * CHUNK)
    expect(rig.content.size).toBe(2)
  })

  it('that waits for its turn is paused at once', async () => {
    const rig = new UploadRig()
    rig.bytesPerSecond = 1
    rig.files.put('/film.png', picture(10 * CHUNK, 1))
    await rig.engine.run()
    await rig.engine.add(['/film.png'], '')
    await rig.pass(1)
    await rig.engine.act([first(rig).key], 'pause')
    await rig.pass(0)
    expect(first(rig).state).toBe('paused')
    expect(rig.clock.pending).toBe(0)
  })

  it.each([
    ['never has them', () => 0],
    ['has them and loses them, over and over', (sent: number) => (sent % 2 === 0 ? CHUNK : 0)],
    ['says that it has more than the file', () => 99 * CHUNK],
    ['says that it has less every time', (sent: number) => Math.max(0, 9 * CHUNK - sent)],
  ])('is left alone for a while by a server that takes bytes and %s', async (_what, offsetAfter) => {
    const rig = new UploadRig()
    rig.files.put('/film.png', picture(10 * CHUNK, 1))
    let sent = 0
    rig.server.send = async (key) => {
      sent += 1
      // Where nobody ever stops, the test does.
      if (sent > 500) throw new UploadServerError('forbidden', 'refused', 'this goes on without end')
      return { key, offset: offsetAfter(sent), isStored: false }
    }
    await rig.engine.run()
    await rig.engine.add(['/film.png'], '')
    await rig.clock.advance(0)
    expect(sent).toBeLessThan(20)
    expect(first(rig)).toMatchObject({ state: 'waiting', problem: null })
    expect(rig.content.size).toBe(0)
  })

  it('leaves no timer behind when the program ends', async () => {
    const rig = await begun(10 * CHUNK, 3)
    expect(rig.clock.pending).toBe(1)
    await rig.engine.stop()
    expect(rig.clock.pending).toBe(0)
  })
})
