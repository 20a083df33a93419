const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

export const REPORT_PERIODS = ['day', 'week', 'month', 'quarter', 'own'] as const
export type ReportPeriod = (typeof REPORT_PERIODS)[number]

const LENGTH_MS = { day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS, quarter: 90 * DAY_MS } as const

export interface Span {
  readonly fromAt: number
  readonly toAt: number
}

/** Two days as they are written in a field for dates: `2026-03-01`, or nothing yet. */
export interface OwnDays {
  readonly from: string
  readonly to: string
}

export type PeriodProblem = 'incomplete' | 'wrongOrder' | 'inFuture'

/** The span that is meant, or why there is none. Days begin and end where this PC is; what is not over ends now. */
export function spanOf(period: ReportPeriod, own: OwnDays, now: number): Span | PeriodProblem {
  if (period !== 'own') return { fromAt: now - LENGTH_MS[period], toAt: now }
  const [fromAt, end] = [startOf(own.from, 0), startOf(own.to, 1)]
  if (fromAt === null || end === null) return 'incomplete'
  if (end <= fromAt) return 'wrongOrder'
  if (fromAt >= now) return 'inFuture'
  return { fromAt, toAt: Math.min(end, now) }
}

/** When the day began, or the one `after` days later: by the calendar, so that days of 23 and 25 hours are whole ones. */
function startOf(written: string, after: number): number | null {
  const [year, month, day] = written.split('-').map(Number)
  if (year === undefined || month === undefined || day === undefined) return null
  const at = new Date(year, month - 1, day + after).getTime()
  return Number.isNaN(at) ? null : at
}
