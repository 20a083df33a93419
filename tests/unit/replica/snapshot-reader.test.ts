import { describe, expect, it } from 'vitest'
import type { Store } from '../../../src/main/database/store.ts'
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

function readOn(reader: SnapshotReader, first: ReplicaPage): string[] {
  const ids = idsOf(first)
  for (let page = first; page.next !== null; ) {
    page = reader.page(WINDOW, 'device', page.next)
    ids.push(...idsOf(page))
  }
  return ids
}

describe('a snapshot in pages', () => {
  it('has everything once when nothing changes meanwhile', () => {
    const replica = replicaOf(2_500)
    const reader = new SnapshotReader(
      () => replica,
      () => undefined,
    )
    const ids = readOn(reader, reader.page(WINDOW, 'device', null))
    expect(ids).toEqual(replica.snapshot('device').entities.map((view) => view.id))
  })

  it('leaves out nothing that was there all the time, whatever comes and goes meanwhile', () => {
    const replica = replicaOf(2_500)
    const reader = new SnapshotReader(
      () => replica,
      () => undefined,
    )
    const first = reader.page(WINDOW, 'device', null)
    const gone = ['dev_3', 'dev_1000', 'dev_1001', 'dev_2499']
    for (const entityId of gone) {
      replica.apply({ kind: 'removed', ref: { entityType: 'device', entityId }, sequence: 9, version: 9 })
    }
    replica.apply({ kind: 'record', record: deviceRecord('dev_new') })
    const ids = new Set(readOn(reader, first))
    for (const view of replica.snapshot('device').entities) expect(ids).toContain(view.id)
    expect(ids.size).toBe(2_500 - gone.length + 2)
  })

  it('says when a window has read a long list to its end, and not before or for a short one', () => {
    let reads = 0
    const reader = (count: number): SnapshotReader => {
      const replica = replicaOf(count)
      return new SnapshotReader(
        () => replica,
        () => reads++,
      )
    }
    const short = reader(4_999)
    readOn(short, short.page(WINDOW, 'device', null))
    const long = reader(5_000)
    const first = long.page(WINDOW, 'device', null)
    expect(reads).toBe(0)
    readOn(long, first)
    expect(reads).toBe(1)
  })

  it('is of the revision that its first page names, with what was not told before', () => {
    const replica = replicaOf(1)
    const told: number[] = []
    replica.onDelta((delta) => told.push(delta.to))
    const page = new SnapshotReader(
      () => replica,
      () => undefined,
    ).page(WINDOW, 'device', null)
    expect(told).toEqual([page.revision])
  })

  it('has to be read from its beginning again after another site was opened, or another reading was begun', () => {
    let replica = replicaOf(700)
    const reader = new SnapshotReader(
      () => replica,
      () => undefined,
    )
    const [first] = [reader.page(WINDOW, 'device', null), reader.page(WINDOW, 'device', null)]
    expect(() => reader.page(WINDOW, 'device', first.next)).toThrowError(/from its beginning/)
    const second = reader.page(WINDOW, 'device', null)
    replica = replicaOf(700)
    expect(() => reader.page(WINDOW, 'device', second.next)).toThrowError(/from its beginning/)
  })

  it('is forgotten with its window, and only with its own', () => {
    const replica = replicaOf(700)
    const reader = new SnapshotReader(
      () => replica,
      () => undefined,
    )
    const other = reader.page(2, 'device', null)
    const own = reader.page(WINDOW, 'device', null)
    reader.forget(WINDOW)
    expect(() => reader.page(WINDOW, 'device', own.next)).toThrowError(/from its beginning/)
    expect(idsOf(reader.page(2, 'device', other.next))).toHaveLength(250)
  })
})
