import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clashesOf } from '../../support/clashes.ts'
import { edit, QueueRig, reload, remove, rename } from '../../support/queue-rig.ts'

let rig: QueueRig

beforeEach(async () => {
  rig = await QueueRig.open()
  rig.seedDevices('dev_1', 'dev_2', 'dev_3')
})
afterEach(() => rig.close())

const { desk, only, clash, atServer, history } = clashesOf(() => rig)

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
