import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreError } from '../../../src/main/database/errors.ts'
import type { Mutation, Store } from '../../../src/main/database/store.ts'
import { createDevice, QueueRig, reload, rename } from '../../support/queue-rig.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** A disk that takes nothing while it is full, or from some write on. */
class Disk {
  isFull = false
  /** So many more writes are taken; null: any number. */
  room: number | null = null
  refusals = 0

  readonly wrap = (store: Store): Store => {
    const commit = store.commit.bind(store)
    store.commit = (mutations: readonly Mutation[]) => {
      if (this.room !== null && mutations.length > 0) this.room--
      if (!this.isFull && (this.room === null || this.room >= 0)) return commit(mutations)
      this.refusals++
      return Promise.reject(new StoreError('full', 'There is no room on the disk.'))
    }
    return store
  }

  makeRoom(): void {
    this.isFull = false
    this.room = null
  }
}

describe('on a full disk', () => {
  let disk = new Disk()
  let rig: QueueRig

  beforeEach(async () => {
    disk = new Disk()
    rig = await QueueRig.open({ wrapStore: disk.wrap })
    rig.seedDevices('dev_1', 'dev_2', 'dev_3')
    await rig.host.replica.persist()
  })
  afterEach(() => {
    disk.makeRoom()
    return rig.close()
  })

  const effects = () => rig.server.effects.map((effect) => effect.key)

  it('new work is refused with the reason, and nothing of it is shown', async () => {
    disk.isFull = true
    for (const intent of [rename('dev_1', 'a'), reload('dev_1'), createDevice('dev_new')]) {
      await expect(rig.one(intent)).rejects.toMatchObject({ code: 'storage-full', message: /no room/ })
    }
    await expect(rig.batch(rename('dev_1', 'a'), rename('dev_2', 'b'))).rejects.toMatchObject({ code: 'storage-full' })
    expect(rig.host.outbox.status(false)).toMatchObject({ pending: 0, totals: { created: 0 } })
    expect(rig.view('dev_1')?.pending).toEqual([])
    expect(rig.view('dev_new')).toBeNull()
  })

  it('what waits is kept and shown, and nothing is sent whose sending cannot be noted', async () => {
    const { key } = await rig.one(rename('dev_1', 'kept'))
    disk.isFull = true
    await rig.run(MINUTE)
    expect(effects()).toEqual([])
    expect(rig.view('dev_1')?.data['name']).toBe('kept')
    expect(await rig.states(key)).toEqual(['queued'])
  })

  it('the queue drains by itself when there is room again', async () => {
    const keys = await rig.enqueue(rename('dev_1', 'a'), rename('dev_2', 'b'))
    disk.isFull = true
    await rig.run(MINUTE)
    disk.makeRoom()
    await rig.clock.advance(3 * SECOND)
    expect(await rig.states(...keys)).toEqual(['applied', 'applied'])
    const more = await rig.one(rename('dev_3', 'c'))
    await rig.clock.advance(SECOND)
    expect(await rig.states(more.key)).toEqual(['applied'])
  })

  it('neither the disk nor the server is asked more than now and then', async () => {
    await rig.enqueue(rename('dev_1', 'a'), rename('dev_2', 'b'), reload('dev_3'))
    disk.isFull = true
    await rig.run(MINUTE)
    expect(disk.refusals).toBeLessThan(150)
    expect(rig.server.applyCalls).toBe(0)
  })

  it('an answer that cannot be stored is asked for later, and has one effect', async () => {
    const { key } = await rig.one(rename('dev_1', 'a'))
    // The next write notes the sending; the one after it would store the answer.
    disk.room = 1
    await rig.run(MINUTE)
    expect(effects()).toEqual([key])
    expect(await rig.states(key)).toEqual(['sending'])
    expect(rig.server.applyCalls).toBe(1)
    disk.makeRoom()
    await rig.clock.advance(5 * SECOND)
    expect(await rig.states(key)).toEqual(['applied'])
    expect(effects()).toEqual([key])
    expect((await rig.reasons(key)).slice(2)).toEqual(['answer-not-stored', 'known-to-server'])
  })

  it('lost answers are not asked for in a circle while what is learnt cannot be stored', async () => {
    const { key } = await rig.one(rename('dev_1', 'a'))
    const troubles = ['lost-answer'] as const
    let count = 0
    rig.server.trouble = () => troubles[count++] ?? 'none'
    // Sending and the lost answer are noted; what the server says about it is not.
    disk.room = 2
    await rig.run(MINUTE)
    expect(await rig.states(key)).toEqual(['unknown'])
    expect(rig.server.lookupCalls).toBeGreaterThan(3)
    expect(rig.server.lookupCalls).toBeLessThan(80)
    disk.makeRoom()
    await rig.clock.advance(5 * SECOND)
    expect(await rig.states(key)).toEqual(['applied'])
  })

  it('a batch is not torn: it is sent whole later', async () => {
    const keys = await rig.batch(rename('dev_1', 'a'), rename('dev_2', 'b'))
    disk.room = 1
    await rig.run(10 * SECOND)
    disk.makeRoom()
    await rig.clock.advance(10 * SECOND)
    expect(await rig.states(...keys)).toEqual(['applied', 'applied'])
    expect(effects()).toEqual(keys)
  })

  it('decisions of a person are refused with the reason, and change nothing', async () => {
    const { key } = await rig.one(rename('dev_1', 'a'))
    disk.isFull = true
    const [outcome] = await rig.host.desk.rollBack([key])
    expect(outcome).toMatchObject({ ok: false, message: 'There is no room on the disk.' })
    expect(rig.view('dev_1')?.data['name']).toBe('a')
    disk.makeRoom()
    expect(await rig.host.desk.rollBack([key])).toMatchObject([{ ok: true }])
  })

  it('commands that waited too long are still not sent when there is room again', async () => {
    const { key } = await rig.one(reload('dev_1'))
    disk.isFull = true
    await rig.run(10 * MINUTE)
    disk.makeRoom()
    await rig.clock.advance(5 * SECOND)
    expect(await rig.states(key)).toEqual(['stale'])
    expect(effects()).toEqual([])
  })

  it('the program can be started, and goes on from where it was when there is room', async () => {
    const { key } = await rig.one(rename('dev_1', 'a'))
    disk.room = 1
    await rig.run(SECOND)
    expect(await rig.states(key)).toEqual(['sending'])
    await rig.kill()
    expect(rig.view('dev_1')?.data['name']).toBe('a')
    expect(await rig.waits(key)).toEqual(['in-flight'])
    await rig.run(10 * SECOND)
    disk.makeRoom()
    await rig.clock.advance(5 * SECOND)
    expect(await rig.states(key)).toEqual(['applied'])
    expect(effects()).toEqual([key])
  })

  it('numbers that were given and not stored do no harm', async () => {
    disk.isFull = true
    await expect(rig.one(rename('dev_1', 'a'))).rejects.toMatchObject({ code: 'storage-full' })
    disk.makeRoom()
    const first = await rig.one(rename('dev_1', 'b'))
    const second = await rig.one(reload('dev_1'))
    expect(second.clientSequence).toBeGreaterThan(first.clientSequence)
    await rig.run(SECOND)
    expect(effects()).toEqual([first.key, second.key])
  })
})
