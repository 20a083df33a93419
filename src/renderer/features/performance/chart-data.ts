import type { MetricSeriesRead } from '#shared/ipc/metric-requests.ts'
import type { Span } from '../../app/report-period.ts'

export const LINES = ['p50', 'p95', 'max'] as const
export type Line = (typeof LINES)[number]

/** One chart: a value or null for each time. A null is a gap: nothing was measured then. */
export interface ChartData {
  readonly times: readonly number[]
  readonly values: Readonly<Record<Line, readonly (number | null)[]>>
  /** The 95th percentile of the time before, moved to where this one is; null: not asked for. */
  readonly before: readonly (number | null)[] | null
}

/** Places for every point of the time, also those at which nothing was measured. */
export function chartData(
  series: MetricSeriesRead,
  before: MetricSeriesRead | null,
  span: Span,
  everyMs: number,
): ChartData {
  const first = series.at[0] ?? span.fromAt
  const start = first - Math.ceil((first - span.fromAt) / everyMs) * everyMs
  const count = Math.max(1, Math.ceil((span.toAt - start) / everyMs))
  const times = Array.from({ length: count }, (_, place) => start + place * everyMs)
  const spread = (at: readonly number[], column: readonly number[], shift = 0): (number | null)[] => {
    const placed = times.map((): number | null => null)
    at.forEach((moment, index) => {
      const place = Math.round((moment + shift - start) / everyMs)
      if (place >= 0 && place < count) placed[place] = column[index] ?? null
    })
    return placed
  }
  const length = span.toAt - span.fromAt
  return {
    times,
    values: {
      p50: spread(series.at, series.p50),
      p95: spread(series.at, series.p95),
      max: spread(series.at, series.max),
    },
    before: before === null ? null : spread(before.at, before.p95, length),
  }
}

/** When the console did not run, of the time that is shown. A run that was confirmed a moment ago goes on. */
export function offSpans(runs: readonly Span[], span: Span, now: number): readonly Span[] {
  const CONFIRMED_MS = 120_000
  const off: Span[] = []
  let seen = span.fromAt
  for (const { fromAt, toAt } of runs.toSorted((a, b) => a.fromAt - b.fromAt)) {
    if (fromAt > seen) off.push({ fromAt: seen, toAt: Math.min(fromAt, span.toAt) })
    seen = Math.max(seen, toAt >= now - CONFIRMED_MS ? now : toAt)
  }
  const end = Math.min(span.toAt, now)
  if (seen < end) off.push({ fromAt: seen, toAt: end })
  return off.filter(({ fromAt, toAt }) => toAt > fromAt)
}

/** The span after a step of the zoom: half or twice as long around a moment, never longer than the whole, at least `leastMs`. */
export function zoomed(span: Span, whole: Span, around: number, factor: number, leastMs: number): Span {
  const length = Math.min(whole.toAt - whole.fromAt, Math.max(leastMs, (span.toAt - span.fromAt) * factor))
  const share = (around - span.fromAt) / (span.toAt - span.fromAt)
  return within({ fromAt: around - share * length, toAt: around + (1 - share) * length }, whole)
}

/** Moved along, as far as the whole goes. */
export function moved(span: Span, whole: Span, byMs: number): Span {
  return within({ fromAt: span.fromAt + byMs, toAt: span.toAt + byMs }, whole)
}

function within({ fromAt, toAt }: Span, whole: Span): Span {
  const shift = Math.max(0, whole.fromAt - fromAt) - Math.max(0, toAt - whole.toAt)
  return {
    fromAt: Math.round(Math.max(whole.fromAt, fromAt + shift)),
    toAt: Math.round(Math.min(whole.toAt, toAt + shift)),
  }
}
