import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BundleRecord, Carried } from '../../../src/main/outbox/carried.ts'
import { clashesOf } from '../../support/clashes.ts'
import { QueueRig, remove, rename } from '../../support/queue-rig.ts'

let rig: QueueRig

beforeEach(async () => {
  rig = await QueueRig.open()
  rig.seedDevices('dev_1', 'dev_2', 'dev_3')
})
afterEach(() => rig.close())

const { desk, waiting, only, clash, atServer, history } = clashesOf(() => rig)

describe('undoing the last decision', () => {
  it('puts back on the desk what was not sent yet, as it was', async () => {
    const key = await clash({ name: 'mine', location: 'mine' }, { name: 'theirs' })
    const before = await rig.operation(key)
    rig.server.setBlock('offline')
    const { resolutionId } = await desk().resolve(key, { fields: { name: { edited: 'other' } } })
    expect(rig.view('dev_1')?.data['name']).toBe('other')
    expect(await desk().undo(resolutionId)).toEqual({ outcomes: [{ key, way: 'back-on-desk', message: null }] })
    expect(await rig.operation(key)).toEqual({ ...before, changedAt: expect.any(Number) as number })
    expect(rig.view('dev_1')?.data['name']).toBe('mine')
    expect((await rig.reasons(key)).at(-1)).toBe('resolution-undone')
  })

  it('makes again what had ended, in conflict as it was', async () => {
    const key = await clash({ name: 'mine' }, { name: 'theirs' })
    const before = await only()
    const { resolutionId } = await desk().resolve(key, 'theirs')
    expect(rig.view('dev_1')?.data['name']).toBe('theirs')
    await desk().undo(resolutionId)
    const after = await only()
    expect(after).toEqual({ ...before, key: after.key, changedAt: after.changedAt })
    expect(after.key).not.toBe(key)
    expect(rig.view('dev_1')?.data['name']).toBe('mine')
    // It can be decided about again, and arrives.
    await desk().resolve(after.key, 'mine')
    await rig.clock.advance(1_000)
    expect(atServer('name')).toBe('mine')
  })

  it('changes back what the server has taken, by another change', async () => {
    const key = await clash({ name: 'mine', location: 'mine' }, { name: 'theirs' })
    const { resolutionId } = await desk().resolve(key, 'mine')
    await rig.clock.advance(1_000)
    expect([atServer('name'), atServer('location')]).toEqual(['mine', 'mine'])
    expect((await desk().undo(resolutionId)).outcomes).toEqual([{ key, way: 'reverted', message: null }])
    await rig.clock.advance(1_000)
    expect([atServer('name'), atServer('location')]).toEqual(['theirs', 'Platform 2'])
  })

  it('overwrites nobody: what was changed again since stays, and that is said', async () => {
    const key = await clash({ name: 'mine' }, { name: 'theirs' })
    const { resolutionId } = await desk().resolve(key, 'mine')
    await rig.clock.advance(1_000)
    rig.server.edit('dev_1', { name: 'somebody’s' })
    const there = rig.server.entities.get('dev_1')
    const record = { entityType: 'device', id: 'dev_1', version: there?.version ?? 0, sequence: 9 } as const
    rig.host.replica.apply({ kind: 'record', record: { ...record, data: there?.data ?? {}, reported: {} } })
    const [outcome] = (await desk().undo(resolutionId)).outcomes
    expect(outcome).toMatchObject({ way: 'not-possible' })
    expect(outcome?.message).toContain('changed again since: name')
    await rig.clock.advance(1_000)
    expect(atServer('name')).toBe('somebody’s')
  })

  it('says so when a decision is on its way, and when it was a deletion', async () => {
    const key = await clash({ name: 'mine' }, { name: 'theirs' })
    rig.server.trouble = () => 'lost-answer'
    const { resolutionId } = await desk().resolve(key, 'mine')
    await rig.clock.advance(100)
    expect((await desk().undo(resolutionId)).outcomes[0]).toMatchObject({ way: 'not-possible' })
    rig.server.trouble = () => 'none'
    await rig.clock.advance(5_000)
    rig.server.edit('dev_2', { name: 'theirs' })
    const [deletion = ''] = await rig.enqueue(remove('dev_2'))
    await rig.clock.advance(1_000)
    const deleted = await desk().resolve(deletion, 'mine')
    await rig.clock.advance(1_000)
    expect((await desk().undo(deleted.resolutionId)).outcomes[0]?.message).toContain('deletion cannot be taken back')
  })

  it('is possible once, and for the last decision only', async () => {
    const first = await clash({ name: 'mine' }, { name: 'theirs' }, 'dev_1')
    const second = await clash({ name: 'mine' }, { name: 'theirs' }, 'dev_2')
    rig.server.setBlock('offline')
    const one = await desk().resolve(first, 'mine')
    const two = await desk().resolve(second, 'mine')
    expect(desk().undoable).toMatchObject({ resolutionId: two.resolutionId, count: 1 })
    await expect(desk().undo(one.resolutionId)).rejects.toMatchObject({ code: 'not-found' })
    await desk().undo(two.resolutionId)
    expect(desk().undoable).toBeNull()
    await expect(desk().undo(two.resolutionId)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('is not lost by a decision that decides nothing', async () => {
    const key = await clash({ name: 'mine' }, { name: 'theirs' })
    rig.server.setBlock('offline')
    const { resolutionId } = await desk().resolve(key, 'mine')
    await desk().resolve(key, 'mine')
    expect(desk().undoable?.resolutionId).toBe(resolutionId)
  })

  it('is remembered beside the decision itself', async () => {
    const key = await clash({ name: 'mine' }, { name: 'theirs' })
    rig.server.setBlock('offline')
    const { resolutionId } = await desk().resolve(key, 'mine')
    await desk().undo(resolutionId)
    expect((await history({ resolutionId })).map(({ reason }) => reason).sort()).toEqual(['chosen', 'undone'])
  })

  it('makes nothing again that another PC has too and may send; the others of the decision are undone', async () => {
    const keys = [
      await clash({ name: 'mine' }, { name: 'theirs' }, 'dev_1'),
      await clash({ name: 'mine' }, { name: 'theirs' }, 'dev_2'),
      await clash({ name: 'mine', location: 'mine' }, { name: 'theirs' }, 'dev_3'),
    ]
    await carry(keys[1])
    rig.server.setBlock('offline')
    const { resolutionId } = await desk().resolveBulk(null, 'theirs')
    expect(await desk().undo(resolutionId)).toEqual({
      outcomes: [
        { key: keys[0], way: 'back-on-desk', message: null },
        { key: keys[1], way: 'not-possible', message: expect.stringContaining('Another PC may have it too') as string },
        { key: keys[2], way: 'back-on-desk', message: null },
      ],
    })
    expect((await waiting()).map(({ entityId }) => entityId).sort()).toEqual(['dev_1', 'dev_3'])
    expect(await rig.states(keys[1] ?? '')).toEqual(['cancelled'])
  })

  it('knows after a restart, too, what another PC has', async () => {
    const key = await clash({ name: 'mine' }, { name: 'theirs' })
    await carry(key)
    await rig.reopen()
    rig.seedDevices('dev_1')
    const { resolutionId } = await desk().resolve(key, 'theirs')
    const [outcome] = (await desk().undo(resolutionId)).outcomes
    expect(outcome).toMatchObject({ key, way: 'not-possible' })
    expect(await waiting()).toEqual([])
  })

  it('says what was undone also where the queue refuses the rest of it', async () => {
    await rig.reopen({ limits: { count: 2, bytes: 1_000_000 } })
    rig.seedDevices('dev_1', 'dev_2', 'dev_3')
    const sent = await clash({ name: 'mine', location: 'mine' }, { name: 'theirs' }, 'dev_1')
    const ended = await clash({ name: 'mine' }, { name: 'theirs' }, 'dev_2')
    rig.server.setBlock('offline')
    const { resolutionId } = await desk().resolveBulk(null, 'theirs')
    await rig.enqueue(rename('dev_3', 'one more'))
    const { outcomes } = await desk().undo(resolutionId)
    expect(outcomes).toMatchObject([
      { key: sent, way: 'back-on-desk' },
      { key: ended, way: 'not-possible' },
    ])
    expect(outcomes[1]?.message).toContain('which is the limit of this PC')
  })
})

/** Remembers that another PC has the operation too, as a bundle that was taken in or written does. */
async function carry(key = ''): Promise<void> {
  const { clientSequence } = await rig.operation(key)
  const about = { at: 1, clientId: 'other', computer: 'Desk 2', fingerprint: 'f' }
  const record = { direction: 'out', ...about, spans: [[clientSequence, clientSequence]] } satisfies BundleRecord
  await rig.host.store.commit([Carried.record('bundle-1', record)])
  rig.host.outbox.carried.remember('bundle-1', record, [clientSequence])
}
