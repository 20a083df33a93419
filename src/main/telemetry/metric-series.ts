import { type Distribution, mergeDistributions } from '#shared/domain/distribution.ts'
import type { METRIC_UNITS, MetricSummary } from '#shared/domain/metrics.ts'
import { ValueCounts } from '../platform/value-counts.ts'

export type MetricUnit = (typeof METRIC_UNITS)[number]

/** Whole numbers are counted: milliseconds are kept in microseconds. */
const STEPS_PER_UNIT: Readonly<Record<MetricUnit, number>> = { ms: 1_000, bytes: 1, count: 1 }

/** All samples of one metric in bounded memory, as long as they are taken for the archive: those since the last slice, and all before. */
export class MetricSeries {
  readonly name: string
  readonly unit: MetricUnit
  readonly #steps: number
  readonly #recent = new ValueCounts()
  readonly #before = new ValueCounts()
  readonly #untaken: Distribution[] = []
  #sum = 0
  #min = Number.POSITIVE_INFINITY
  #max = 0
  #last = Number.NaN
  #sumBefore = 0
  #minBefore = Number.POSITIVE_INFINITY
  #maxBefore = 0

  constructor(name: string, unit: MetricUnit) {
    this.name = name
    this.unit = unit
    this.#steps = STEPS_PER_UNIT[unit]
  }

  /** @param value finite and not negative, in the series' unit */
  record(value: number): void {
    this.#recent.record(Math.floor(value * this.#steps + 0.5))
    this.#last = value
    this.#sum += value
    if (value > this.#max) this.#max = value
    if (value < this.#min) this.#min = value
  }

  get last(): number | null {
    return Number.isNaN(this.#last) ? null : this.#last
  }

  /** What was recorded since this was last called; null: nothing. The summary and `take` tell of it all the same. */
  slice(): Distribution | null {
    const sliced = this.unsliced()
    if (sliced === null) return null
    this.#untaken.push(sliced)
    this.#before.addAll(this.#recent)
    this.#sumBefore += this.#sum
    this.#minBefore = Math.min(this.#minBefore, this.#min)
    this.#maxBefore = Math.max(this.#maxBefore, this.#max)
    this.#recent.clear()
    this.#sum = 0
    this.#min = Number.POSITIVE_INFINITY
    this.#max = 0
    return sliced
  }

  /** What the next slice is made of so far; null: nothing. */
  unsliced(): Distribution | null {
    const count = this.#recent.total
    if (count === 0) return null
    const buckets = Array.from(this.#recent.buckets(), ([value, times]) => [value / this.#steps, times] as const)
    return { count, sum: this.#sum, min: this.#min, max: this.#max, buckets }
  }

  /** What was recorded since this was last called, in slices or not; null: nothing. The summary tells of it all the same. */
  take(): Distribution | null {
    this.slice()
    return mergeDistributions(this.#untaken.splice(0))
  }

  /** All samples since the start; null: none. */
  total(): Distribution | null {
    const count = this.#before.total + this.#recent.total
    if (count === 0) return null
    const all = new ValueCounts()
    all.addAll(this.#before)
    all.addAll(this.#recent)
    return {
      count,
      sum: this.#sumBefore + this.#sum,
      min: Math.min(this.#min, this.#minBefore),
      max: Math.max(this.#max, this.#maxBefore),
      buckets: Array.from(all.buckets(), ([value, times]) => [value / this.#steps, times] as const),
    }
  }

  summary(): MetricSummary {
    const { name, unit } = this
    const count = this.#before.total + this.#recent.total
    if (count === 0) return { name, unit, count, last: null, p50: null, p95: null, p99: null, max: null }
    const min = Math.min(this.#min, this.#minBefore)
    const max = Math.max(this.#max, this.#maxBefore)
    const [p50 = max, p95 = max, p99 = max] = ValueCounts.percentiles(this.#before, this.#recent, [50, 95, 99]).map(
      (steps) => Math.max(min, Math.min(max, steps / this.#steps)),
    )
    return { name, unit, count, last: this.#last, p50, p95, p99, max }
  }
}
