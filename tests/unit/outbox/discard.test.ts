import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DeliveryError } from '../../../src/main/delivery/server-port.ts'
import { discard } from '../../../src/main/outbox/discard.ts'
import { consequencesOf } from '../../../src/main/outbox/taken-along.ts'
import { openDatabase } from '../../../src/sqlite/open.ts'
import { createPlaylist, device, edit, QueueRig, reload, rename } from '../../support/queue-rig.ts'

let rig: QueueRig

beforeEach(async () => {
  rig = await QueueRig.open()
  rig.seedDevices('dev_1', 'dev_2')
})
afterEach(() => rig.close())

/** Damages the payloads on disk and starts the program again. */
async function damage(...keys: readonly string[]): Promise<void> {
  await rig.closeHost()
  const database = openDatabase(rig.file)
  for (const key of keys) database.prepare('UPDATE operations SET intent = \'{"kind":\' WHERE key = ?').run(key)
  database.close()
  await rig.reopen()
  rig.seedDevices('dev_1', 'dev_2')
  await rig.host.outbox.inspect()
}

function giveUp(...keys: readonly string[]) {
  return discard(keys, rig.host)
}

describe('giving up an operation that cannot be read', () => {
  it('frees its lane, and the ledger tells it', async () => {
    const [broken, behind] = await rig.enqueue(reload('dev_1'), rename('dev_1', 'One'))
    await damage(broken ?? '')
    expect(await rig.waits(behind ?? '')).toEqual(['behind-quarantine'])
    expect(await giveUp(broken ?? '')).toEqual([{ key: broken, ok: true, message: null }])
    expect((await rig.host.list.transitions(broken ?? '')).at(-1)).toMatchObject({
      to: 'cancelled',
      reason: 'discarded-by-operator',
    })
    expect(rig.host.outbox.status(false).totals).toMatchObject({ created: 2, cancelled: 1 })
    await rig.run(5_000)
    expect(await rig.states(behind ?? '')).toEqual(['applied'])
  })

  it('takes its effect from the screen for good', async () => {
    const [broken] = await rig.enqueue(rename('dev_1', 'One'))
    await damage(broken ?? '')
    // Nobody can tell any more what the effect was.
    expect(rig.view('dev_1')?.data['name']).toBe('dev_1')
    await giveUp(broken ?? '')
    expect(rig.view('dev_1')?.data['name']).toBe('dev_1')
    await rig.reopen()
    rig.seedDevices('dev_1')
    expect(rig.view('dev_1')?.data['name']).toBe('dev_1')
  })

  it('parks what builds on it', async () => {
    const [broken] = await rig.enqueue(createPlaylist('pls_1'))
    const [using] = await rig.enqueue(edit('dev_1', { playlistId: 'pls_1' }))
    const other = await rig.one(rename('dev_2', 'Two'), { dependsOn: [broken ?? ''] })
    await damage(broken ?? '')
    expect(consequencesOf([broken ?? ''], rig.host.outbox.lanes)).toEqual({ along: [], refused: [using, other.key] })
    await giveUp(broken ?? '')
    expect(await rig.states(using ?? '', other.key)).toEqual(['quarantined', 'quarantined'])
  })

  it('parks the rest of its batch, which can never go whole', async () => {
    const [broken, fellow] = await rig.batch(rename('dev_1', 'One'), rename('dev_2', 'Two'))
    await damage(broken ?? '')
    expect(consequencesOf([broken ?? ''], rig.host.outbox.lanes)).toEqual({ along: [], refused: [fellow] })
    await giveUp(broken ?? '')
    expect(await rig.states(fellow ?? '')).toEqual(['quarantined'])
  })

  it('is not given up by another than its author', async () => {
    const [bad = ''] = await rig.enqueue(reload('dev_1'))
    await damage(bad)
    rig.host.user = { id: 'usr_2', name: 'somebody else' }
    expect(await giveUp(bad)).toEqual([
      { key: bad, ok: false, message: 'Another user made it, who alone can give it up.' },
    ])
    expect((await rig.shown(bad)).actions.canDiscard).toBe(false)
    expect(rig.host.outbox.lanes.size).toBe(1)
  })

  it('goes together with giving up others', async () => {
    const [broken, good] = await rig.enqueue(reload('dev_1'), rename('dev_2', 'Two'))
    await damage(broken ?? '')
    const outcomes = await giveUp(good ?? '', broken ?? '', '00000000-0000-4000-8000-00000000dead')
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true])
    expect(rig.host.outbox.lanes.laneRows(device('dev_1'))).toEqual([])
  })
})

describe('giving up an operation that the disk has lost', () => {
  /** Deletes rows behind the program's back, and lets it look for them. */
  async function lose(...keys: readonly string[]): Promise<void> {
    const database = openDatabase(rig.file)
    for (const key of keys) database.prepare('DELETE FROM operations WHERE key = ?').run(key)
    database.close()
    await rig.host.desk.setPriority(keys, 'high')
  }

  it('makes memory forget it, tells the ledger, and keeps the totals true, also after a restart', async () => {
    const [lost = '', other = ''] = await rig.enqueue(rename('dev_1', 'One'), rename('dev_2', 'Two'))
    await lose(lost)
    expect((await rig.shown(lost)).lastError).toMatchObject({ code: 'missing', message: /Make it again/ })
    expect(await giveUp(lost)).toEqual([{ key: lost, ok: true, message: null }])
    const told = { pending: 1, attention: 0, totals: { created: 2, cancelled: 1 } }
    expect(rig.host.outbox.status(false)).toMatchObject(told)
    expect(rig.view('dev_1')?.data['name']).toBe('dev_1')
    expect(await rig.host.store.audit()).toEqual([])
    await rig.reopen()
    expect(rig.host.outbox.status(false)).toMatchObject(told)
    expect(await rig.states(other)).toEqual(['queued'])
  })

  it('leaves a trace that says when and why it ended', async () => {
    const [lost = ''] = await rig.enqueue(rename('dev_1', 'One'))
    await lose(lost)
    await giveUp(lost)
    const { operations } = await rig.host.list.page({ scope: 'history', offset: 0, limit: 10 })
    expect(operations).toMatchObject([{ key: lost, entityId: 'dev_1', state: 'cancelled' }])
    expect((await rig.host.list.transitions(lost)).at(-1)).toMatchObject({
      to: 'cancelled',
      reason: 'lost-and-discarded',
    })
  })

  it('says that the server may have done it where it was on its way', async () => {
    const [lost = ''] = await rig.enqueue(reload('dev_1'))
    rig.server.trouble = () => 'lost-answer'
    rig.server.lookup = () => Promise.reject(new DeliveryError('unknown', 'timeout', 'no answer'))
    await rig.run(10)
    expect(await rig.states(lost)).toEqual(['unknown'])
    await lose(lost)
    expect((await rig.shown(lost)).lastError?.message).toMatch(/look before you make it again/)
    expect(await giveUp(lost)).toMatchObject([{ ok: true }])
    expect(rig.host.outbox.lanes.size).toBe(0)
  })

  it('ends a command that the server had taken as not confirmed', async () => {
    rig.server.report = () => null
    const [lost = ''] = await rig.enqueue(reload('dev_1'))
    await rig.run(100)
    await lose(lost)
    expect((await rig.shown(lost)).actions.canDiscard).toBe(true)
    expect(await giveUp(lost)).toMatchObject([{ ok: true }])
    expect(rig.host.outbox.status(false).totals).toMatchObject({ unconfirmed: 1, cancelled: 0 })
  })

  it('parks what builds on it', async () => {
    const [lost = ''] = await rig.enqueue(createPlaylist('pls_1'))
    const [using = ''] = await rig.enqueue(edit('dev_1', { playlistId: 'pls_1' }))
    await lose(lost)
    expect(await giveUp(lost)).toMatchObject([{ ok: true }])
    expect(await rig.states(using)).toEqual(['quarantined'])
  })

  it('is refused where the row is there after all', async () => {
    const [key = ''] = await rig.enqueue(rename('dev_1', 'One'))
    rig.host.outbox.lanes.setAside(key, { code: 'missing', message: 'It seems to be lost.' })
    expect(await giveUp(key)).toMatchObject([{ ok: false }])
    expect(await rig.states(key)).toEqual(['queued'])
  })
})
