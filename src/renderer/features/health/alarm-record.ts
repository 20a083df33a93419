import type { AlarmGap, PeriodFigures } from '#shared/domain/alarm-history.ts'
import type { LimitedFigure } from '#shared/domain/alarm-report.ts'
import { totalOf } from '#shared/domain/alarm-stretches.ts'

export type RecordFigure = 'raised' | LimitedFigure | 'acknowledged' | 'median' | 'p95' | 'standing'

/** A figure of a period and of the one before; null: it cannot be told. */
export interface RecordRow {
  readonly figure: RecordFigure
  readonly value: number | null
  readonly before: number | null
  /** By which share it has grown, 0.25 for a quarter more; null: the two cannot be compared. */
  readonly growth: number | null
}

/** Of how much of the periods at most may differ what was observed for their counts to be held against each other. */
const COMPARABLE = 0.05

/** The figures of a period in the order of the report. Rates are for each operator. */
export function recordRows(whole: PeriodFigures, before: PeriodFigures, operators: number): readonly RecordRow[] {
  const isCounted = isComparable(whole, before)
  const row = (figure: RecordFigure, read: (of: PeriodFigures) => number | null, canCompare = true): RecordRow => {
    const of = (period: PeriodFigures): number | null => (period.observedMs === 0 ? null : read(period))
    const [value, earlier] = [of(whole), of(before)]
    return { figure, value, before: earlier, growth: canCompare ? growthOf(value, earlier) : null }
  }
  const perOperator = (rate: number | null, times = 1): number | null =>
    rate === null ? null : (rate * times) / operators
  return [
    row('raised', (of) => totalOf(of.raised), isCounted),
    row('perTenMinutes', (of) => perOperator(of.perTenMinutes)),
    row('perHour', (of) => perOperator(of.perTenMinutes, 6)),
    row('peak', (of) => of.peak / operators),
    row('floodShare', (of) => of.floodShare),
    row('critical', (of) => shareOf(of, 'critical')),
    row('high', (of) => shareOf(of, 'high')),
    row('medium', (of) => shareOf(of, 'medium')),
    row('acknowledged', (of) => of.acknowledged, isCounted),
    row('median', (of) => of.medianMs),
    row('p95', (of) => of.p95Ms),
    row('standing', (of) => of.standing),
  ]
}

/** Nearly as much of both was observed. */
function isComparable(one: PeriodFigures, other: PeriodFigures): boolean {
  const observed = [one.observedMs, other.observedMs] as const
  return Math.min(...observed) >= Math.max(...observed) * (1 - COMPARABLE)
}

function growthOf(value: number | null, before: number | null): number | null {
  return value === null || before === null || before === 0 ? null : value / before - 1
}

/** Null where nothing was raised. */
function shareOf({ raised }: PeriodFigures, priority: 'critical' | 'high' | 'medium'): number | null {
  const total = totalOf(raised)
  return total === 0 ? null : raised[priority] / total
}

/** Not all of it was observed: a second may be missing where two clocks meet. */
export function isUnseen({ from, to, observedMs }: Pick<PeriodFigures, 'from' | 'to' | 'observedMs'>): boolean {
  return to - from - observedMs > 1_000
}

/** How much of a period was observed, never told as all of it when it is not. */
export function seenShare({ from, to, observedMs }: Pick<PeriodFigures, 'from' | 'to' | 'observedMs'>): number {
  const share = to > from ? observedMs / (to - from) : 0
  return observedMs < to - from ? Math.min(0.999, share) : share
}

/** The longest gaps, in order of time, and how many others there are. */
export function shownGaps(gaps: readonly AlarmGap[], most: number): { shown: readonly AlarmGap[]; others: number } {
  const longest = gaps.toSorted((one, other) => other.to - other.from - (one.to - one.from)).slice(0, most)
  return { shown: gaps.filter((gap) => longest.includes(gap)), others: gaps.length - longest.length }
}
