import { FLOOD_RATE, RATE_WINDOW_MS } from './alarm-figures.ts'
import {
  addSums,
  type ByPriority,
  busiest,
  countOf,
  emptyStretch,
  type Stretch,
  type Sums,
  standingChange,
  totalOf,
  waitQuantile,
} from './alarm-stretches.ts'

/*
 * The figures of a period from its stretches, and how much of the period they stand for. A figure never hides what was not
 * seen: rates are divided by the time that was observed, alarms of other times are counted apart (`late`), and what cannot be
 * told is null.
 */

/** What can be asked for: the last 24 hours by the hour, or whole days up to now. */
export const HISTORY_PERIODS = ['day', 'week', 'month', 'quarter', 'year'] as const
export type HistoryPeriod = (typeof HISTORY_PERIODS)[number]
/** Days of each, today among them. */
export const PERIOD_DAYS: Readonly<Record<Exclude<HistoryPeriod, 'day'>, number>> = {
  week: 7,
  month: 30,
  quarter: 90,
  year: 365,
}

/** A span of time, in milliseconds since the epoch; `to` is not in it. */
export interface Span {
  readonly from: number
  readonly to: number
}

/**
 * Why it is not known what happened: the server did not keep its changes for long enough, or began anew (`history-lost`); this
 * PC could not write (`not-recorded`); nothing was recorded yet; it was deleted, as set; or it is still to be read.
 */
export const GAP_REASONS = ['history-lost', 'not-recorded', 'before-record', 'not-kept', 'not-yet'] as const
export type GapReason = (typeof GAP_REASONS)[number]
export interface AlarmGap extends Span {
  readonly reason: GapReason
}

/** What the record covers. */
export interface Coverage {
  /** When it began; null: it has not. */
  readonly since: number | null
  /** Everything before is known. */
  readonly until: number
  /** Stretches before have been deleted, as the settings ask for. Null: none was. */
  readonly keptFrom: number | null
  readonly gaps: readonly AlarmGap[]
}

export interface PeriodFigures extends Span {
  /** So much of it was observed. */
  readonly observedMs: number
  readonly raised: ByPriority
  /** Raised while nobody looked, at least. */
  readonly late: number
  /** On average while it was observed; null: that was less than ten minutes. */
  readonly perTenMinutes: number | null
  readonly peak: number
  /** Time in flood, as whole stretches of ten minutes. */
  readonly floodMs: number
  /** Share of the observed time; null as for the rate. */
  readonly floodShare: number | null
  readonly acknowledged: number
  /** From being raised to being acknowledged: half of them, and 95 of 100, within so long. Null: none was. */
  readonly medianMs: number | null
  readonly p95Ms: number | null
  /** Active at the end of it; null: not everything since then is known. */
  readonly standing: number | null
}

export interface PeriodContext {
  readonly coverage: Coverage
  /** People who share the alarms: a flood is more than ten for each. */
  readonly operators: number
  /** Active at `coverage.until`. */
  readonly standing: number
}

/** The figures of any period that begins and ends where stretches do. */
export class AlarmPeriods {
  readonly #stretches: readonly Stretch[]
  readonly #context: PeriodContext
  /** By how much what stands has changed from the start of each stretch up to the end of the last. */
  readonly #changesFrom: readonly number[]

  /** @param stretches in order of time, all that are kept from the earliest period on up to now */
  constructor(stretches: readonly Stretch[], context: PeriodContext) {
    this.#stretches = stretches
    this.#context = context
    const changes: number[] = []
    let sum = 0
    for (const stretch of stretches.toReversed()) {
      sum += standingChange(stretch)
      changes.push(sum)
    }
    this.#changesFrom = changes.toReversed()
  }

  of(span: Span): PeriodFigures {
    const { coverage, operators } = this.#context
    const stretches = this.#stretches.slice(this.#placeOf(span.from), this.#placeOf(span.to))
    const sum = sumOf(stretches)
    let peak = 0
    let over = 0
    for (const stretch of stretches) {
      const of = busiest(stretch, FLOOD_RATE * operators)
      peak = Math.max(peak, of.peak)
      over += of.over
    }
    const observed = observedMs(span, coverage)
    const isLong = observed >= RATE_WINDOW_MS
    const raised = countOf(sum, 'raised')
    const floodMs = over * RATE_WINDOW_MS
    return {
      ...span,
      ...{ observedMs: observed, raised, peak, floodMs },
      late: totalOf(countOf(sum, 'late')),
      perTenMinutes: isLong ? (totalOf(raised) * RATE_WINDOW_MS) / observed : null,
      floodShare: isLong ? Math.min(1, floodMs / observed) : null,
      acknowledged: totalOf(countOf(sum, 'acknowledged')),
      medianMs: waitQuantile(sum, 0.5),
      p95Ms: waitQuantile(sum, 0.95),
      standing: this.#standingAt(span.to),
    }
  }

  /** Counted back from what stands now: what was raised and ended since is taken off again. */
  #standingAt(to: number): number | null {
    const { since, until, keptFrom, gaps } = this.#context.coverage
    if (since === null || to <= since || to > until || (keptFrom !== null && to <= keptFrom)) return null
    if (gaps.some((gap) => gap.from < to && to < gap.to)) return null
    return this.#context.standing - (this.#changesFrom[this.#placeOf(to)] ?? 0)
  }

  /** The first stretch that begins then or later. */
  #placeOf(at: number): number {
    let low = 0
    let high = this.#stretches.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#stretches[middle]?.start ?? at) < at) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Of a single stretch these are its own. */
function sumOf(stretches: readonly Stretch[]): Sums {
  const [first, ...others] = stretches
  if (first !== undefined && others.length === 0) return first
  const sum = emptyStretch(0)
  for (const stretch of stretches) addSums(sum, stretch)
  return sum
}

/** How much of a span was observed. */
export function observedMs(span: Span, coverage: Coverage): number {
  return span.to - span.from - gapsIn(span, coverage).reduce((sum, { from, to }) => sum + to - from, 0)
}

/** What of a span is not known, and why; in order, and no two of them overlap. */
export function gapsIn(span: Span, { since, until, keptFrom, gaps }: Coverage): AlarmGap[] {
  const begin = since ?? Number.POSITIVE_INFINITY
  const all: AlarmGap[] = [
    ...(keptFrom === null ? [] : [{ from: Number.NEGATIVE_INFINITY, to: keptFrom, reason: 'not-kept' as const }]),
    { from: Number.NEGATIVE_INFINITY, to: begin, reason: 'before-record' },
    ...gaps,
    { from: until, to: Number.POSITIVE_INFINITY, reason: 'not-yet' },
  ]
  const found: AlarmGap[] = []
  let upTo = span.from
  for (const { from, to, reason } of all.toSorted(
    (one, other) => one.from - other.from || rankOf(one) - rankOf(other),
  )) {
    const gap = { from: Math.max(from, upTo), to: Math.min(to, span.to), reason }
    if (gap.to <= gap.from) continue
    found.push(gap)
    upTo = gap.to
  }
  return found
}

/** What was deleted is named first: it may have been recorded. */
function rankOf({ reason }: AlarmGap): number {
  return reason === 'not-kept' ? 0 : 1
}
