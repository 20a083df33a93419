import { describe, expect, it } from 'vitest'
import { type AlarmRecord, type AlarmTrack, goneSteps, stepsOf } from '#shared/domain/alarm-events.ts'
import { UNTOUCHED_ALERT } from '#shared/domain/entities.ts'

const RAISED = {
  deviceId: 'device-1',
  severity: 'high',
  kind: 'offline',
  message: 'Gone',
  raisedAt: 1_000,
  clearedAt: null,
}
const SEEN = { at: 5_000, actor: 'Control room', observedFrom: 0 }

function recordOf(data: object = {}, reported: object = {}, version = 1, sequence = 10): AlarmRecord {
  return {
    id: 'alert-1',
    version,
    sequence,
    data: { ...UNTOUCHED_ALERT, ...data },
    reported: { ...RAISED, ...reported },
  }
}

/** What happens from record to record. */
function told(...records: readonly AlarmRecord[]) {
  let track: AlarmTrack | null = null
  return records.flatMap((record) => {
    const steps = stepsOf(track, record, SEEN)
    track = steps?.track ?? null
    return (steps?.events ?? []).map(({ type, at, actor, mark }) => ({ type, at, actor, mark }))
  })
}
const types = (...records: readonly AlarmRecord[]) => told(...records).map(({ type }) => type)

describe('what happens to an alarm', () => {
  it('is told by each change', () => {
    const acknowledged = { acknowledgedAt: 2_000, acknowledgedBy: 'Anna' }
    const steps = told(
      recordOf(),
      recordOf({ acknowledged: true }, acknowledged, 2),
      recordOf({ acknowledged: true }, { ...acknowledged, clearedAt: 3_000 }, 2),
    )
    expect(steps).toEqual([
      { type: 'raised', at: 1_000, actor: null, mark: 0 },
      { type: 'acknowledged', at: 2_000, actor: 'Anna', mark: 2_000 },
      { type: 'cleared', at: 3_000, actor: null, mark: 0 },
    ])
  })

  it('is told the same by one record that all of it has come to', () => {
    const end = recordOf({ acknowledged: true }, { clearedAt: 3_000, acknowledgedAt: 2_000, acknowledgedBy: 'Anna' }, 2)
    expect(told(end).map(({ type, at }) => [type, at])).toEqual([
      ['raised', 1_000],
      ['acknowledged', 2_000],
      ['cleared', 3_000],
    ])
  })

  it('is nothing when nothing has changed', () => {
    expect(types(recordOf(), recordOf({}, {}, 1, 11))).toEqual(['raised'])
  })

  it('is a second acknowledgement after the first was taken back', () => {
    expect(
      types(recordOf({ acknowledged: true }), recordOf({}, {}, 2), recordOf({ acknowledged: true }, {}, 3)),
    ).toEqual(['raised', 'acknowledged', 'unacknowledged', 'acknowledged-again'])
  })

  it('is being set aside and put back, but not a shelf that ended by itself', () => {
    const shelved = recordOf({ shelvedUntil: 9_000, shelvedReason: 'Repair' }, {}, 2)
    const over = recordOf({ shelvedUntil: 4_000, shelvedReason: 'Repair' }, {}, 2)
    expect(types(recordOf(), shelved, recordOf({}, {}, 3))).toEqual(['raised', 'shelved', 'unshelved'])
    expect(types(recordOf(), over, recordOf({}, {}, 3))).toEqual(['raised', 'shelved'])
    expect(types(recordOf({ isOutOfService: true }), recordOf({}, {}, 2))).toEqual([
      'raised',
      'out-of-service',
      'in-service',
    ])
    expect(types(recordOf({}, { suppressedBy: 'Offline' }), recordOf({}, { suppressedBy: null }))).toEqual([
      'raised',
      'suppressed',
      'unsuppressed',
    ])
  })

  it('is an end that nobody saw when the server tells of another alarm under the same id', () => {
    expect(types(recordOf(), recordOf({}, { raisedAt: 4_000 }))).toEqual(['raised', 'forgotten', 'raised'])
    expect(types(recordOf({}, { clearedAt: 2_000 }), recordOf({}, { raisedAt: 4_000 }))).toEqual([
      'raised',
      'cleared',
      'raised',
    ])
  })

  it('is late where it was raised while not everything was seen', () => {
    const isLate = (observedFrom: number) => stepsOf(null, recordOf(), { ...SEEN, observedFrom })?.events[0]?.isLate
    expect([isLate(1_001), isLate(1_000)]).toEqual([true, false])
  })

  it('ends with the alarm leaving the server only where it was active', () => {
    const trackOf = (record: AlarmRecord) => stepsOf(null, record, SEEN)?.track as AlarmTrack
    expect(goneSteps(trackOf(recordOf()), { at: 7_000 }).map(({ type, at }) => [type, at])).toEqual([
      ['forgotten', 7_000],
    ])
    expect(goneSteps(trackOf(recordOf({}, { clearedAt: 2_000 })), { at: 7_000 })).toEqual([])
  })
})
