import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Operation } from '../../../src/shared/domain/operation.ts'
import { settle } from '../../support/manual-clock.ts'
import { createPlaylist, edit, QueueRig, reload, remove, rename } from '../../support/queue-rig.ts'
import { ReplyGate } from '../../support/slow-store.ts'

describe('changes that meet on their way to the disk', () => {
  let gate = new ReplyGate()
  let rig: QueueRig

  beforeEach(async () => {
    gate = new ReplyGate()
    rig = await QueueRig.open({ wrapStore: gate.wrap })
    rig.seedDevices('dev_1', 'dev_2')
  })
  afterEach(async () => {
    gate.open()
    await rig.close()
  })

  const show = (playlistId: string) => edit('dev_1', { playlistId })
  const renamePlaylist = (name: string) => edit('pls_new', { name }, 'playlist')

  it('builds the second of two edits of one thing on the first', async () => {
    gate.hold()
    const first = rig.one(rename('dev_1', 'a'))
    const second = rig.one(rename('dev_1', 'b'))
    gate.open()
    expect((await second).merged).toEqual([(await first).key])
  })

  it('leaves the base of an edit that leaves just now as it was read, when a later one is found to be applied', async () => {
    const first = await rig.one(rename('dev_1', 'a'))
    await rig.one(reload('dev_1'))
    const second = await rig.one(edit('dev_1', { location: 'Hall B' }))
    const { outbox } = rig.host
    const to = (changes: Partial<Operation>) => (before: Operation) => ({
      before,
      after: { ...before, ...changes },
      reason: 'test',
    })
    const acknowledged = { version: 2, sequence: 2, at: 1 }
    await outbox.transition([second.key], to({ state: 'sending' }))
    gate.hold()
    const leaving = outbox.transitionBeside([first.key], to({ state: 'sending' }))
    await settle()
    const settling = outbox.transitionBeside([second.key], to({ state: 'applied', acknowledged }))
    gate.open()
    await Promise.all([leaving, settling])
    const stored = await rig.operation(first.key)
    expect([stored.baseVersion, outbox.lanes.get(first.key)?.baseVersion]).toEqual([1, 1])
  })

  it('lets edits of different things share a transaction', async () => {
    gate.hold()
    const both = [rig.one(rename('dev_1', 'a')), rig.one(rename('dev_2', 'b'))]
    await settle()
    expect(gate.held).toBe(2)
    gate.open()
    await Promise.all(both)
  })

  it('waits for the change that carries a create, when that is being merged just now', async () => {
    await rig.one(createPlaylist('pls_new'))
    gate.hold()
    const merging = rig.one(renamePlaylist('Later'))
    const using = rig.one(show('pls_new'))
    gate.open()
    const maker = await merging
    expect((await rig.operation((await using).key)).dependsOn).toEqual([maker.clientSequence])
  })

  it('does not merge a create that something starts to depend on just now', async () => {
    const maker = await rig.one(createPlaylist('pls_new'))
    gate.hold()
    const using = rig.one(show('pls_new'))
    const renaming = rig.one(renamePlaylist('Later'))
    gate.open()
    expect((await rig.operation((await using).key)).dependsOn).toEqual([maker.clientSequence])
    expect((await renaming).merged).toEqual([])
  })

  it('does not cancel a create that something starts to use just now', async () => {
    const maker = await rig.one(createPlaylist('pls_new'))
    gate.hold()
    const using = rig.one(show('pls_new'))
    const deleting = rig.one(remove('pls_new', 'playlist'))
    gate.open()
    await Promise.all([using, deleting])
    expect(await rig.states(maker.key)).toEqual(['queued'])
  })

  it('is told what an edit depended on that it takes over, although that is just taken back', async () => {
    const needed = await rig.one(rename('dev_2', 'first'))
    await rig.one(rename('dev_1', 'a'), { dependsOn: [needed.key] })
    gate.hold()
    const takingBack = rig.host.desk.rollBack([needed.key])
    const editing = rig.one(rename('dev_1', 'b'))
    gate.open()
    await takingBack
    const { key } = await editing
    await rig.run()
    expect(await rig.operation(key)).toMatchObject({ state: 'quarantined', lastError: { code: 'dependency-gone' } })
    expect(rig.server.effects).toHaveLength(0)
  })

  it('waits for a create that is on its way to the disk', async () => {
    gate.hold()
    const making = rig.one(createPlaylist('pls_new'))
    const using = rig.one(show('pls_new'))
    gate.open()
    const maker = await making
    expect((await rig.operation((await using).key)).dependsOn).toEqual([maker.clientSequence])
  })

  it('waits for the change that carries the one it was told to wait for', async () => {
    const first = await rig.one(rename('dev_1', 'a'))
    gate.hold()
    const merging = rig.one(rename('dev_1', 'b'))
    const behind = rig.one(reload('dev_2'), { dependsOn: [first.key] })
    gate.open()
    const carrier = await merging
    expect((await rig.operation((await behind).key)).dependsOn).toEqual([carrier.clientSequence])
  })

  it('does not take an own edit for a stranger, when its answer is stored while the next one is merged', async () => {
    let answer: () => void = () => undefined
    const apply = rig.server.apply.bind(rig.server)
    rig.server.apply = async (operations) => {
      const results = await apply(operations)
      await new Promise<void>((resolve) => {
        answer = resolve
      })
      return results
    }
    await rig.one(rename('dev_1', 'first'))
    await rig.run(0)
    await rig.one(rename('dev_1', 'second'))
    // The answer to the first is about to be stored when the third is merged with the second.
    gate.hold()
    answer()
    await settle()
    const third = rig.one(rename('dev_1', 'third'))
    await settle()
    gate.letOneThrough()
    await settle()
    gate.open()
    const { key } = await third
    rig.server.apply = apply
    await rig.clock.advance(5_000)
    expect(await rig.states(key)).toEqual(['applied'])
    expect(rig.server.entities.get('dev_1')?.data['name']).toBe('third')
  })

  it('never puts an edit on top of an edit by others that its author had not seen', async () => {
    rig.server.edit('dev_1', { location: 'theirs' })
    let answer: () => void = () => undefined
    const apply = rig.server.apply.bind(rig.server)
    rig.server.apply = async (operations) => {
      const results = await apply(operations)
      await new Promise<void>((resolve) => {
        answer = resolve
      })
      return results
    }
    await rig.one(rename('dev_1', 'mine'))
    await rig.run(0)
    // The first goes on top of their version, while an edit of the very field they changed is on its way to the disk.
    gate.hold()
    const second = rig.one(edit('dev_1', { location: 'mine' }))
    await settle()
    answer()
    await settle()
    gate.letOneThrough()
    await settle()
    rig.server.apply = apply
    gate.open()
    const { key } = await second
    await rig.clock.advance(5_000)
    expect(await rig.states(key)).toEqual(['conflicted'])
    expect(rig.server.entities.get('dev_1')?.data['location']).toBe('theirs')
  })
})
