import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ALARM_LISTS,
  type Alarm,
  type AlarmStateName,
  alarmOf,
  alarmState,
  countAlarms,
  isInList,
  isStale,
  needsAcknowledging,
  nextShelfEnd,
  STALE_AFTER_MS,
} from '#shared/domain/alarms.ts'
import { alertDataRecordSchema, alertDataSchema, SEVERITIES, UNTOUCHED_ALERT } from '#shared/domain/entities.ts'

const NOW = 1_700_000_000_000
const RAISED = NOW - 60_000

function alarm(change: Partial<Alarm> = {}): Alarm {
  return {
    ...UNTOUCHED_ALERT,
    id: 'a1',
    deviceId: 'd1',
    priority: 'high',
    kind: 'offline',
    message: '',
    raisedAt: RAISED,
    clearedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    suppressedBy: null,
    ...change,
  }
}

const shelved = { shelvedUntil: NOW + 1, shelvedReason: 'Building work.' }
const outOfService = { isOutOfService: true, outOfServiceReason: 'Repair.' }
const TABLE: readonly (readonly [string, Partial<Alarm>, AlarmStateName])[] = [
  ['is unacknowledged when it is raised', {}, 'unacknowledged'],
  ['is acknowledged when somebody says so', { acknowledged: true }, 'acknowledged'],
  ['asks to be acknowledged when it is over before anybody did', { clearedAt: NOW }, 'returned-unacknowledged'],
  ['is normal when it is over and acknowledged', { clearedAt: NOW, acknowledged: true }, 'normal'],
  ['is shelved until its end', shelved, 'shelved'],
  ['comes back by itself at that moment', { ...shelved, shelvedUntil: NOW }, 'unacknowledged'],
  ['comes back acknowledged if it was', { ...shelved, shelvedUntil: NOW, acknowledged: true }, 'acknowledged'],
  [
    'comes back as what it became meanwhile',
    { ...shelved, shelvedUntil: NOW, clearedAt: NOW - 1 },
    'returned-unacknowledged',
  ],
  ['stays shelved when it is over and nobody acknowledged it', { ...shelved, clearedAt: NOW }, 'shelved'],
  ['needs no shelf when nothing is left to do', { ...shelved, clearedAt: NOW, acknowledged: true }, 'normal'],
  ['is suppressed by design rather than shelved', { ...shelved, suppressedBy: 'Offline.' }, 'suppressed'],
  ['is out of service rather than suppressed', { ...outOfService, suppressedBy: 'Offline.' }, 'out-of-service'],
]

const anyAlarm: fc.Arbitrary<Alarm> = fc
  .record({
    raisedAt: fc.integer({ min: NOW - 3 * STALE_AFTER_MS, max: NOW }),
    clearedAt: fc.option(fc.integer({ min: NOW - STALE_AFTER_MS, max: NOW })),
    acknowledged: fc.boolean(),
    shelvedUntil: fc.option(fc.integer({ min: NOW - 1_000, max: NOW + 1_000 })),
    isOutOfService: fc.boolean(),
    suppressedBy: fc.option(fc.constant('Offline.')),
    priority: fc.constantFrom(...SEVERITIES),
  })
  .map((fields) => alarm(fields))

describe('an alarm', () => {
  it.each(TABLE)('%s', (_what, change, expected) => {
    expect(alarmState(alarm(change), NOW).name).toBe(expected)
  })

  it('is never acknowledged by being set aside', () => {
    fc.assert(
      fc.property(anyAlarm, (one) => {
        const bare = { ...one, shelvedUntil: null, isOutOfService: false, suppressedBy: null }
        const before = alarmState(bare, NOW).name
        const aside = { ...bare, ...shelved, ...outOfService, suppressedBy: 'Offline.' }
        const back = { ...aside, shelvedUntil: null, isOutOfService: false, suppressedBy: null }
        expect(alarmState(back, NOW).name).toBe(before)
        expect(needsAcknowledging(alarmState(aside, NOW).name)).toBe(false)
      }),
    )
  })

  it('whose shelf has ended is as one without', () => {
    fc.assert(
      fc.property(anyAlarm, fc.integer({ min: NOW - 5_000, max: NOW }), (one, until) => {
        const expired = alarmState({ ...one, shelvedUntil: until }, NOW)
        expect(expired).toEqual(alarmState({ ...one, shelvedUntil: null }, NOW))
      }),
    )
  })

  it('stands in exactly one list, and only an active one in that of the stale ones as well', () => {
    fc.assert(
      fc.property(anyAlarm, (one) => {
        const lists = ALARM_LISTS.filter((list) => list !== 'stale' && isInList(list, one, NOW))
        expect(lists).toHaveLength(1)
        expect(!isInList('stale', one, NOW) || lists[0] === 'active').toBe(true)
      }),
    )
  })

  it('changes its state by time alone only when a shelf ends', () => {
    fc.assert(
      fc.property(anyAlarm, fc.nat(2_000), (one, later) => {
        const end = nextShelfEnd([one], NOW)
        if (end !== null && NOW + later >= end) return
        expect(alarmState(one, NOW + later)).toEqual(alarmState(one, NOW))
      }),
    )
  })

  it('is counted while nobody has acknowledged it, and not while it is set aside or over', () => {
    const alarms = [
      alarm(),
      alarm({ priority: 'critical' }),
      alarm({ acknowledged: true }),
      alarm({ clearedAt: NOW }),
      alarm(shelved),
      alarm(outOfService),
    ]
    expect(countAlarms(alarms, NOW)).toEqual({ critical: 1, high: 1, medium: 0, low: 0 })
  })

  it('is stale after more than a day, acknowledged or not, but not when it is over', () => {
    const old = { raisedAt: NOW - STALE_AFTER_MS - 1 }
    expect(isStale(alarm(old), NOW)).toBe(true)
    expect(isStale(alarm({ ...old, acknowledged: true }), NOW)).toBe(true)
    expect(isStale(alarm({ ...old, raisedAt: NOW - STALE_AFTER_MS }), NOW)).toBe(false)
    expect(isStale(alarm({ ...old, clearedAt: NOW }), NOW)).toBe(false)
    expect(isStale(alarm({ ...old, ...shelved }), NOW)).toBe(false)
  })
})

describe('a record from before shelving', () => {
  const data = { acknowledged: true, note: 'Known.' }

  it('is read as one that nobody has set aside', () => {
    expect(alertDataRecordSchema.parse(data)).toEqual({ ...UNTOUCHED_ALERT, ...data })
    const reported = { deviceId: 'd1', severity: 'low', kind: 'x', message: '', raisedAt: RAISED, clearedAt: null }
    const read = alarmOf({ id: 'a1', data, reported })
    expect(read).toMatchObject({ shelvedUntil: null, isOutOfService: false, suppressedBy: null, acknowledgedAt: null })
  })

  it('adds nothing to an edit that does not speak of it', () => {
    expect(alertDataSchema.partial().parse({ acknowledged: true })).toEqual({ acknowledged: true })
  })

  it('is no alarm while the server has not told what was raised', () => {
    expect(alarmOf({ id: 'a1', data, reported: {} })).toBeNull()
  })
})
