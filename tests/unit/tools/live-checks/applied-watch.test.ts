import { beforeEach, describe, expect, it } from 'vitest'
import type { EntityRecord } from '#shared/domain/entities.ts'
import type { FeedEvent } from '#shared/protocol/feed.ts'
import type { BaseChange } from '../../../../src/main/replica/base.ts'
import { AppliedWatch } from '../../../../tools/live-checks/applied-watch.ts'
import { compareCopies, nameOf } from '../../../../tools/live-checks/server-copy.ts'
import { type ViolationKind, Violations } from '../../../../tools/live-checks/violation.ts'

let violations: Violations
let watch: AppliedWatch
beforeEach(() => {
  violations = new Violations()
  watch = new AppliedWatch(violations)
  watch.resynced(10)
})

function event(sequence: number, previous: number, channel = 'main/devices'): FeedEvent {
  const report = { deviceId: 'device-1', status: 'online', lastSeenAt: 1 } as const
  return { name: 'device:status-update', payload: { sequence, previous, channel, at: 1, ...report } }
}

function report(sequence: number): BaseChange {
  return { kind: 'reported', ref: { entityType: 'device', entityId: 'device-1' }, sequence, reported: {} }
}

function found(): ViolationKind[] {
  return violations.kept.map(({ what }) => what)
}

describe('the watch over what a console takes in', () => {
  it('is content with events that follow each other, channel by channel, from where a resync ended', () => {
    for (const one of [event(12, 9), event(13, 8, 'main/alerts'), event(15, 12), event(16, 13, 'main/alerts')])
      watch.taken(one, true)
    watch.taken(event(7, 3), false)
    expect([found(), watch.liveEvents, watch.resyncEvents]).toEqual([[], 4, 1])
  })

  it('finds an event that was left out, and one that was taken twice', () => {
    watch.taken(event(12, 10), true)
    watch.taken(event(14, 13), true)
    watch.taken(event(14, 13), true)
    expect(found()).toEqual(['gap', 'repeat'])
  })

  it('finds a change that is applied twice, or after a newer one', () => {
    for (const sequence of [11, 12, 12, 11]) watch.changed(report(sequence), 'changed')
    watch.changed(report(3), 'stale')
    expect(found()).toEqual(['repeat', 'disorder'])
    expect(watch.applied).toBe(4)
  })
})

describe('the comparison of two copies', () => {
  const record: EntityRecord = {
    ...{ entityType: 'device', id: 'device-1', version: 2, sequence: 9 },
    data: { name: 'A' },
    reported: { status: 'online' },
  }
  const other = { ...record, id: 'device-2' }
  const copyOf = (...records: EntityRecord[]) => new Map(records.map((one) => [nameOf(one), one]))

  it('finds nothing between equal ones, in any order', () => {
    compareCopies(copyOf(other, record), [record, other], violations)
    expect(violations.count).toBe(0)
  })

  it.each([
    ['a field of the edited half', { ...record, data: { name: 'B' } }],
    ['a field of the reported half', { ...record, reported: { status: 'idle' } }],
    ['a version', { ...record, version: 3 }],
    ['a sequence', { ...record, sequence: 8 }],
  ])('finds a difference in %s', (_what, own) => {
    compareCopies(copyOf(own, other), [record, other], violations)
    expect(found()).toEqual(['copy'])
  })

  it('finds what is missing on either side', () => {
    compareCopies(copyOf(record), [other], violations)
    expect(violations.kept.map(({ detail }) => detail)).toEqual([
      'device/device-2 is missing',
      'device/device-1 is here only',
    ])
  })
})
