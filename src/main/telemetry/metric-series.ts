import { type Distribution, mergeDistributions, percentileOf } from '#shared/domain/distribution.ts'
import type { METRIC_UNITS, MetricSummary } from '#shared/domain/metrics.ts'
import { newPercentiles, type Percentiles } from '../platform/histogram.ts'

export type MetricUnit = (typeof METRIC_UNITS)[number]

/** The histogram holds whole numbers: milliseconds are kept in microseconds. */
const STEPS_PER_UNIT: Readonly<Record<MetricUnit, number>> = { ms: 1_000, bytes: 1, count: 1 }
/** Largest value in steps: 11 days, or 1 TB. What is more is counted as this. */
const MAX_STEPS = 1e12

/** All samples of one metric in constant memory: those since they were last taken for the archive, and all before. */
export class MetricSeries {
  readonly name: string
  readonly unit: MetricUnit
  readonly #recent: Percentiles
  #sum = 0
  #min = Number.POSITIVE_INFINITY
  #max = 0
  #last: number | null = null
  #before: Distribution | null = null

  constructor(name: string, unit: MetricUnit) {
    this.name = name
    this.unit = unit
    this.#recent = newPercentiles()
  }

  /** @param value finite and not negative, in the series' unit */
  record(value: number): void {
    this.#recent.recordValue(Math.min(MAX_STEPS, Math.round(value * STEPS_PER_UNIT[this.unit])))
    this.#last = value
    this.#sum += value
    if (value > this.#max) this.#max = value
    if (value < this.#min) this.#min = value
  }

  get last(): number | null {
    return this.#last
  }

  /** What was recorded since this was last called; null: nothing. The summary tells of it all the same. */
  take(): Distribution | null {
    const recent = this.#recentSamples()
    if (recent === null) return null
    this.#before = mergeDistributions(this.#before === null ? [recent] : [this.#before, recent])
    this.#recent.reset()
    this.#sum = 0
    this.#min = Number.POSITIVE_INFINITY
    this.#max = 0
    return recent
  }

  /** All samples since the start; null: none. */
  total(): Distribution | null {
    return mergeDistributions([this.#before, this.#recentSamples()].filter((part) => part !== null))
  }

  summary(): MetricSummary {
    const all = this.total()
    const percentile = (percent: number): number | null => (all === null ? null : percentileOf(all, percent))
    return {
      name: this.name,
      unit: this.unit,
      count: all?.count ?? 0,
      last: this.#last,
      p50: percentile(50),
      p95: percentile(95),
      p99: percentile(99),
      max: all?.max ?? null,
    }
  }

  #recentSamples(): Distribution | null {
    const count = this.#recent.totalCount
    if (count === 0) return null
    const buckets: [number, number][] = []
    const iterator = this.#recent.recordedValuesIterator
    iterator.reset()
    while (iterator.hasNext()) {
      const { valueIteratedTo, countAtValueIteratedTo } = iterator.next()
      buckets.push([valueIteratedTo / STEPS_PER_UNIT[this.unit], countAtValueIteratedTo])
    }
    return { count, sum: this.#sum, min: this.#min, max: this.#max, buckets }
  }
}
