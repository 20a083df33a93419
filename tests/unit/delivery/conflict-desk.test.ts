import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ConflictSettings, conflictSettingsSchema } from '../../../src/shared/domain/conflict.ts'
import type { ConflictView } from '../../../src/shared/domain/conflict-desk.ts'
import type { Fields } from '../../../src/shared/domain/entities.ts'
import { edit, QueueRig, reload, remove, rename } from '../../support/queue-rig.ts'

const PAGE = { offset: 0, limit: 100 }

let settings: ConflictSettings
let rig: QueueRig

beforeEach(async () => {
  settings = conflictSettingsSchema.parse({})
  rig = await QueueRig.open({ conflicts: () => settings })
  rig.seedDevices('dev_1', 'dev_2', 'dev_3')
})
afterEach(() => rig.close())

const desk = () => rig.host.conflicts
const atServer = (field: string, id = 'dev_1') => rig.server.entities.get(id)?.data[field]

/** An edit that clashes with another one of somebody else; its key. */
async function clash(mine: Fields, theirs: Fields, id = 'dev_1'): Promise<string> {
  rig.server.edit(id, theirs)
  const [key = ''] = await rig.enqueue(edit(id, mine))
  await rig.run()
  return key
}

/** What waits on the desk, in full. */
async function waiting(): Promise<readonly ConflictView[]> {
  const { groups } = await desk().outline({ by: 'none', text: '', open: [{ id: '', limit: 1_000 }], key: null })
  return groups.flatMap(({ rows }) => rows)
}

async function only(): Promise<ConflictView> {
  const conflicts = await waiting()
  const [first] = conflicts
  if (first === undefined || conflicts.length > 1) throw new Error(`there are ${conflicts.length} conflicts`)
  return first
}

async function history(query: { entityId?: string; resolutionId?: string } = {}) {
  return (await desk().history({ ...PAGE, ...query })).records
}

describe('the conflict desk', () => {
  it('lists each conflict with what both sides made of every field, clashes first', async () => {
    const key = await clash(
      { tags: ['mine'], location: 'mine', name: 'mine' },
      { tags: ['theirs'], name: 'theirs', model: 'theirs' },
    )
    const view = await only()
    expect(view).toMatchObject({
      key,
      kind: 'update',
      entityId: 'dev_1',
      reason: 'clash',
      serverVersion: 2,
      isOwn: true,
    })
    expect(view.fields).toEqual([
      {
        field: 'name',
        standing: 'clash',
        base: 'dev_1',
        mine: 'mine',
        theirs: 'theirs',
        changedBy: null,
        merged: null,
      },
      {
        ...{ field: 'tags', standing: 'merged', base: [], mine: ['mine'], theirs: ['theirs'], changedBy: null },
        merged: { value: ['theirs', 'mine'], parts: [] },
      },
      {
        ...{ field: 'location', standing: 'mine-only', base: 'Platform 2' },
        ...{ mine: 'mine', theirs: 'Platform 2', changedBy: null, merged: null },
      },
      {
        ...{ field: 'model', standing: 'theirs-only', base: null },
        ...{ mine: null, theirs: 'theirs', changedBy: null, merged: null },
      },
    ])
  })

  it('says what a choice would come to, and decides nothing by that', async () => {
    const key = await clash({ name: 'mine', location: 'mine' }, { name: 'theirs' })
    expect(await desk().preview(key, { fields: { name: 'theirs' } })).toMatchObject({
      ok: true,
      sends: 'update',
      send: ['location'],
      fields: { name: 'theirs', location: 'mine' },
      resolutions: [{ field: 'name', winner: 'theirs' }],
    })
    expect(await desk().preview(key, 'merged')).toMatchObject({ ok: false, field: 'name' })
    expect(await rig.states(key)).toEqual(['conflicted'])
    await expect(desk().preview('00000000-0000-4000-8000-999999999999', 'mine')).rejects.toThrow('in no conflict')
  })

  it('decides field by field, with values of the operator’s own, and sends that', async () => {
    const key = await clash(
      { name: 'mine', location: 'mine', model: 'mine', serial: 'mine' },
      { name: 'theirs', location: 'theirs', model: 'theirs' },
    )
    const fields = { name: 'mine', location: 'theirs', model: { edited: 'better' }, serial: 'theirs' } as const
    const { resolutionId, outcomes } = await desk().resolve(key, { fields }, 2)
    expect(outcomes).toEqual([{ key, ok: true, message: null }])
    await rig.clock.advance(1_000)
    expect(await rig.reasons(key)).toEqual(['made', 'sent', 'conflict', 'resolved-by-operator', 'sent', 'acknowledged'])
    expect(['name', 'location', 'model', 'serial'].map((field) => atServer(field))).toEqual([
      ...['mine', 'theirs', 'better', 'BL-0001'],
    ])
    const kept = await history({ resolutionId })
    expect(Object.fromEntries(kept.map(({ field, winner }) => [field, winner]))).toEqual({
      ...{ name: 'mine', location: 'theirs', model: 'edited', serial: 'theirs' },
    })
    expect(kept.every(({ isAutomatic, resolvedBy }) => !isAutomatic && resolvedBy === 'operator')).toBe(true)
  })

  it('lets what waits behind it meet what was chosen of others', async () => {
    rig.server.edit('dev_1', { name: 'theirs' })
    const [key = ''] = await rig.enqueue(edit('dev_1', { name: 'mine', location: 'mine' }))
    // The command keeps the two edits apart; the second is made in sight of the first alone.
    await rig.enqueue(reload('dev_1'))
    const [behind = ''] = await rig.enqueue(edit('dev_1', { name: 'later' }))
    await rig.run()
    await desk().resolve(key, { fields: { name: 'theirs', location: 'mine' } })
    await rig.clock.advance(5_000)
    expect(await rig.states(key, behind)).toEqual(['applied', 'conflicted'])
    expect(atServer('name')).toBe('theirs')
  })

  it('refuses a value that the entity could not hold, and names the field', async () => {
    const key = await clash({ name: 'mine' }, { name: 'theirs' })
    const { outcomes } = await desk().resolve(key, { fields: { name: { edited: '' } } })
    expect(outcomes[0]).toMatchObject({ ok: false })
    expect(outcomes[0]?.message).toContain('name')
    expect(await rig.states(key)).toEqual(['conflicted'])
  })

  it('refuses a decision about values that are not the server’s any more', async () => {
    const key = await clash({ name: 'mine' }, { name: 'theirs' })
    const { outcomes } = await desk().resolve(key, 'mine', 1)
    expect(outcomes[0]?.message).toContain('changed meanwhile')
    expect(await rig.states(key)).toEqual(['conflicted'])
  })

  it('ends what has nothing left to send, and keeps the value that lost where it can be found', async () => {
    const key = await clash({ name: 'mine' }, { name: 'theirs' })
    await desk().resolve(key, 'theirs')
    expect(await rig.reasons(key)).toEqual(['made', 'sent', 'conflict', 'kept-theirs-by-operator'])
    expect(await history({ entityId: 'dev_1' })).toMatchObject([{ mine: 'mine', theirs: 'theirs', winner: 'theirs' }])
    expect(await history({ entityId: 'dev_2' })).toEqual([])
  })

  it('keeps what is given up by a roll back as well', async () => {
    const key = await clash({ name: 'mine', location: 'mine' }, { name: 'theirs' })
    await rig.host.desk.rollBack([key])
    expect((await history()).map(({ field, mine, winner }) => [field, mine, winner])).toEqual(
      expect.arrayContaining([
        ['name', 'mine', 'theirs'],
        ['location', 'mine', 'theirs'],
      ]),
    )
  })

  it('does not carry an earlier change over values that its maker has not seen', async () => {
    rig.server.reject = ({ clientSequence }) => clientSequence === 1
    const [earlier = ''] = await rig.enqueue(rename('dev_1', 'earlier'))
    await rig.run()
    const key = await clash({ name: 'mine' }, { name: 'theirs' })
    rig.server.setBlock('offline')
    await rig.host.desk.retry([earlier])
    await desk().resolve(key, 'mine')
    expect((await rig.operation(key)).baseVersion).toBe(2)
    expect((await rig.operation(earlier)).baseVersion).toBe(1)
  })

  it('lets an edit of something deleted end only, and keeps what it would have written', async () => {
    const [key = ''] = await rig.enqueue(rename('dev_1', 'mine'))
    rig.server.entities.delete('dev_1')
    await rig.run()
    expect(await only()).toMatchObject({ isDeleted: true, fields: [{ field: 'name', mine: 'mine', theirs: null }] })
    expect((await desk().resolve(key, 'mine')).outcomes[0]?.message).toContain('deleted at the server')
    expect((await desk().resolve(key, 'theirs')).outcomes[0]?.ok).toBe(true)
    expect(await history()).toMatchObject([{ field: 'name', mine: 'mine', result: null, winner: 'theirs' }])
  })

  it('deletes over the edits of others only when a person says so, and keeps those', async () => {
    rig.server.edit('dev_1', { name: 'theirs' })
    const [key = ''] = await rig.enqueue(remove('dev_1'))
    await rig.run()
    expect(await only()).toMatchObject({ kind: 'delete', fields: [{ field: 'name', standing: 'theirs-only' }] })
    await desk().resolve(key, 'mine', 2)
    await rig.clock.advance(1_000)
    expect(rig.server.entities.has('dev_1')).toBe(false)
    expect(await history()).toMatchObject([{ field: '*', theirs: { name: 'theirs' }, winner: 'mine' }])
  })

  it('neither sends as somebody else nor gives up what somebody else made', async () => {
    const key = await clash({ name: 'mine' }, { name: 'theirs' })
    rig.host.user = { id: 'usr_2', name: 'somebody else' }
    expect((await only()).isOwn).toBe(false)
    expect((await desk().resolve(key, 'mine')).outcomes[0]?.message).toContain('made by operator')
    expect((await desk().resolve(key, 'theirs')).outcomes[0]?.message).toContain('made by operator')
    expect(await rig.states(key)).toEqual(['conflicted'])
    expect(await desk().previewBulk([key], 'theirs')).toMatchObject({ drops: 0, cannot: { count: 1 } })
  })
})

describe('a decision about many conflicts', () => {
  async function three(): Promise<string[]> {
    return [
      await clash({ name: 'mine' }, { name: 'theirs' }, 'dev_1'),
      await clash({ name: 'mine', location: 'mine' }, { name: 'theirs' }, 'dev_2'),
      await clash({ name: 'mine' }, { name: 'theirs' }, 'dev_3'),
    ]
  }

  it('says beforehand how many would be sent, end, or stay', async () => {
    const keys = await three()
    expect(await desk().previewBulk(keys, 'mine')).toMatchObject({ sends: 3, drops: 0, cannot: { count: 0 } })
    expect(await desk().previewBulk(null, 'theirs')).toMatchObject({ sends: 1, drops: 2, cannot: { count: 0 } })
    expect(await desk().previewBulk(keys, 'merge')).toMatchObject({ sends: 0, drops: 0, cannot: { count: 3 } })
    expect(await rig.states(...keys)).toEqual(['conflicted', 'conflicted', 'conflicted'])
  })

  it('comes to what was said', async () => {
    const keys = await three()
    const { resolutionId, outcomes } = await desk().resolveBulk(null, 'theirs')
    expect(outcomes.every(({ ok }) => ok)).toBe(true)
    await rig.clock.advance(1_000)
    expect(await rig.states(...keys)).toEqual(['cancelled', 'applied', 'cancelled'])
    expect(atServer('location', 'dev_2')).toBe('mine')
    expect(await history({ resolutionId })).toHaveLength(3)
  })

  it('leaves on the desk what would not merge without a loss', async () => {
    settings = { ...settings, maxRounds: 1 }
    const stuck = await clash({ name: 'mine' }, { name: 'theirs' }, 'dev_1')
    // Sent back to the desk for going round, although it merges.
    const [merging = ''] = await rig.enqueue(edit('dev_2', { tags: ['mine'] }))
    const apply = rig.server.apply.bind(rig.server)
    rig.server.apply = (operations) => {
      if (operations.some(({ entityId }) => entityId === 'dev_2')) {
        rig.server.edit('dev_2', { tags: [`theirs ${rig.server.applyCalls}`] })
      }
      return apply(operations)
    }
    await rig.clock.advance(60_000)
    rig.server.apply = apply
    expect(await rig.states(stuck, merging)).toEqual(['conflicted', 'conflicted'])
    const { outcomes } = await desk().resolveBulk(null, 'merge')
    expect(outcomes.map(({ ok }) => ok)).toEqual([false, true])
    await rig.clock.advance(1_000)
    expect(await rig.states(stuck, merging)).toEqual(['conflicted', 'applied'])
    expect(atServer('tags', 'dev_2')).toContain('mine')
  })

  it('names how many others of a batch would be taken back with it', async () => {
    rig.server.edit('dev_1', { name: 'theirs' })
    const [first = '', second = ''] = await rig.batch(rename('dev_1', 'mine'), rename('dev_2', 'mine'))
    await rig.run()
    expect((await only()).fellows).toBe(1)
    expect(await desk().previewBulk([first], 'theirs')).toMatchObject({ drops: 1, fellows: 1 })
    await desk().resolveBulk([first], 'theirs')
    expect(await rig.states(first, second)).toEqual(['cancelled', 'cancelled'])
  })

  it('sends a member of a batch that is at the server already, since the rest goes only with it', async () => {
    settings = { ...settings, maxRounds: 1 }
    const [first = '', second = ''] = await rig.batch(rename('dev_1', 'mine'), rename('dev_2', 'mine'))
    const apply = rig.server.apply.bind(rig.server)
    const theirs = [{ location: 'theirs' }, { name: 'mine' }]
    rig.server.apply = (operations) => {
      rig.server.edit('dev_1', theirs.shift() ?? {})
      return apply(operations)
    }
    await rig.run()
    rig.server.apply = apply
    expect(await rig.states(first, second)).toEqual(['conflicted', 'queued'])
    await desk().resolveBulk([first], 'mine')
    await rig.clock.advance(1_000)
    expect(await rig.states(first, second)).toEqual(['applied', 'applied'])
  })

  it('goes through hundreds in one decision', async () => {
    rig.server.setBlock('offline')
    const ids = Array.from({ length: 450 }, (_, index) => `dev_x${index}`)
    rig.seedDevices(...ids)
    for (const id of ids) rig.server.edit(id, { name: 'theirs' })
    await rig.enqueue(...ids.map((id) => rename(id, 'mine')))
    rig.server.setBlock(null)
    await rig.run(5_000)
    expect(await desk().previewBulk(null, 'theirs')).toMatchObject({ drops: 450 })
    const { resolutionId, outcomes } = await desk().resolveBulk(null, 'theirs')
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(450)
    expect(await waiting()).toEqual([])
    const undone = await desk().undo(resolutionId)
    expect(undone.outcomes.filter(({ way }) => way === 'back-on-desk')).toHaveLength(450)
    expect(await waiting()).toHaveLength(450)
  })
})

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
})
