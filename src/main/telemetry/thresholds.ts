import type { PerformanceAlert } from '#shared/domain/metrics.ts'

/** In the unit of the metric: milliseconds, or bytes. */
export interface Threshold {
  readonly warning: number
  readonly critical: number
}

const KILOBYTE = 1_024

/** The limits of ordinary metrics. A metric `page_render.devices` has those of `page_render`. */
export const DEFAULT_THRESHOLDS: ReadonlyMap<string, Threshold> = new Map([
  ['page_render', { warning: 500, critical: 1_000 }],
  ['component_render', { warning: 100, critical: 300 }],
  ['data_binding', { warning: 200, critical: 500 }],
  ['data_fetch', { warning: 1_000, critical: 3_000 }],
  ['bundle_size', { warning: 500 * KILOBYTE, critical: KILOBYTE * KILOBYTE }],
])

type Level = 'normal' | PerformanceAlert['level']

const SEVERITY: Readonly<Record<Level, number>> = { normal: 0, warning: 1, critical: 2 }

/** A metric is calm again after this many samples in a row clearly below the limit. */
const CALM_SAMPLES = 5
const CALM_SHARE = 0.8

/**
 * Watches one metric. An alert is raised when the level rises, not again while it stays. The level falls only after
 * five samples in a row below 80 % of the limit, so a value that dances around the limit raises one alert and not many.
 */
export class ThresholdWatch {
  readonly #threshold: Threshold
  #level: Level = 'normal'
  #calmSamples = 0

  constructor(threshold: Threshold) {
    this.#threshold = threshold
  }

  /** The level to alert about and the limit it passed, or null. */
  observe(value: number): { readonly level: PerformanceAlert['level']; readonly threshold: number } | null {
    const level = this.#levelOf(value)
    if (level !== 'normal' && SEVERITY[level] > SEVERITY[this.#level]) {
      this.#level = level
      this.#calmSamples = 0
      return { level, threshold: this.#threshold[level] }
    }
    if (this.#level !== 'normal') this.#calmDown(value, level)
    return null
  }

  #calmDown(value: number, level: Level): void {
    if (this.#level === 'normal') return
    this.#calmSamples = value < CALM_SHARE * this.#threshold[this.#level] ? this.#calmSamples + 1 : 0
    if (this.#calmSamples < CALM_SAMPLES) return
    this.#level = level
    this.#calmSamples = 0
  }

  #levelOf(value: number): Level {
    if (value >= this.#threshold.critical) return 'critical'
    return value >= this.#threshold.warning ? 'warning' : 'normal'
  }
}
