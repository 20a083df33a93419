import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreError } from '../../../src/main/database/errors.ts'
import type { Mutation, Store } from '../../../src/main/database/store.ts'
import { deviceData, deviceRecord } from '../../support/builders.ts'
import { createDevice, createPlaylist, edit, QueueRig, reload, remove, rename } from '../../support/queue-rig.ts'

/** A store whose disk can be filled. */
class Disk {
  isFull = false
  readonly wrap = (store: Store): Store =>
    new Proxy(store, {
      get: (target, name) => {
        if (name === 'commit') {
          return (mutations: readonly Mutation[]) =>
            this.isFull ? Promise.reject(new StoreError('full', 'no room')) : target.commit(mutations)
        }
        const value: unknown = Reflect.get(target, name)
        return typeof value === 'function' ? (value.bind(target) as unknown) : value
      },
    })
}

describe('coalescing', () => {
  const disk = new Disk()
  let rig: QueueRig

  beforeEach(async () => {
    disk.isFull = false
    rig = await QueueRig.open({ wrapStore: disk.wrap })
    rig.seedDevices('dev_1', 'dev_2')
  })
  afterEach(() => rig.close())

  const totals = () => rig.host.outbox.status(false).totals

  describe('of edits', () => {
    it('sends two waiting edits of one thing as one, with the newer value of each field', async () => {
      const first = await rig.one(edit('dev_1', { name: 'a', location: 'Hall A' }))
      const second = await rig.one(edit('dev_1', { name: 'b', model: 'M2' }))
      expect(second.merged).toEqual([first.key])
      await rig.run()
      expect(rig.server.effects.map((effect) => effect.key)).toEqual([second.key])
      expect(rig.server.entities.get('dev_1')?.data).toMatchObject({ name: 'b', location: 'Hall A', model: 'M2' })
      expect(await rig.states(first.key, second.key)).toEqual(['merged', 'applied'])
      expect(totals()).toMatchObject({ created: 2, merged: 1, applied: 1 })
    })

    it('keeps the older base, so that an edit by somebody else in between is still met', async () => {
      const first = await rig.one(rename('dev_1', 'a'))
      const base = await rig.operation(first.key)
      rig.server.edit('dev_1', { name: 'theirs' })
      const data = { ...deviceData({ name: 'theirs' }) }
      rig.host.replica.apply({ kind: 'record', record: deviceRecord('dev_1', { version: 2, sequence: 5, data }) })
      const second = await rig.one(edit('dev_1', { name: 'b', location: 'Hall B' }))
      const merged = await rig.operation(second.key)
      expect(merged).toMatchObject({ baseVersion: base.baseVersion, baseFields: { name: 'dev_1' } })
      await rig.run()
      expect(await rig.states(second.key)).toEqual(['conflicted'])
      expect(rig.server.entities.get('dev_1')?.data['name']).toBe('theirs')
    })

    it('shows the newest values before, during and after a restart', async () => {
      await rig.one(edit('dev_1', { name: 'a', location: 'Hall A' }))
      await rig.one(rename('dev_1', 'b'))
      const shown = () => rig.view('dev_1')?.data
      expect(shown()).toMatchObject({ name: 'b', location: 'Hall A' })
      expect(rig.view('dev_1')?.pending).toHaveLength(1)
      await rig.reopen()
      expect(shown()).toMatchObject({ name: 'b', location: 'Hall A' })
      expect(rig.view('dev_1')?.pending).toHaveLength(1)
    })

    it('writes into the history which change carries a merged one', async () => {
      const first = await rig.one(rename('dev_1', 'a'))
      const second = await rig.one(rename('dev_1', 'b'))
      expect(await rig.reasons(first.key)).toEqual(['made', `merged-into:${second.key}`])
    })

    it('goes on through many edits', async () => {
      for (let index = 0; index < 50; index++) await rig.one(rename('dev_1', `name ${index}`))
      expect(rig.host.outbox.lanes.size).toBe(1)
      await rig.run()
      expect(rig.server.effects).toHaveLength(1)
      expect(rig.server.entities.get('dev_1')).toMatchObject({ version: 2, data: { name: 'name 49' } })
    })

    it('takes back all merged values when the last one is rolled back', async () => {
      await rig.one(edit('dev_1', { location: 'Hall A' }))
      const { key } = await rig.one(rename('dev_1', 'b'))
      await rig.host.desk.rollBack([key])
      expect(rig.view('dev_1')?.data).toMatchObject({ name: 'dev_1', location: 'Platform 2' })
      expect(totals()).toMatchObject({ created: 2, merged: 1, cancelled: 1 })
    })

    it('keeps the urgency that an operator gave to the earlier one', async () => {
      const first = await rig.one(rename('dev_1', 'a'))
      await rig.host.desk.setPriority([first.key], 'critical')
      const second = await rig.one(edit('dev_1', { location: 'Hall B' }))
      expect((await rig.operation(second.key)).priority).toBe('critical')
    })
  })

  describe('with a create', () => {
    it('sends a create and later edits as one create', async () => {
      const made = await rig.one(createDevice('dev_new'))
      const renamed = await rig.one(rename('dev_new', 'Renamed'))
      expect(renamed.merged).toEqual([made.key])
      expect(await rig.operation(renamed.key)).toMatchObject({
        intent: { kind: 'create', fields: { name: 'Renamed' } },
        baseVersion: 0,
        baseFields: {},
      })
      await rig.run()
      expect(rig.server.entities.get('dev_new')).toMatchObject({ version: 1, data: { name: 'Renamed' } })
      expect(rig.server.effects.map((effect) => effect.kind)).toEqual(['create'])
    })

    it('sends nothing when what was made is deleted again', async () => {
      const made = await rig.one(createDevice('dev_new'))
      const renamed = await rig.one(rename('dev_new', 'Renamed'))
      const command = await rig.one(reload('dev_new'))
      const deleted = await rig.one(remove('dev_new'))
      expect(rig.view('dev_new')).toBeNull()
      await rig.run()
      expect(rig.server.applyCalls).toBe(0)
      const states = await rig.states(made.key, renamed.key, command.key, deleted.key)
      expect(states).toEqual(['merged', 'cancelled', 'cancelled', 'cancelled'])
      expect(totals()).toMatchObject({ created: 4, merged: 1, cancelled: 3 })
    })

    it('sends the deletion of what the server may know already', async () => {
      rig.server.trouble = () => 'lost-answer'
      await rig.one(createDevice('dev_new'))
      await rig.run(10)
      const deleted = await rig.one(remove('dev_new'))
      expect(deleted.merged).toEqual([])
      rig.server.trouble = () => 'none'
      await rig.clock.advance(10_000)
      expect(rig.server.entities.has('dev_new')).toBe(false)
      expect(rig.server.effects.map((effect) => effect.kind)).toEqual(['create', 'delete'])
    })
  })

  describe('leaves alone', () => {
    it('an edit that is on its way', async () => {
      rig.server.setBlock('offline')
      const first = await rig.one(rename('dev_1', 'a'))
      await rig.host.outbox.transition([first.key], (before) => ({
        before,
        after: { ...before, state: 'sending' },
        reason: 'sent',
      }))
      const second = await rig.one(rename('dev_1', 'b'))
      expect(second.merged).toEqual([])
      rig.server.setBlock(null)
      await rig.run(10_000)
      expect(rig.server.effects.map((effect) => effect.key)).toEqual([first.key, second.key])
      expect(rig.server.entities.get('dev_1')?.data['name']).toBe('b')
    })

    it('an edit of unknown outcome', async () => {
      rig.server.trouble = () => 'lost-answer'
      await rig.one(rename('dev_1', 'a'))
      await rig.run(10)
      expect((await rig.one(rename('dev_1', 'b'))).merged).toEqual([])
    })

    it('edits behind a command that waits between them', async () => {
      const first = await rig.one(rename('dev_1', 'a'))
      const command = await rig.one(reload('dev_1'))
      const second = await rig.one(rename('dev_1', 'b'))
      expect(second.merged).toEqual([])
      await rig.run()
      expect(rig.server.effects.map((effect) => effect.key)).toEqual([first.key, command.key, second.key])
    })

    it('commands, however many are given', async () => {
      for (let index = 0; index < 3; index++) await rig.one(reload('dev_1'))
      await rig.run()
      expect(rig.server.effects).toHaveLength(3)
    })

    it('members of a batch', async () => {
      const keys = await rig.batch(rename('dev_1', 'a'), rename('dev_2', 'b'))
      expect((await rig.one(rename('dev_1', 'c'))).merged).toEqual([])
      expect(await rig.states(...keys)).toEqual(['queued', 'queued'])
    })

    it('edits of another user', async () => {
      await rig.one(rename('dev_1', 'a'))
      rig.host.user = { id: 'usr_2', name: 'another' }
      expect((await rig.one(rename('dev_1', 'b'))).merged).toEqual([])
      await rig.one(createDevice('dev_new'))
      rig.host.user = { id: 'usr_1', name: 'operator' }
      await rig.one(remove('dev_new'))
      expect(rig.host.outbox.lanes.size).toBe(4)
    })

    it('what something else depends on', async () => {
      const made = await rig.one(createPlaylist('pls_new'))
      await rig.one(edit('dev_1', { playlistId: 'pls_new' }))
      expect((await rig.one(edit('pls_new', { name: 'Later' }, 'playlist'))).merged).toEqual([])
      await rig.one(remove('pls_new', 'playlist'))
      expect(await rig.states(made.key)).toEqual(['queued'])
    })

    it('a conflicted edit, which waits for a person', async () => {
      rig.server.edit('dev_1', { name: 'theirs' })
      const first = await rig.one(rename('dev_1', 'mine'))
      await rig.run()
      expect((await rig.one(rename('dev_1', 'newer'))).merged).toEqual([])
      expect(await rig.states(first.key)).toEqual(['conflicted'])
    })
  })

  it('drops the dependency on something that the newer value does not name any more', async () => {
    const made = await rig.one(createPlaylist('pls_new'))
    await rig.one(edit('dev_1', { playlistId: 'pls_new', name: 'a' }))
    const second = await rig.one(edit('dev_1', { playlistId: null }))
    expect((await rig.operation(second.key)).dependsOn).toEqual([])
    await rig.host.desk.rollBack([made.key])
    expect(await rig.states(second.key)).toEqual(['queued'])
  })

  it('keeps a dependency that was asked for by key', async () => {
    const command = await rig.one(reload('dev_2'))
    await rig.one(rename('dev_1', 'a'), { dependsOn: [command.key] })
    const second = await rig.one(rename('dev_1', 'b'))
    expect((await rig.operation(second.key)).dependsOn).toEqual([command.clientSequence])
  })

  it('changes nothing when the disk is full in the middle, and works again afterwards', async () => {
    const first = await rig.one(rename('dev_1', 'a'))
    disk.isFull = true
    await expect(rig.one(rename('dev_1', 'b'))).rejects.toMatchObject({ code: 'storage-full' })
    expect(rig.view('dev_1')?.data['name']).toBe('a')
    expect(await rig.waits(first.key)).toEqual(['ready'])
    disk.isFull = false
    const third = await rig.one(rename('dev_1', 'c'))
    expect(third.merged).toEqual([first.key])
    await rig.run()
    expect(rig.server.entities.get('dev_1')?.data['name']).toBe('c')
    expect(totals()).toMatchObject({ created: 2, merged: 1, applied: 1 })
  })

  it('sends a claimed edit that could not be merged, since the disk was full', async () => {
    const first = await rig.one(rename('dev_1', 'a'))
    disk.isFull = true
    await expect(rig.one(rename('dev_1', 'b'))).rejects.toMatchObject({ code: 'storage-full' })
    disk.isFull = false
    await rig.run()
    expect(await rig.states(first.key)).toEqual(['applied'])
  })
})
