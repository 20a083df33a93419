import {
  ACCEPTABLE_RATE,
  FLOOD_RATE,
  MANAGEABLE_RATE,
  mostInWindow,
  RATE_WINDOW_MS,
  type TopAlarm,
  topOf,
} from './alarm-figures.ts'
import { chatterCounts } from './alarm-groups.ts'
import { ALARM_PRIORITIES, type Alarm, isStale } from './alarms.ts'
import type { Severity } from './entities.ts'

/** Nothing older is counted: yesterday's outage says little about whether people can cope now. */
export const REPORT_SPAN_MS = 24 * 3_600_000

/**
 * Where a figure is acceptable, and where it is the most that is manageable (ISA-18.2-2016, table of performance metrics;
 * EEMUA 191 draws the same lines). Rates are per operator; shares are 0 to 1.
 */
export const REPORT_LIMITS = {
  perTenMinutes: { good: ACCEPTABLE_RATE, most: MANAGEABLE_RATE },
  perHour: { good: 6 * ACCEPTABLE_RATE, most: 6 * MANAGEABLE_RATE },
  peak: { good: FLOOD_RATE, most: FLOOD_RATE },
  floodShare: { good: 0.01, most: 0.01 },
  topShare: { good: 0.01, most: 0.05 },
  chattering: { good: 0, most: 0 },
  stale: { good: 4, most: 4 },
  critical: { good: 0.01, most: 0.01 },
  high: { good: 0.05, most: 0.05 },
  medium: { good: 0.15, most: 0.15 },
} as const
export type LimitedFigure = keyof typeof REPORT_LIMITS
export type Verdict = 'acceptable' | 'manageable' | 'too-many'

export function verdictOf(figure: LimitedFigure, value: number): Verdict {
  const { good, most } = REPORT_LIMITS[figure]
  if (value <= good) return 'acceptable'
  return value <= most ? 'manageable' : 'too-many'
}

/** What one person has acknowledged. */
export interface AlarmActor {
  readonly name: string
  readonly acknowledged: number
  /** From being raised to being acknowledged. */
  readonly medianMs: number
}

/** Whether operators can cope, per operator. Null: the time that is known is too short to tell. */
export interface AlarmReport {
  /** From when on alarms are counted, and how many were raised since. */
  readonly since: number
  readonly raised: number
  readonly perTenMinutes: number | null
  readonly perHour: number | null
  /** The most in any ten minutes. */
  readonly peak: number
  /** Share of the stretches of ten minutes with more than `FLOOD_RATE` alarms for each operator. */
  readonly floodShare: number | null
  readonly top: readonly TopAlarm[]
  readonly topShare: number
  readonly chattering: number
  readonly stale: number
  readonly priorities: Readonly<Record<Severity, number>>
  /** Those who acknowledged, who did most first. */
  readonly actors: readonly AlarmActor[]
  /** Raised since, and not acknowledged by anybody. */
  readonly untouched: number
}

/** @param operators how many people share the alarms: rates are divided by it. */
export function alarmReport(alarms: readonly Alarm[], now: number, operators: number): AlarmReport {
  const since = countedFrom(alarms, now)
  const counted = alarms.filter(({ raisedAt }) => raisedAt >= since && raisedAt <= now)
  const raised = counted.map(({ raisedAt }) => raisedAt).sort((a, b) => a - b)
  const spanMs = now - since
  const perOperator = (windowMs: number): number | null =>
    spanMs < RATE_WINDOW_MS ? null : (raised.length * windowMs) / spanMs / operators
  const top = topOf(counted)
  return {
    since,
    raised: raised.length,
    perTenMinutes: perOperator(RATE_WINDOW_MS),
    perHour: perOperator(6 * RATE_WINDOW_MS),
    peak: mostInWindow(raised) / operators,
    floodShare: floodShareOf(raised, since, now, operators),
    top,
    topShare: top.reduce((sum, { share }) => sum + share, 0),
    chattering: chatterCounts(counted).size,
    stale: alarms.filter((alarm) => isStale(alarm, now)).length,
    priorities: prioritiesOf(counted),
    ...actorsOf(counted),
  }
}

/**
 * A server forgets what is over, the oldest end first. So of what was raised before the earliest end that is still kept, some may
 * be missing, and it is not counted. As long as nothing has ended, nothing is missing.
 */
function countedFrom(alarms: readonly Alarm[], now: number): number {
  const ends = alarms.flatMap(({ clearedAt }) => clearedAt ?? [])
  const times = ends.length > 0 ? ends : alarms.map(({ raisedAt }) => raisedAt)
  const earliest = times.reduce((least, at) => Math.min(least, at), now)
  return Math.max(earliest, now - REPORT_SPAN_MS)
}

/** Whole stretches of ten minutes, counted back from now. */
function floodShareOf(raised: readonly number[], since: number, now: number, operators: number): number | null {
  const stretches = Math.floor((now - since) / RATE_WINDOW_MS)
  if (stretches === 0) return null
  const counts = new Map<number, number>()
  for (const at of raised) {
    const stretch = Math.floor((now - at) / RATE_WINDOW_MS)
    if (stretch < stretches) counts.set(stretch, (counts.get(stretch) ?? 0) + 1)
  }
  return [...counts.values()].filter((count) => count > FLOOD_RATE * operators).length / stretches
}

function prioritiesOf(alarms: readonly Alarm[]): Readonly<Record<Severity, number>> {
  const shares = { critical: 0, high: 0, medium: 0, low: 0 }
  for (const priority of ALARM_PRIORITIES) {
    const count = alarms.filter((alarm) => alarm.priority === priority).length
    shares[priority] = alarms.length === 0 ? 0 : count / alarms.length
  }
  return shares
}

function actorsOf(alarms: readonly Alarm[]): Pick<AlarmReport, 'actors' | 'untouched'> {
  const waits = new Map<string, number[]>()
  for (const { acknowledgedAt, acknowledgedBy, raisedAt } of alarms) {
    if (acknowledgedAt === null || acknowledgedBy === null) continue
    const known = waits.get(acknowledgedBy)
    const wait = Math.max(0, acknowledgedAt - raisedAt)
    if (known === undefined) waits.set(acknowledgedBy, [wait])
    else known.push(wait)
  }
  const actors = Array.from(waits, ([name, all]) => {
    const sorted = all.toSorted((a, b) => a - b)
    return { name, acknowledged: all.length, medianMs: sorted[(sorted.length - 1) >> 1] ?? 0 }
  })
  actors.sort((a, b) => b.acknowledged - a.acknowledged || (a.name < b.name ? -1 : 1))
  return { actors, untouched: alarms.filter(({ acknowledged }) => !acknowledged).length }
}
