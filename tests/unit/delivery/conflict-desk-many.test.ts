import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ConflictSettings, conflictSettingsSchema } from '../../../src/shared/domain/conflict.ts'
import { clashesOf } from '../../support/clashes.ts'
import { edit, QueueRig, rename } from '../../support/queue-rig.ts'

let settings: ConflictSettings
let rig: QueueRig

beforeEach(async () => {
  settings = conflictSettingsSchema.parse({})
  rig = await QueueRig.open({ conflicts: () => settings })
  rig.seedDevices('dev_1', 'dev_2', 'dev_3')
})
afterEach(() => rig.close())

const { desk, waiting, only, clash, atServer, history } = clashesOf(() => rig)

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

  it('is refused as a whole when another has come since it was looked at', async () => {
    const keys = await three()
    rig.seedDevices('dev_4')
    const { seen } = await desk().previewBulk(null, 'mine')
    keys.push(await clash({ name: 'mine' }, { name: 'theirs' }, 'dev_4'))
    await expect(desk().resolveBulk(null, 'mine', { seen })).rejects.toMatchObject({ code: 'changed-meanwhile' })
    expect(await rig.states(...keys)).toEqual(keys.map(() => 'conflicted'))
    const again = await desk().previewBulk(null, 'mine')
    const { outcomes } = await desk().resolveBulk(null, 'mine', { seen: again.seen })
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(4)
  })

  it('is refused as a whole when the server’s values have changed since it was looked at', async () => {
    const keys = await three()
    const { seen } = await desk().previewBulk(keys, 'mine')
    rig.server.edit('dev_2', { name: 'newest' })
    await desk().resolve(keys[1] ?? '', 'mine')
    await rig.run()
    expect(await rig.states(...keys)).toEqual(['conflicted', 'conflicted', 'conflicted'])
    await expect(desk().resolveBulk(keys, 'mine', { seen })).rejects.toMatchObject({ code: 'changed-meanwhile' })
    expect(atServer('name', 'dev_2')).toBe('newest')
  })

  it('leaves on the desk what changes in the moment of the decision', async () => {
    const [first = '', second = ''] = await three()
    const { seen } = await desk().previewBulk([first, second], 'mine')
    const transition = rig.host.outbox.transition.bind(rig.host.outbox)
    rig.host.outbox.transition = (keys, attempt) =>
      transition(keys, (operation) => {
        const { conflict, key } = operation
        const isMoved = key === second && conflict !== null
        return attempt(isMoved ? { ...operation, conflict: { ...conflict, serverVersion: 99 } } : operation)
      })
    const { outcomes } = await desk().resolveBulk([first, second], 'mine', { seen })
    expect(outcomes).toMatchObject([{ ok: true }, { ok: false, message: /changed meanwhile/ }])
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
