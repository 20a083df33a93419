import type { METRIC_UNITS, MetricSummary } from '#shared/domain/metrics.ts'
import { newPercentiles, type Percentiles } from '../platform/histogram.ts'

export type MetricUnit = (typeof METRIC_UNITS)[number]

/** The histogram holds whole numbers: milliseconds are kept in microseconds. */
const STEPS_PER_UNIT: Readonly<Record<MetricUnit, number>> = { ms: 1_000, bytes: 1, count: 1 }
/** Largest value in steps: 11 days, or 1 TB. What is more is counted as this. */
const MAX_STEPS = 1e12

/** All samples of one metric in constant memory. */
export class MetricSeries {
  readonly name: string
  readonly unit: MetricUnit
  readonly #histogram: Percentiles
  #last: number | null = null
  #max: number | null = null

  constructor(name: string, unit: MetricUnit) {
    this.name = name
    this.unit = unit
    this.#histogram = newPercentiles()
  }

  /** @param value finite and not negative, in the series' unit */
  record(value: number): void {
    this.#histogram.recordValue(Math.min(MAX_STEPS, Math.round(value * STEPS_PER_UNIT[this.unit])))
    this.#last = value
    this.#max = Math.max(this.#max ?? 0, value)
  }

  summary(): MetricSummary {
    const percentile = (percent: number): number | null => {
      if (this.#max === null) return null
      // The end of the bucket a value fell into may lie above the value itself.
      return Math.min(this.#max, this.#histogram.getValueAtPercentile(percent) / STEPS_PER_UNIT[this.unit])
    }
    return {
      name: this.name,
      unit: this.unit,
      count: this.#histogram.totalCount,
      last: this.#last,
      p50: percentile(50),
      p95: percentile(95),
      p99: percentile(99),
      max: this.#max,
    }
  }
}
