import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreError } from '../../../src/main/database/errors.ts'
import type { Mutation, Store } from '../../../src/main/database/store.ts'
import { conflictSettingsSchema } from '../../../src/shared/domain/conflict.ts'
import { createDevice, QueueRig, rename } from '../../support/queue-rig.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const CAUSE = 'This cannot be written.'

/** A disk that takes everything but what a test names. */
class PickyDisk {
  refuses: (mutation: Mutation) => boolean = () => false
  /** When it refused something, in milliseconds of the monotonic clock. */
  readonly refusedAt: number[] = []
  now = (): number => 0

  readonly wrap = (store: Store): Store => {
    const commit = store.commit.bind(store)
    store.commit = (mutations: readonly Mutation[]) => {
      if (!mutations.some(this.refuses)) return commit(mutations)
      this.refusedAt.push(this.now())
      return Promise.reject(new StoreError('other', CAUSE))
    }
    return store
  }

  get waits(): number[] {
    return this.refusedAt.slice(1).map((at, index) => at - (this.refusedAt[index] ?? 0))
  }
}

const isRecord = ({ type }: Mutation): boolean => type === 'conflict.record'
/** What the server said of an operation: sending it and doubting it are no answers. */
const isAnswer = (mutation: Mutation): boolean =>
  mutation.type === 'operation.change' && ['applied', 'accepted', 'conflicted'].includes(mutation.transition.to)

describe('a storage that refuses some answers', () => {
  let disk: PickyDisk
  let rig: QueueRig

  beforeEach(async () => {
    disk = new PickyDisk()
    const conflicts = () => conflictSettingsSchema.parse({ autoResolve: true })
    rig = await QueueRig.open({ wrapStore: disk.wrap, conflicts })
    disk.now = () => rig.clock.monotonic()
    rig.seedDevices('dev_1', 'dev_2', 'dev_3')
    await rig.host.delivery.run()
  })
  afterEach(async () => {
    disk.refuses = () => false
    await rig.clock.advance(10 * SECOND)
    await rig.close()
  })

  const requests = (): number => rig.server.applyCalls + rig.server.lookupCalls

  /** An edit that gives way to another's, which is kept in a record. */
  async function clash(): Promise<string> {
    rig.server.edit('dev_1', { name: 'theirs' })
    const { key } = await rig.one(rename('dev_1', 'mine'))
    await rig.clock.advance(100)
    return key
  }

  it('is not asked in a circle for the record of one conflict, and neither is the server', async () => {
    disk.refuses = isRecord
    await clash()
    await rig.clock.advance(10 * MINUTE)
    expect(disk.refusedAt.length).toBeGreaterThan(20)
    expect(disk.refusedAt.length).toBeLessThan(100)
    expect(requests()).toBeLessThan(250)
  })

  it('is left alone for longer each time, and never so long that its recovery goes unnoticed for ten seconds', async () => {
    disk.refuses = isRecord
    await clash()
    await rig.clock.advance(MINUTE)
    expect(disk.waits.slice(0, 5).map((wait) => Math.round(wait / SECOND))).toEqual([1, 2, 4, 8, 8])
    expect(Math.max(...disk.waits)).toBeLessThan(9 * SECOND)
  })

  it('gets the answer when it takes everything again, and counts from the start the next time', async () => {
    disk.refuses = isRecord
    const key = await clash()
    await rig.clock.advance(MINUTE)
    disk.refuses = () => false
    await rig.clock.advance(10 * SECOND)
    expect(await rig.states(key)).toEqual(['cancelled'])
    expect(rig.host.delivery.storageTrouble).toBeNull()
    disk.refusedAt.length = 0
    disk.refuses = isAnswer
    await rig.one(rename('dev_2', 'again'))
    await rig.clock.advance(2 * SECOND)
    expect(Math.round((disk.waits[0] ?? 0) / SECOND)).toBe(1)
  })

  it('does not keep other changes from being sent', async () => {
    disk.refuses = isRecord
    await clash()
    await rig.clock.advance(MINUTE)
    const other = await rig.one(rename('dev_2', 'good'))
    await rig.clock.advance(SECOND)
    expect(await rig.states(other.key)).toEqual(['applied'])
  })

  it('does not cost the good ones of the same request their answers', async () => {
    disk.refuses = isRecord
    rig.server.edit('dev_1', { name: 'theirs' })
    const [, ...good] = await rig.enqueue(rename('dev_1', 'mine'), rename('dev_2', 'a'), rename('dev_3', 'b'))
    await rig.clock.advance(10 * SECOND)
    expect(await rig.states(...good)).toEqual(['applied', 'applied'])
  })

  it('is named as the reason, beside the operation and as a status of its own', async () => {
    disk.refuses = isRecord
    const told: (string | undefined)[] = []
    rig.host.delivery.onBlockChanged(() => told.push(rig.host.delivery.storageTrouble?.message))
    const key = await clash()
    expect(await rig.waits(key)).toEqual(['storage-refused'])
    expect(rig.host.delivery.storageTrouble).toMatchObject({ message: CAUSE })
    disk.refuses = () => false
    await rig.clock.advance(10 * SECOND)
    expect(told).toEqual([CAUSE, undefined])
  })

  it('does not let a long queue be sent whose answers cannot be kept', async () => {
    disk.refuses = isAnswer
    await rig.enqueue(...Array.from({ length: 600 }, (_, index) => createDevice(`dev_new_${index}`)))
    await rig.clock.advance(SECOND / 2)
    expect(rig.server.effects.length).toBeLessThan(300)
    expect(rig.host.delivery.block()).toBe('storage-refused')
    await rig.clock.advance(30 * SECOND)
    expect(requests()).toBeLessThan(600)
    disk.refuses = () => false
    await rig.clock.advance(10 * SECOND)
    expect(rig.host.outbox.lanes.size).toBe(0)
    expect(rig.server.effects).toHaveLength(600)
  })
})

describe('a storage that refuses everything', () => {
  it('is asked less often the longer it lasts, and found well within ten seconds', async () => {
    const disk = new PickyDisk()
    const rig = await QueueRig.open({ wrapStore: disk.wrap })
    disk.now = () => rig.clock.monotonic()
    rig.seedDevices('dev_1')
    await rig.host.replica.persist()
    const { key } = await rig.one(rename('dev_1', 'a'))
    disk.refuses = () => true
    await rig.run(MINUTE)
    expect(disk.refusedAt.length).toBeLessThan(15)
    expect(await rig.waits(key)).toEqual(['storage-refused'])
    expect(rig.host.delivery.stall).toBeNull()
    disk.refuses = () => false
    await rig.clock.advance(9 * SECOND)
    expect(await rig.states(key)).toEqual(['applied'])
    expect(rig.host.delivery.storageTrouble).toBeNull()
    await rig.close()
  })

  it('is tried at once when it has taken something new', async () => {
    const disk = new PickyDisk()
    const rig = await QueueRig.open({ wrapStore: disk.wrap })
    rig.seedDevices('dev_1', 'dev_2')
    await rig.host.replica.persist()
    const { key } = await rig.one(rename('dev_1', 'a'))
    disk.refuses = () => true
    await rig.run(30 * SECOND)
    disk.refuses = () => false
    await rig.one(rename('dev_2', 'b'))
    await rig.clock.advance(100)
    expect(await rig.states(key)).toEqual(['applied'])
    await rig.close()
  })
})
