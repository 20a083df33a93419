import type { AlertData, AlertReported, Fields, Severity } from './entities.ts'

/*
 * The life of an alarm as ISA-18.2 (2016, figure 2) tells it. No schema code here: the first screen counts alarms.
 *
 *                    ┌──────────────── raised again: a new alarm ───────────────┐
 *                    ▼                                                          │
 *          unacknowledged ── acknowledge ──▶ acknowledged ──── cleared ────▶ normal
 *                    │                                                          ▲
 *                    └── cleared ──▶ returned-unacknowledged ── acknowledge ────┘
 *
 * Any of these but `normal` can be set aside, and comes back as what it has become meanwhile:
 *
 *   shelved         by an operator, with an end and a reason; its end needs no operation, only the time
 *   suppressed      by design: the server says what makes the alarm pointless, and when that is over
 *   out-of-service  by an operator, with a reason, until somebody puts it back
 *
 * Setting aside acknowledges nothing. Where several hold, out of service comes first, then suppressed, then shelved.
 */

/** Most urgent first. */
export const ALARM_PRIORITIES = ['critical', 'high', 'medium', 'low'] as const satisfies readonly Severity[]

/** An alarm that is active for longer than this is stale (ISA-18.2, table of performance metrics: 24 hours). */
export const STALE_AFTER_MS = 24 * 3_600_000
/** The longest that an alarm may be shelved. ISA-18.2 asks for a limit and leaves its length to the site. */
export const MAX_SHELF_MS = 7 * 24 * 3_600_000

/** One occurrence of an alarm: raised once, cleared once. */
export interface Alarm extends AlertData {
  readonly id: string
  readonly deviceId: string
  readonly priority: Severity
  readonly kind: string
  readonly message: string
  readonly raisedAt: number
  readonly clearedAt: number | null
  readonly acknowledgedAt: number | null
  readonly acknowledgedBy: string | null
  readonly suppressedBy: string | null
}

export type AlarmState =
  | { readonly name: 'unacknowledged' }
  | { readonly name: 'acknowledged' }
  | { readonly name: 'returned-unacknowledged'; readonly clearedAt: number }
  | { readonly name: 'normal'; readonly clearedAt: number }
  | { readonly name: 'shelved'; readonly until: number; readonly reason: string }
  | { readonly name: 'suppressed'; readonly by: string }
  | { readonly name: 'out-of-service'; readonly reason: string }
export type AlarmStateName = AlarmState['name']

/** The alarm of a record; null: the server has not told what was raised. A field that an older server leaves out is untouched. */
export function alarmOf(record: {
  readonly id: string
  readonly data: Fields
  readonly reported: Fields
}): Alarm | null {
  const data = record.data as Partial<AlertData>
  const reported = record.reported as Partial<AlertReported>
  const { deviceId, severity, raisedAt } = reported
  if (deviceId === undefined || severity === undefined || raisedAt === undefined) return null
  return {
    id: record.id,
    deviceId,
    priority: severity,
    kind: reported.kind ?? '',
    message: reported.message ?? '',
    raisedAt,
    clearedAt: reported.clearedAt ?? null,
    acknowledgedAt: reported.acknowledgedAt ?? null,
    acknowledgedBy: reported.acknowledgedBy ?? null,
    suppressedBy: reported.suppressedBy ?? null,
    acknowledged: data.acknowledged === true,
    note: data.note ?? '',
    shelvedUntil: data.shelvedUntil ?? null,
    shelvedReason: data.shelvedReason ?? '',
    isOutOfService: data.isOutOfService === true,
    outOfServiceReason: data.outOfServiceReason ?? '',
  }
}

/** The one state an alarm is in. `now`: milliseconds since the epoch, by the server's clock. */
export function alarmState(alarm: Alarm, now: number): AlarmState {
  const { clearedAt, acknowledged, shelvedUntil, suppressedBy } = alarm
  if (clearedAt !== null && acknowledged) return { name: 'normal', clearedAt }
  if (alarm.isOutOfService) return { name: 'out-of-service', reason: alarm.outOfServiceReason }
  if (suppressedBy !== null) return { name: 'suppressed', by: suppressedBy }
  if (shelvedUntil !== null && shelvedUntil > now) {
    return { name: 'shelved', until: shelvedUntil, reason: alarm.shelvedReason }
  }
  if (clearedAt !== null) return { name: 'returned-unacknowledged', clearedAt }
  return acknowledged ? { name: 'acknowledged' } : { name: 'unacknowledged' }
}

/** Whether somebody has to say that it was seen. */
export function needsAcknowledging(name: AlarmStateName): boolean {
  return name === 'unacknowledged' || name === 'returned-unacknowledged'
}

/** Active for longer than `STALE_AFTER_MS`, and not set aside. */
export function isStale(alarm: Alarm, now: number): boolean {
  const { name } = alarmState(alarm, now)
  return (name === 'unacknowledged' || name === 'acknowledged') && now - alarm.raisedAt > STALE_AFTER_MS
}

/** What the page of alarms lists: each alarm stands in one of them, and a stale one in its own as well. */
export const ALARM_LISTS = ['active', 'shelved', 'aside', 'stale', 'history'] as const
export type AlarmList = (typeof ALARM_LISTS)[number]

export function isInList(list: AlarmList, alarm: Alarm, now: number): boolean {
  return list === 'stale' ? isStale(alarm, now) : LIST_OF[alarmState(alarm, now).name] === list
}

const LIST_OF: Readonly<Record<AlarmStateName, AlarmList>> = {
  unacknowledged: 'active',
  acknowledged: 'active',
  'returned-unacknowledged': 'active',
  normal: 'history',
  shelved: 'shelved',
  suppressed: 'aside',
  'out-of-service': 'aside',
}

/** Alarms that nobody has acknowledged and that are not set aside, by priority. */
export type AlarmCounts = Readonly<Record<Severity, number>>

export function countAlarms(alarms: readonly Alarm[], now: number): AlarmCounts {
  const counts = { critical: 0, high: 0, medium: 0, low: 0 }
  for (const alarm of alarms) if (alarmState(alarm, now).name === 'unacknowledged') counts[alarm.priority] += 1
  return counts
}

/** When the next shelf ends: until then, time alone changes no state. Null: none is shelved. */
export function nextShelfEnd(alarms: readonly Alarm[], now: number): number | null {
  const ends = alarms.flatMap(({ shelvedUntil }) => (shelvedUntil !== null && shelvedUntil > now ? shelvedUntil : []))
  return ends.length === 0 ? null : Math.min(...ends)
}
