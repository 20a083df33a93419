import type { PerformanceAlert } from '#shared/domain/metrics.ts'
import type { PERFORMANCE_SETTINGS } from '#shared/domain/performance-settings.ts'
import type { Settings } from '#shared/domain/settings.ts'

/** In the unit of the metric: milliseconds, bytes, or how many. */
export interface Threshold {
  readonly warning: number
  readonly critical: number
}

/** The settings that hold the limits of a metric: when it warns, and when it is critical. */
const LIMITS: ReadonlyMap<string, readonly [NumberSetting, NumberSetting]> = new Map([
  ['page_render', ['pageRenderWarningMs', 'pageRenderCriticalMs']],
  ['component_render', ['componentRenderWarningMs', 'componentRenderCriticalMs']],
  ['data_binding', ['dataBindingWarningMs', 'dataBindingCriticalMs']],
  ['data_fetch', ['dataFetchWarningMs', 'dataFetchCriticalMs']],
  ['bundle_size', ['bundleSizeWarningBytes', 'bundleSizeCriticalBytes']],
  ['sqlite', ['slowQueryWarningMs', 'slowQueryCriticalMs']],
  ['error_rate', ['errorRateWarning', 'errorRateCritical']],
  ['memory_total', ['memoryWarningBytes', 'memoryCriticalBytes']],
])
type NumberSetting = keyof typeof PERFORMANCE_SETTINGS

/** The limits of a metric as they are set; undefined: it has none. A metric `page_render.devices` has those of `page_render`. */
export function thresholdOf(settings: Pick<Settings, NumberSetting>, metric: string): Threshold | undefined {
  const names = LIMITS.get(metric) ?? LIMITS.get(metric.split(/[.:]/, 1)[0] ?? metric)
  return names === undefined ? undefined : { warning: settings[names[0]], critical: settings[names[1]] }
}

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
  readonly #limits: () => Threshold
  #level: Level = 'normal'
  #calmSamples = 0

  /** @param limits asked at every sample, so that a change of the settings counts at once */
  constructor(limits: () => Threshold) {
    this.#limits = limits
  }

  /** The level to alert about and the limit it passed, or null. */
  observe(value: number): { readonly level: PerformanceAlert['level']; readonly threshold: number } | null {
    const level = this.#levelOf(value)
    if (level !== 'normal' && SEVERITY[level] > SEVERITY[this.#level]) {
      this.#level = level
      this.#calmSamples = 0
      return { level, threshold: this.#limits()[level] }
    }
    if (this.#level !== 'normal') this.#calmDown(value, level)
    return null
  }

  #calmDown(value: number, level: Level): void {
    if (this.#level === 'normal') return
    this.#calmSamples = value < CALM_SHARE * this.#limits()[this.#level] ? this.#calmSamples + 1 : 0
    if (this.#calmSamples < CALM_SAMPLES) return
    this.#level = level
    this.#calmSamples = 0
  }

  #levelOf(value: number): Level {
    const { warning, critical } = this.#limits()
    if (value >= critical) return 'critical'
    return value >= warning ? 'warning' : 'normal'
  }
}
