import { type Distribution, mergeDistributions, percentileOf } from '#shared/domain/distribution.ts'
import type { MetricSummary, PerformanceAlert, RollingFigures } from '#shared/domain/metrics.ts'
import type { RollingMinutes } from '#shared/domain/rolling.ts'
import type { Clock } from '../platform/clock.ts'
import { MetricSeries, type MetricUnit } from './metric-series.ts'
import { RollingWindow } from './rolling-window.ts'
import { type Threshold, ThresholdWatch } from './thresholds.ts'

export interface MetricSample {
  readonly name: string
  readonly unit: MetricUnit
  readonly value: number
}

/** What a metric has recorded since the start, and what it recorded last. */
export interface MetricTotal extends Distribution {
  readonly name: string
  readonly unit: MetricUnit
  readonly last: number
}

export interface MetricsSwitches {
  readonly isRecording: boolean
  readonly raisesAlerts: boolean
}

export interface MetricsDependencies {
  readonly clock: Clock
  /** Asked at every sample, so that a change of the settings counts at once. */
  readonly switches: () => MetricsSwitches
  readonly onAlert: (alert: PerformanceAlert) => void
  /** The limits of a metric as they are set now; undefined: it has none. */
  readonly thresholdOf: (metric: string) => Threshold | undefined
}

const MINUTE_MS = 60_000
/** More metrics than this are not kept, and of those that pages may invent not even as many. */
const MAX_METRICS = 300
const MAX_WINDOW_METRICS = 100
const NAME = /^[A-Za-z][A-Za-z0-9_.:-]{0,79}$/

/** Who says so. What this process measured itself cannot be overwritten by a page. */
type Origin = 'main' | 'window'

interface OwnedSeries {
  readonly origin: Origin
  readonly series: MetricSeries
  readonly rolling: RollingWindow
  /** Null: the metric has no limits. Which metrics have any does not change; what they are may. */
  watch: ThresholdWatch | null
}

/**
 * One in so many samples is timed, to know what measuring costs. A prime: samples come in batches of even sizes, and the
 * first of a batch, which finds nothing of this in the processor's caches, takes far longer than the others.
 */
const TIMED_SHARE = 251
/** The middle of so many counts: one during which the thread was held up tells nothing of what measuring costs. */
const COSTS_KEPT = 9

/** Ends a timing, records it and returns it in milliseconds. Only the first call counts. */
export type StopTiming = () => number

/** How long, how large and how many, as percentiles since the start or the last reset. */
export class Metrics {
  readonly #clock: Clock
  readonly #switches: () => MetricsSwitches
  readonly #onAlert: (alert: PerformanceAlert) => void
  readonly #thresholdOf: (metric: string) => Threshold | undefined
  readonly #series = new Map<string, OwnedSeries>()
  #dropped = 0
  #calls = 0
  #spentMs = 0
  #costs: readonly number[] = []

  constructor({ clock, switches, onAlert, thresholdOf }: MetricsDependencies) {
    this.#clock = clock
    this.#switches = switches
    this.#onAlert = onAlert
    this.#thresholdOf = thresholdOf
  }

  record(name: string, unit: MetricUnit, value: number): void {
    this.#calls += 1
    const isTimed = this.#calls % TIMED_SHARE === 0
    const readAt = isTimed ? this.#clock.monotonic() : 0
    const startedAt = isTimed ? this.#clock.monotonic() : 0
    // One call for both: a second one would be another copy of the code, cold whenever it is timed.
    this.#record('main', name, unit, value)
    if (isTimed) this.#noteCost(this.#clock.monotonic() - startedAt, startedAt - readAt)
  }

  /** @param clockMs what reading the clock takes: longer than counting a sample, and done for the timed ones alone. */
  #noteCost(tookMs: number, clockMs: number): void {
    this.#costs = [...this.#costs.slice(1 - COSTS_KEPT), Math.max(0, tookMs - clockMs)]
    this.#spentMs += medianOf(this.#costs) * TIMED_SHARE
  }

  /** Samples that a window has taken. */
  recordAll(samples: readonly MetricSample[]): void {
    this.timed(() => {
      for (const { name, unit, value } of samples) this.#record('window', name, unit, value)
    })
  }

  /** Work that is done for nothing but measuring: it counts as such. */
  timed<T>(work: () => T): T {
    const startedAt = this.#clock.monotonic()
    try {
      return work()
    } finally {
      this.#spentMs += this.#clock.monotonic() - startedAt
    }
  }

  /** Milliseconds that measuring has taken so far: one in so many samples is timed, without the reading of the clock. */
  get spentMs(): number {
    return this.#spentMs
  }

  start(name: string): StopTiming {
    const startedAt = this.#clock.monotonic()
    let duration: number | null = null
    return () => {
      if (duration === null) {
        duration = this.#clock.monotonic() - startedAt
        this.record(name, 'ms', duration)
      }
      return duration
    }
  }

  /** Times some work, also when it fails. */
  async measure<T>(name: string, work: () => T | Promise<T>): Promise<T> {
    const stop = this.start(name)
    try {
      return await work()
    } finally {
      stop()
    }
  }

  summaries(): MetricSummary[] {
    return [...this.#series.values()].map(({ series }) => series.summary())
  }

  /** All samples of each metric since the start. */
  totals(): MetricTotal[] {
    return [...this.#series.values()].flatMap(({ series }) => {
      const total = series.total()
      const { name, unit, last } = series
      return total === null || last === null ? [] : [{ ...total, name, unit, last }]
    })
  }

  /** Ends a slice of the last minutes. */
  slice(): void {
    this.timed(() => {
      const endedAt = this.#clock.monotonic()
      for (const { series, rolling } of this.#series.values()) {
        const sliced = series.slice()
        if (sliced !== null) rolling.add(endedAt, sliced)
      }
    })
  }

  /** The last minutes of each metric that has samples in them, exact to a slice. */
  rolling(minutes: RollingMinutes): RollingFigures[] {
    const from = this.#clock.monotonic() - minutes * MINUTE_MS
    return [...this.#series.values()].flatMap(({ series, rolling }) => {
      const parts = [rolling.since(from), series.unsliced()].filter((part) => part !== null)
      const all = mergeDistributions(parts)
      if (all === null) return []
      const [p50, p95, p99] = [percentileOf(all, 50), percentileOf(all, 95), percentileOf(all, 99)]
      return [{ name: series.name, unit: series.unit, count: all.count, p50, p95, p99, max: all.max }]
    })
  }

  /** What each metric has recorded since this was last called, for those that have. */
  take(): (Distribution & { readonly name: string; readonly unit: MetricUnit })[] {
    this.slice()
    return this.timed(() =>
      [...this.#series.values()].flatMap(({ series }) => {
        const taken = series.take()
        return taken === null ? [] : [{ ...taken, name: series.name, unit: series.unit }]
      }),
    )
  }

  /** Samples that were not kept. */
  get dropped(): number {
    return this.#dropped
  }

  reset(): void {
    this.#series.clear()
    this.#dropped = 0
  }

  /** A sample that cannot be kept (a wrong name, another unit than before, no number) is dropped and counted. */
  #record(origin: Origin, name: string, unit: MetricUnit, value: number): void {
    const { isRecording, raisesAlerts } = this.#switches()
    if (!isRecording) return
    const owned = Number.isFinite(value) && value >= 0 ? this.#seriesOf(origin, name, unit) : null
    if (owned === null) {
      this.#dropped += 1
      return
    }
    owned.series.record(value)
    if (raisesAlerts && owned.watch !== null) this.#watch(owned.watch, name, value)
  }

  #seriesOf(origin: Origin, name: string, unit: MetricUnit): OwnedSeries | null {
    const known = this.#series.get(name)
    if (known?.origin === origin) return known.series.unit === unit ? known : null
    if (known?.origin === 'main') return null
    // New, or a name of this process that a page had taken: its samples go.
    if (!NAME.test(name) || this.#isFull(origin)) return null
    const owned = {
      origin,
      series: new MetricSeries(name, unit),
      rolling: new RollingWindow(),
      watch: this.#newWatch(name),
    }
    this.#series.set(name, owned)
    return owned
  }

  #isFull(origin: Origin): boolean {
    if (origin === 'main') return this.#series.size >= MAX_METRICS
    const fromWindows = [...this.#series.values()].filter((owned) => owned.origin === 'window')
    return fromWindows.length >= MAX_WINDOW_METRICS || this.#series.size >= MAX_METRICS
  }

  #watch(watch: ThresholdWatch, name: string, value: number): void {
    const passed = watch.observe(value)
    if (passed !== null) this.#onAlert({ metric: name, ...passed, value, at: this.#clock.now() })
  }

  #newWatch(name: string): ThresholdWatch | null {
    const first = this.#thresholdOf(name)
    return first === undefined ? null : new ThresholdWatch(() => this.#thresholdOf(name) ?? first)
  }
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}
