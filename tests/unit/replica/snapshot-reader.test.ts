import { describe, expect, it } from 'vitest'
import type { Store, StoredHead, StoredPart } from '../../../src/main/database/store.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { Replica } from '../../../src/main/replica/replica.ts'
import { SnapshotReader } from '../../../src/main/replica/snapshot-reader.ts'
import type { EntityView, ReplicaPage } from '../../../src/shared/domain/view.ts'
import { deviceRecord } from '../../support/builders.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const WINDOW = 1

function replicaOf(count: number): Replica {
  const replica = new Replica({ store: {} as Store, clock: new ManualClock(), logger: silentLogger })
  for (let number = 0; number < count; number++) {
    replica.apply({ kind: 'record', record: deviceRecord(`dev_${number}`) })
  }
  return replica
}

const idsOf = (page: ReplicaPage): string[] => (JSON.parse(page.entities) as EntityView[]).map((view) => view.id)

async function readOn(reader: SnapshotReader, first: ReplicaPage): Promise<string[]> {
  const ids = idsOf(first)
  for (let page = first; page.next !== null; ) {
    page = await reader.page(WINDOW, 'device', page.next)
    ids.push(...idsOf(page))
  }
  return ids
}

describe('a snapshot in pages', () => {
  it('has everything once when nothing changes meanwhile', async () => {
    const replica = replicaOf(2_500)
    const reader = new SnapshotReader(() => replica)
    const ids = await readOn(reader, await reader.page(WINDOW, 'device', null))
    expect(ids).toEqual(Array.from(replica.views.all('device'), (view) => view.id))
  })

  it('leaves out nothing that was there all the time, whatever comes and goes meanwhile', async () => {
    const replica = replicaOf(2_500)
    const reader = new SnapshotReader(() => replica)
    const first = await reader.page(WINDOW, 'device', null)
    const gone = ['dev_3', 'dev_1000', 'dev_1001', 'dev_2499']
    for (const entityId of gone) {
      replica.apply({ kind: 'removed', ref: { entityType: 'device', entityId }, sequence: 9, version: 9 })
    }
    replica.apply({ kind: 'record', record: deviceRecord('dev_new') })
    const ids = new Set(await readOn(reader, first))
    for (const view of replica.views.all('device')) expect(ids).toContain(view.id)
    expect(ids.size).toBe(2_500 - gone.length + 2)
  })

  it('says when a window has read a long list to its end, and not before or for a short one', async () => {
    let reads = 0
    const reader = (count: number): SnapshotReader => {
      const replica = replicaOf(count)
      return new SnapshotReader(() => replica, { onMuchRead: () => reads++ })
    }
    const short = reader(4_999)
    await readOn(short, await short.page(WINDOW, 'device', null))
    const long = reader(5_000)
    const first = await long.page(WINDOW, 'device', null)
    expect(reads).toBe(0)
    await readOn(long, first)
    expect(reads).toBe(1)
  })

  it('is followed at once by what changed while it was read: its last rows show that already', async () => {
    const replica = replicaOf(300)
    const told: number[] = []
    replica.onDelta((delta) => told.push(delta.to))
    const reader = new SnapshotReader(() => replica)
    const first = await reader.page(WINDOW, 'device', null)
    replica.apply({ kind: 'record', record: { ...deviceRecord('dev_299'), version: 2 } })
    expect(told).toEqual([first.revision])
    await readOn(reader, first)
    expect(told).toEqual([first.revision, replica.revision])
    expect(replica.revision).toBeGreaterThan(first.revision)
  })

  it('is of the revision that its first page names, with what was not told before', async () => {
    const replica = replicaOf(1)
    const told: number[] = []
    replica.onDelta((delta) => told.push(delta.to))
    const page = await new SnapshotReader(() => replica).page(WINDOW, 'device', null)
    expect(told).toEqual([page.revision])
  })

  it('has to be read from its beginning again after another site was opened, or another reading was begun', async () => {
    let replica = replicaOf(700)
    const reader = new SnapshotReader(() => replica)
    const [first] = [await reader.page(WINDOW, 'device', null), await reader.page(WINDOW, 'device', null)]
    await expect(reader.page(WINDOW, 'device', first.next)).rejects.toThrowError(/from its beginning/)
    const second = await reader.page(WINDOW, 'device', null)
    replica = replicaOf(700)
    await expect(reader.page(WINDOW, 'device', second.next)).rejects.toThrowError(/from its beginning/)
  })

  it('waits for records that are still being read from disk, and ends when the last one is there', async () => {
    const replica = new Replica({ store: {} as Store, clock: new ManualClock(), logger: silentLogger })
    const part = (from: number, count: number): StoredPart => ({
      entities: Array.from({ length: count }, (_, index) => deviceRecord(`dev_${from + index}`)),
      ...{ operations: [], effects: [], problems: [] },
    })
    replica.restore({ meta: {} } as StoredHead)
    let waits = 0
    const reader = new SnapshotReader(() => replica, { onWaiting: () => waits++ })
    const asked = reader.page(WINDOW, 'device', null)
    expect(waits).toBe(1)
    replica.take(part(0, 100))
    replica.take(part(100, 200))
    const first = await asked
    expect(idsOf(first)).toHaveLength(250)
    const rest = reader.page(WINDOW, 'device', first.next)
    replica.take(part(300, 10))
    replica.restored()
    const last = await rest
    expect([...idsOf(first), ...idsOf(last)]).toEqual(Array.from({ length: 310 }, (_, index) => `dev_${index}`))
    expect(last.next).toBeNull()
  })

  it('fails when the rest cannot be read', async () => {
    const replica = new Replica({ store: {} as Store, clock: new ManualClock(), logger: silentLogger })
    replica.restore({ meta: {} } as StoredHead)
    const reader = new SnapshotReader(() => replica)
    const asked = reader.page(WINDOW, 'device', null)
    replica.restored(new Error('the disk is broken'))
    await expect(asked).rejects.toThrowError('the disk is broken')
  })

  it('is forgotten with its window, and only with its own', async () => {
    const replica = replicaOf(700)
    const reader = new SnapshotReader(() => replica)
    const other = await reader.page(2, 'device', null)
    const own = await reader.page(WINDOW, 'device', null)
    reader.forget(WINDOW)
    await expect(reader.page(WINDOW, 'device', own.next)).rejects.toThrowError(/from its beginning/)
    expect(idsOf(await reader.page(2, 'device', other.next))).toHaveLength(250)
  })
})
