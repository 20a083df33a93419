import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OperationState } from '../../../src/shared/domain/operation.ts'
import { openDatabase } from '../../../src/sqlite/open.ts'
import { createPlaylist, edit, QueueRig, reload, rename } from '../../support/queue-rig.ts'

let rig: QueueRig

beforeEach(async () => {
  rig = await QueueRig.open()
  rig.seedDevices('dev_1', 'dev_2')
  rig.server.setBlock('offline')
})
afterEach(() => rig.close())

/** Changes stored rows behind the program's back, and starts it again. */
async function damage(change: string, ...keys: readonly string[]): Promise<void> {
  await rig.closeHost()
  const database = openDatabase(rig.file)
  for (const key of keys) database.prepare(`UPDATE operations SET ${change} WHERE key = ?`).run(key)
  database.close()
  await rig.reopen()
  await rig.host.outbox.inspect()
}

async function listed(...states: readonly OperationState[]): Promise<{ total: number; keys: string[] }> {
  const query = states.length === 0 ? {} : { states }
  const { total, operations } = await rig.host.list.page({ scope: 'pending', offset: 0, limit: 10, ...query })
  return { total, keys: operations.map(({ key }) => key) }
}

const TORN = `intent = '{"kind":"upd'`

describe('an operation that cannot be read', () => {
  it('is listed with what was refused, as it is counted, and not in the state in which it was stored', async () => {
    const [bad = '', good = ''] = await rig.enqueue(rename('dev_1', 'a'), rename('dev_2', 'b'))
    await damage(TORN, bad)
    expect(rig.host.outbox.status(false).counts).toMatchObject({ queued: 1, quarantined: 1 })
    expect(await listed('queued')).toEqual({ total: 1, keys: [good] })
    expect(await listed('quarantined')).toEqual({ total: 1, keys: [bad] })
    expect(await listed('queued', 'stale', 'sending', 'unknown', 'conflicted', 'quarantined')).toEqual({
      total: 2,
      keys: [bad, good],
    })
    expect(await listed()).toEqual({ total: 2, keys: [bad, good] })
    expect(await listed('stale')).toEqual({ total: 0, keys: [] })
  })

  it('is listed once where it was refused before it was damaged', async () => {
    const [bad = ''] = await rig.enqueue(rename('dev_1', 'a'))
    await damage(`${TORN}, state = 'quarantined'`, bad)
    rig.isAuditedAtEnd = false
    expect(await listed('quarantined')).toEqual({ total: 1, keys: [bad] })
    const second = await rig.host.list.page({ scope: 'pending', states: ['quarantined'], offset: 10, limit: 10 })
    expect(second).toEqual({ total: 1, operations: [] })
  })

  it('is left out of the list of another thing', async () => {
    const [bad = ''] = await rig.enqueue(rename('dev_1', 'a'))
    await damage(TORN, bad)
    const of = (entityId: string) =>
      rig.host.list.page({ scope: 'pending', states: ['quarantined'], entityId, offset: 0, limit: 10 })
    expect((await of('dev_1')).total).toBe(1)
    expect((await of('dev_2')).total).toBe(0)
  })

  it('can be looked at as it is stored, in part when it is long', async () => {
    const [bad = '', long = '', good = ''] = await rig.enqueue(
      rename('dev_1', 'a'),
      rename('dev_2', 'b'),
      reload('dev_2'),
    )
    await damage(TORN, bad)
    await damage(`intent = printf('%.*c', 100001, 'x')`, long)
    expect(await rig.host.list.payload(bad)).toEqual({ payload: '{"kind":"upd', isCut: false })
    expect(await rig.host.list.payload(long)).toEqual({ payload: 'x'.repeat(100_000), isCut: true })
    expect(await rig.host.list.payload(good)).toEqual({ payload: null, isCut: false })
  })

  it('can be given up, and nothing else, and says how many build on it', async () => {
    const [made = ''] = await rig.enqueue(createPlaylist('pls_1'))
    await rig.enqueue(edit('dev_1', { playlistId: 'pls_1' }))
    await damage(TORN, made)
    const { actions, dependants } = await rig.shown(made)
    expect(Object.entries(actions).filter(([, isPossible]) => isPossible)).toEqual([['canDiscard', true]])
    expect(dependants).toBe(1)
  })

  it('cannot be given up once the server has it', async () => {
    const [key = ''] = await rig.enqueue(reload('dev_1'))
    await damage(`${TORN}, state = 'accepted'`, key)
    rig.isAuditedAtEnd = false
    expect((await rig.shown(key)).actions.canDiscard).toBe(false)
  })
})

describe('an operation that the disk has lost', () => {
  it('is listed with what was refused; there is nothing left to show', async () => {
    rig.isAuditedAtEnd = false
    const [lost = '', behind = ''] = await rig.enqueue(rename('dev_1', 'a'), reload('dev_1'))
    const database = openDatabase(rig.file)
    database.pragma('foreign_keys = OFF')
    database.prepare('DELETE FROM operations WHERE key = ?').run(lost)
    database.close()
    rig.server.setBlock(null)
    await rig.run(5_000)
    expect(await listed('quarantined')).toEqual({ total: 1, keys: [lost] })
    expect(await rig.host.list.payload(lost)).toEqual({ payload: null, isCut: false })
    expect((await rig.shown(lost)).actions.canDiscard).toBe(true)
    expect(rig.server.effects.map(({ key }) => key)).toEqual([behind])
  })
})

describe('the age of the queue', () => {
  it('is that of the oldest which is still to be sent', async () => {
    const { clock } = rig
    expect(rig.host.outbox.status(false).oldestCreatedAt).toBeNull()
    const [bad = ''] = await rig.enqueue(rename('dev_1', 'a'))
    await clock.advance(60_000)
    const second = clock.now()
    await rig.enqueue(rename('dev_2', 'b'))
    await clock.advance(60_000)
    await rig.enqueue(reload('dev_2'))
    await damage(TORN, bad)
    expect(rig.host.outbox.status(false)).toMatchObject({ pending: 3, attention: 1, oldestCreatedAt: second })
  })

  it('of a command that was confirmed again counts from then, and when it was made stays known', async () => {
    const made = rig.clock.now()
    const [key = ''] = await rig.enqueue(reload('dev_1'))
    await rig.run(3 * 60_000)
    expect(await rig.shown(key)).toMatchObject({ state: 'stale', createdAt: made, waitingSince: made })
    const again = rig.clock.now()
    await rig.host.desk.confirmAgain([key])
    expect(await rig.shown(key)).toMatchObject({ state: 'queued', createdAt: made, waitingSince: again })
  })
})
