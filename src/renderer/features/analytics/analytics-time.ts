import { MAX_ANALYTICS_DAYS } from '#shared/domain/analytics-limits.ts'
import { type OwnDays, type PeriodProblem, type Span, spanOf } from '../../app/report-period.ts'
import { startOfDay } from '../../app/time.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

export const ANALYTICS_PERIODS = ['week', 'month', 'quarter', 'own'] as const
export type AnalyticsPeriod = (typeof ANALYTICS_PERIODS)[number]
const DAYS = { week: 7, month: 30, quarter: 90 } as const

/** So many days up to now, this one included; days begin where this PC is. Or why there is no such time. */
export function analyticsSpan(period: AnalyticsPeriod, own: OwnDays, now: number): Span | PeriodProblem | 'tooLong' {
  if (period !== 'own') return { fromAt: daysBefore(startOfDay(now), DAYS[period] - 1), toAt: now }
  const span = spanOf('own', own, now)
  if (typeof span === 'string') return span
  return span.toAt - span.fromAt > MAX_ANALYTICS_DAYS * DAY_MS ? 'tooLong' : span
}

/** Midnight so many days earlier, by the calendar. */
function daysBefore(midnight: number, days: number): number {
  // From noon to noon: days of 23 and 25 hours lead to the right one.
  return startOfDay(midnight + DAY_MS / 2 - days * DAY_MS)
}

/** Stretches of a day begin at midnight but where the clocks were changed: the middle tells the day that is meant. */
export function middleOf({ fromAt, toAt }: Span): number {
  return (fromAt + toAt) / 2
}

export function isByHour(stretches: readonly Span[]): boolean {
  const [first] = stretches
  return first !== undefined && stretches.length > 1 && first.toAt - first.fromAt <= HOUR_MS
}
