import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BundleRecord, Carried } from '../../../src/main/outbox/carried.ts'
import { discard } from '../../../src/main/outbox/discard.ts'
import { laterKey } from '../../../src/main/outbox/quarantine-transfer.ts'
import { restore } from '../../../src/main/outbox/restore.ts'
import { createPlaylist, edit, QueueRig, reload, rename } from '../../support/queue-rig.ts'

const ANNA = { id: 'usr_anna', name: 'Anna' }
const BEN = { id: 'usr_ben', name: 'Ben' }

let rig: QueueRig

beforeEach(async () => {
  rig = await QueueRig.open()
  rig.seedDevices('dev_1', 'dev_2')
})
afterEach(() => rig.close())

const rollBack = (...keys: readonly string[]) => rig.host.desk.rollBack(keys)
const bringBack = (...keys: readonly string[]) => restore(keys, rig.host)
const again = (key = '') => laterKey(key, 1)
const nameOf = (id: string) => rig.view(id)?.data['name']
const sentTo = (id: string) => rig.server.effects.filter((effect) => effect.entityId === id)

describe('undoing a roll back', () => {
  it('lets the change wait again as it was, and sends it once', async () => {
    const [key = ''] = await rig.enqueue(rename('dev_1', 'One'))
    const before = await rig.operation(key)
    await rollBack(key)
    expect(nameOf('dev_1')).toBe('dev_1')
    expect(await bringBack(key)).toEqual([{ key, ok: true, message: null }])
    expect(nameOf('dev_1')).toBe('One')
    const { intent, baseVersion, baseFields, createdAt, waitingSince, priority, user } = before
    expect(await rig.operation(again(key))).toMatchObject({
      ...{ intent, baseVersion, baseFields, createdAt, waitingSince, priority, user, state: 'queued' },
    })
    await rig.run()
    expect(sentTo('dev_1')).toHaveLength(1)
    expect(await rig.states(key, again(key))).toEqual(['cancelled', 'applied'])
  })

  it('takes as many as were rolled back, all in one transaction', async () => {
    const devices = Array.from({ length: 30_000 }, (_none, place) => `many_${place}`)
    rig.seedDevices(...devices)
    const keys: string[] = []
    for (let start = 0; start < devices.length; start += 1_000)
      keys.push(...(await rig.enqueue(...devices.slice(start, start + 1_000).map((id) => rename(id, 'New')))))
    for (let start = 0; start < keys.length; start += 1_000) await rollBack(...keys.slice(start, start + 1_000))
    expect(rig.view('many_29999')?.data['name']).toBe('many_29999')
    const outcomes = await bringBack(...keys)
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(30_000)
    expect(rig.view('many_0')?.data['name']).toBe('New')
    expect(rig.view('many_29999')?.data['name']).toBe('New')
  }, 120_000)

  it('happens once, however often it is asked for', async () => {
    const [key = ''] = await rig.enqueue(reload('dev_1'))
    await rollBack(key)
    const outcomes = await Promise.all([bringBack(key), bringBack(key)])
    expect(outcomes.flat().filter(({ ok }) => ok)).toHaveLength(1)
    expect(await bringBack(key)).toEqual([{ key, ok: false, message: 'It was restored before.' }])
    await rig.run()
    expect(await bringBack(key)).toEqual([{ key, ok: false, message: 'It was restored before.' }])
    await rig.run()
    expect(sentTo('dev_1')).toHaveLength(1)
  })

  it('works again after another roll back, of what was made again', async () => {
    const [key = ''] = await rig.enqueue(rename('dev_1', 'One'))
    await rollBack(key)
    await bringBack(key)
    await rollBack(again(key))
    expect(await bringBack(again(key))).toMatchObject([{ ok: true }])
    expect(nameOf('dev_1')).toBe('One')
  })

  it('keeps the order, and what each waits for', async () => {
    const [list = ''] = await rig.enqueue(createPlaylist('pls_1'))
    const [first = ''] = await rig.enqueue(edit('dev_1', { playlistId: 'pls_1' }))
    const [second = ''] = await rig.enqueue(edit('pls_1', { description: 'new' }, 'playlist'))
    const outcomes = await rollBack(list)
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(3)
    await bringBack(second, first, list)
    const [a, b, c] = await Promise.all([list, first, second].map((key) => rig.operation(again(key))))
    expect(a?.clientSequence).toBeLessThan(b?.clientSequence ?? 0)
    expect(b?.dependsOn).toEqual([a?.clientSequence])
    expect(b?.clientSequence).toBeLessThan(c?.clientSequence ?? 0)
    await rig.run()
    expect(await rig.states(again(list), again(first), again(second))).toEqual(['applied', 'applied', 'applied'])
  })

  it('brings back a whole batch by one of it, and says so of each', async () => {
    const keys = await rig.batch(rename('dev_1', 'One'), rename('dev_2', 'Two'))
    const other = await rig.batch(reload('dev_1'), reload('dev_2'))
    await rollBack(...keys, ...other)
    const [first = '', second = ''] = keys
    expect(await bringBack(second)).toEqual([
      { key: second, ok: true, message: null },
      { key: first, ok: true, message: null },
    ])
    const made = await Promise.all([first, second].map((key) => rig.operation(again(key))))
    expect(made.map(({ batch }) => batch?.size)).toEqual([2, 2])
    expect(made[0]?.clientSequence).toBeLessThan(made[1]?.clientSequence ?? 0)
    expect([nameOf('dev_1'), nameOf('dev_2')]).toEqual(['One', 'Two'])
    expect(rig.host.outbox.lanes.size).toBe(2)
  })

  it('brings a batch back by one of it as often as it was taken back', async () => {
    const [first = '', second = ''] = await rig.batch(rename('dev_1', 'One'), rename('dev_2', 'Two'))
    await rollBack(first)
    await bringBack(first)
    await rollBack(again(second))
    expect(await bringBack(again(second))).toMatchObject([{ ok: true }, { ok: true }])
    expect(rig.host.outbox.lanes.size).toBe(2)
    expect((await bringBack(first))[0]?.ok).toBe(false)
    expect(rig.host.outbox.lanes.size).toBe(2)
  })

  it('brings nothing of a batch back where a part of it cannot come back', async () => {
    const [first = ''] = await rig.batch(rename('dev_1', 'One'), rename('dev_2', 'Two'))
    await rollBack(first)
    await rig.enqueue(rename('dev_2', 'New'))
    const outcomes = await bringBack(first)
    expect(outcomes).toMatchObject([{ key: first, ok: false }])
    expect(outcomes[0]?.message).toContain('batch')
    expect([nameOf('dev_1'), nameOf('dev_2')]).toEqual(['dev_1', 'New'])
  })

  it('does not overwrite what was changed since', async () => {
    const [key = ''] = await rig.enqueue(rename('dev_1', 'Old'))
    await rollBack(key)
    await rig.enqueue(rename('dev_1', 'New'))
    expect((await bringBack(key))[0]?.message).toContain('since: name')
    expect(nameOf('dev_1')).toBe('New')
  })

  it('lets another field that was changed since be', async () => {
    const [key = ''] = await rig.enqueue(rename('dev_1', 'One'))
    await rollBack(key)
    await rig.enqueue(edit('dev_1', { location: 'Hall' }))
    expect(await bringBack(key)).toMatchObject([{ ok: true }])
    expect(rig.view('dev_1')?.data).toMatchObject({ name: 'One', location: 'Hall' })
  })

  it('never makes a command fresh: one that waited too long meanwhile asks to be confirmed', async () => {
    const [key = ''] = await rig.enqueue(reload('dev_1'))
    await rollBack(key)
    await rig.clock.advance(20 * 60_000)
    await bringBack(key)
    await rig.run()
    expect(sentTo('dev_1')).toEqual([])
    expect(await rig.states(again(key))).toEqual(['stale'])
  })

  it('leaves the change with whoever made it', async () => {
    rig.host.firstUserId = ANNA.id
    rig.host.user = ANNA
    const [key = ''] = await rig.enqueue(rename('dev_1', 'by Anna'))
    await rollBack(key)
    await bringBack(key)
    rig.host.user = BEN
    rig.host.outbox.userChanged()
    await rig.run()
    expect(sentTo('dev_1')).toEqual([])
    expect((await rig.operation(again(key))).user).toEqual(ANNA)
  })

  it('is not possible for what another PC has too, which may send it, also after a restart', async () => {
    const [key = ''] = await rig.enqueue(reload('dev_1'))
    const { clientSequence } = await rig.operation(key)
    const about = { at: 1, clientId: 'other', computer: 'Desk 2', fingerprint: 'f' }
    const record = { direction: 'in', ...about, spans: [[clientSequence, clientSequence]] } satisfies BundleRecord
    await rig.host.store.commit([Carried.record('bundle-1', record)])
    rig.host.outbox.carried.remember('bundle-1', record, [clientSequence])
    await rollBack(key)
    expect((await bringBack(key))[0]?.message).toContain('Another PC may have it too')
    await rig.reopen()
    expect((await bringBack(key))[0]?.message).toContain('Another PC may have it too')
  })

  it('is not possible for what the server has taken, what is unknown, and what is waiting', async () => {
    const [done = ''] = await rig.enqueue(rename('dev_1', 'One'))
    await rig.run()
    const [waits = ''] = await rig.enqueue(rename('dev_2', 'Two'))
    const unknown = '00000000-0000-4000-8000-999999999999'
    const outcomes = await bringBack(done, waits, unknown)
    expect(outcomes.map(({ ok }) => ok)).toEqual([false, false, false])
    expect(outcomes.map(({ message }) => message)).toEqual([
      'It is applied: it was not taken back.',
      'It is queued: it was not taken back.',
      'This operation does not exist, or it cannot be read.',
    ])
  })

  it('holds over a restart, and the books stay in order', async () => {
    const [key = ''] = await rig.enqueue(rename('dev_1', 'One'))
    await rollBack(key)
    await rig.reopen()
    rig.seedDevices('dev_1')
    expect(await bringBack(key)).toMatchObject([{ ok: true }])
    await rig.reopen()
    rig.seedDevices('dev_1')
    expect(nameOf('dev_1')).toBe('One')
    expect(await bringBack(key)).toMatchObject([{ ok: false }])
  })
})

describe('undoing a discard', () => {
  it('lets a refused change be refused again, with the reason it had', async () => {
    rig.server.reject = () => true
    const [key = ''] = await rig.enqueue(rename('dev_1', 'One'))
    await rig.run()
    const { lastError } = await rig.operation(key)
    await discard([key], rig.host)
    expect(await bringBack(key)).toMatchObject([{ ok: true }])
    expect(await rig.operation(again(key))).toMatchObject({ state: 'quarantined', lastError })
    await rig.run()
    expect(await rig.states(again(key))).toEqual(['quarantined'])
  })

  it('lets a conflict wait for its decision again, and notes that giving it up was undone', async () => {
    rig.server.edit('dev_1', { name: 'theirs' })
    const [key = ''] = await rig.enqueue(rename('dev_1', 'mine'))
    await rig.run()
    const { conflict } = await rig.operation(key)
    await rollBack(key)
    await rig.clock.advance(1_000)
    expect(await bringBack(key)).toMatchObject([{ ok: true }])
    expect(await rig.operation(again(key))).toMatchObject({ state: 'conflicted', conflict })
    const { records } = await rig.host.conflicts.history({ offset: 0, limit: 10 })
    expect(records.map(({ reason }) => reason)).toEqual(['undone', 'chosen'])
  })
})
