import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreError } from '../../../src/main/database/errors.ts'
import { InProcessStore } from '../../../src/main/database/in-process-store.ts'
import { wholeState } from '../../../src/main/database/load-state.ts'
import type { Mutation, Store } from '../../../src/main/database/store.ts'
import { WorkerStore } from '../../../src/main/database/worker-store.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import type { Operation } from '../../../src/shared/domain/operation.ts'
import { Disk } from '../../../tools/simulate/disk/disk.ts'
import { MemoryImage } from '../../../tools/simulate/disk/memory-image.ts'
import { SimulatedStore } from '../../../tools/simulate/disk/simulated-store.ts'
import { Chance } from '../../../tools/simulate/world/chance.ts'
import { deviceData, deviceRecord, pendingOperation } from '../../support/builders.ts'
import { hastyClock } from '../../support/hasty-clock.ts'
import { temporaryFolder } from '../../support/queue-host.ts'

const WORKER = new URL('../../../src/main/database/worker.ts', import.meta.url)

const KINDS: readonly { name: string; open(file: string): Promise<Store> }[] = [
  { name: 'in the process', open: async (file) => new InProcessStore(file, 1) },
  { name: 'in the storage worker', open: (file) => WorkerStore.open(WORKER, { file, at: 1 }, silentLogger) },
  { name: 'on a simulated disk', open: async (file) => new SimulatedStore(imageOf(file), DISK, hastyClock()) },
]

const DISK = new Disk({ chance: new Chance(1), usualSyncMs: 5 })
const IMAGES = new Map<string, MemoryImage>()

/** What a simulated disk holds under this name. */
function imageOf(file: string): MemoryImage {
  const image = IMAGES.get(file) ?? new MemoryImage()
  IMAGES.set(file, image)
  return image
}

const operation = pendingOperation

const insert = (made: Operation): Mutation => ({
  type: 'operation.insert',
  operation: made,
  reason: 'made',
})

describe.each(KINDS)('a store $name', (kind) => {
  const open = (path: string): Promise<Store> => kind.open(path)
  let folder = temporaryFolder()
  let store: Store
  const file = (): string => join(folder.path, 'site.sqlite')

  beforeEach(async () => {
    folder = temporaryFolder()
    store = await open(file())
  })
  afterEach(async () => {
    await store.close()
    folder.remove()
  })

  it('gives back what was committed, also after it was opened again', async () => {
    await store.commit([insert(operation(1)), { type: 'entity.put', record: deviceRecord('dev_1') }])
    await store.close()
    store = await open(file())
    const state = await wholeState(await store.load())
    expect(state.operations.map((row) => row.clientSequence)).toEqual([1])
    expect(state.effects).toEqual([JSON.stringify(['name 1'])])
    expect(state.entities).toEqual([deviceRecord('dev_1')])
    expect(await store.operations([operation(1).key])).toEqual({ operations: [operation(1)], unreadable: [] })
    expect(state).toMatchObject({ lastClientSequence: 1, counters: { created: 1 }, problems: [] })
  })

  it('puts reports on records that are stored, and makes none of what is not', async () => {
    const reported = { ...deviceRecord('dev_1').reported, status: 'offline' }
    const report = (entityId: string) => ({ ref: { entityType: 'device', entityId } as const, sequence: 90, reported })
    await store.commit([{ type: 'entity.put', record: deviceRecord('dev_1') }])
    await store.commit([{ type: 'reports.put', reports: [report('dev_1'), report('dev_2')] }])
    await store.close()
    store = await open(file())
    const { entities } = await wholeState(await store.load())
    expect(entities).toEqual([{ ...deviceRecord('dev_1'), sequence: 90, reported }])
  })

  it('applies a batch whole or not at all', async () => {
    const twice = [insert(operation(1)), insert(operation(1))]
    await expect(store.commit(twice)).rejects.toMatchObject({ name: 'StoreError' })
    expect((await wholeState(await store.load())).operations).toEqual([])
  })

  it('gives everything once at start, and in order, however much there is', async () => {
    const numbers = Array.from({ length: 2_300 }, (_, index) => index + 1)
    for (let start = 0; start < numbers.length; start += 500) {
      const some = numbers.slice(start, start + 500)
      await store.commit(some.map((number) => insert(operation(number))))
      await store.commit(some.map((number) => ({ type: 'entity.put', record: deviceRecord(`dev_${number}`) })))
    }
    const state = await wholeState(await store.load())
    expect(state.operations.map((row) => row.clientSequence)).toEqual(numbers)
    expect(state.effects).toEqual(numbers.map((number) => JSON.stringify([`name ${number}`])))
    expect(state.entities.map((record) => record.id).sort()).toEqual(numbers.map((number) => `dev_${number}`).sort())
    expect(state.problems).toEqual([])
  })

  it('lets nobody pay for the mistake of another commit', async () => {
    const bad: Mutation = {
      type: 'operation.change',
      operation: operation(9, { state: 'sending' }),
      transition: { from: 'queued', to: 'sending', at: 1, reason: 'sent' },
      isAmended: false,
    }
    const outcomes = await Promise.allSettled([
      store.commit([insert(operation(1))]),
      store.commit([bad]),
      store.commit([insert(operation(2))]),
    ])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect((await wholeState(await store.load())).operations.map((row) => row.clientSequence)).toEqual([1, 2])
  })

  it('counts outcomes in the transaction that settles them', async () => {
    await store.commit([insert(operation(1))])
    await store.commit([
      {
        type: 'operation.change',
        operation: operation(1, { state: 'cancelled' }),
        transition: { from: 'queued', to: 'cancelled', at: 5, reason: 'rolled-back-by-operator' },
        isAmended: false,
      },
    ])
    const state = await wholeState(await store.load())
    expect(state.counters).toMatchObject({ created: 1, cancelled: 1 })
    expect(state.effects).toEqual([])
    expect((await store.transitions(operation(1).key)).map((step) => step.to)).toEqual(['queued', 'cancelled'])
  })

  it('pages pending operations in order and history with the newest first', async () => {
    await store.commit([1, 2, 3].map((number) => insert(operation(number))))
    const page = await store.page({ scope: 'pending', offset: 1, limit: 1 })
    expect([page.total, page.operations[0]?.clientSequence]).toEqual([3, 2])
    expect((await store.page({ scope: 'history', offset: 0, limit: 9 })).total).toBe(0)
  })

  it('moves waiting edits of a lane to a newer version, except those that have not seen what it holds', async () => {
    await store.commit([
      insert(operation(1)),
      insert(operation(2, { intent: { ...operation(2).intent, entityId: 'dev_2' } })),
      insert(operation(3)),
      insert(operation(4, { baseVersion: 0 })),
    ])
    await store.commit([{ type: 'lane.rebase', sequences: [1, 4], from: 1, version: 7 }])
    const state = await wholeState(await store.load())
    expect(state.operations.map((row) => row.baseVersion)).toEqual([7, 1, 1, 0])
  })

  it('sets a record aside that cannot be read, names it, and loads the others', async () => {
    const broken = deviceRecord('dev_bad', { data: { ...deviceData(), name: 5 } })
    await store.commit([
      { type: 'entity.put', record: broken },
      { type: 'entity.put', record: deviceRecord('dev_ok') },
    ])
    const state = await wholeState(await store.load())
    expect(state.entities.map((record) => record.id)).toEqual(['dev_ok'])
    expect(state.problems.join()).toContain('dev_bad')
  })

  it('refuses work after it was closed', async () => {
    await store.close()
    await expect(store.commit([insert(operation(1))])).rejects.toMatchObject({ kind: 'closed' })
  })
})

describe('the storage worker', () => {
  it('says why a database cannot be opened', async () => {
    const opening = WorkerStore.open(WORKER, { file: '/nonexistent-folder/site.sqlite', at: 1 }, silentLogger)
    await expect(opening).rejects.toThrow(StoreError)
    await expect(opening).rejects.toThrow('site.sqlite')
  })
})
