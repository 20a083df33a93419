import type { Coverage } from '#shared/domain/report.ts'
import type { Span } from '../../archive/records.ts'
import { gapsBetween, joinedSpans, lengthOf } from './spans.ts'

/** For how much of the period anybody can speak. */
export function coverageOf(period: Span, runs: readonly Span[], observations: readonly Span[]): Coverage {
  const ran = joinedSpans(runs, period)
  const observed = joinedSpans(observations, period)
  const observedMs = lengthOf(observed)
  // A run is confirmed once a minute, and by another clock: what was observed was running.
  const ranMs = lengthOf(joinedSpans([...ran, ...observed], period))
  return {
    ranMs,
    observedMs,
    observedShare: observedMs / (period.toAt - period.fromAt),
    offlineMs: ranMs - observedMs,
    gaps: gapsBetween(observed, period),
  }
}
