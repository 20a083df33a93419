import type { MetricSummary, PerformanceAlert, RollingFigures } from '#shared/domain/metrics.ts'
import type { RollingMinutes } from '#shared/domain/rolling.ts'
import type { Settings } from '#shared/domain/settings.ts'
import type { StorageTime } from '../database/storage-times.ts'
import type { MetricsPort } from '../ipc/services.ts'
import type { Clock } from '../platform/clock.ts'
import { readProcessUsage } from '../platform/electron-metrics.ts'
import type { Service } from '../platform/service.ts'
import type { AttemptReport } from '../resilience/breaker.ts'
import { type ErrorCount, errorRate } from '../telemetry/error-count.ts'
import { EventLoopMonitor } from '../telemetry/event-loop.ts'
import { MeasuringCost } from '../telemetry/measuring-cost.ts'
import { MemoryMonitor } from '../telemetry/memory.ts'
import type { MetricUnit } from '../telemetry/metric-series.ts'
import { metricSlices } from '../telemetry/metric-slices.ts'
import { type MetricSample, Metrics, type MetricTotal } from '../telemetry/metrics.ts'
import { type SiteFigures, SiteSampler } from '../telemetry/site-sampler.ts'
import { recordRequest, recordStorage } from '../telemetry/sources.ts'
import { thresholdOf } from '../telemetry/thresholds.ts'

export interface MeasuringDependencies {
  readonly clock: Clock
  readonly settings: () => Settings
  readonly onAlert: (alert: PerformanceAlert) => void
  /** The sites that are open. */
  readonly sites: () => readonly SiteFigures[]
  readonly errors: ErrorCount
}

/** The app's own figures, from wherever they are: docs/metrics.md names all of them. */
export class Measuring implements MetricsPort, Service {
  readonly #metrics: Metrics
  readonly #monitors: readonly Service[]

  constructor({ clock, settings, onAlert, sites, errors }: MeasuringDependencies) {
    const metrics = new Metrics({
      clock,
      switches: () => ({ isRecording: settings().performanceMonitoring, raisesAlerts: settings().performanceAlerts }),
      onAlert,
      thresholdOf: (metric) => thresholdOf(settings(), metric),
    })
    this.#metrics = metrics
    const record = this.record
    this.#monitors = [
      new EventLoopMonitor({ clock, record }),
      new MemoryMonitor({ clock, record, readUsage: () => metrics.timed(readProcessUsage) }),
      new SiteSampler({ clock, record, sites, timed: (work) => metrics.timed(work) }),
      errorRate({ clock, record, errors }),
      metricSlices({ clock, slice: () => metrics.slice() }),
      new MeasuringCost({ clock, record, spentMs: () => metrics.spentMs }),
    ]
  }

  async run(): Promise<void> {
    for (const monitor of this.#monitors) await monitor.run()
  }

  async stop(): Promise<void> {
    for (const monitor of this.#monitors) await monitor.stop()
  }

  summaries(): MetricSummary[] {
    return this.#metrics.summaries()
  }

  rolling(minutes: RollingMinutes): RollingFigures[] {
    return this.#metrics.rolling(minutes)
  }

  /** All samples of each metric since the start. */
  totals(): MetricTotal[] {
    return this.#metrics.totals()
  }

  /** What each metric has recorded since this was last called. */
  take(): ReturnType<Metrics['take']> {
    return this.#metrics.take()
  }

  recordAll(samples: readonly MetricSample[]): void {
    this.#metrics.recordAll(samples)
  }

  readonly record = (name: string, unit: MetricUnit, value: number): void => this.#metrics.record(name, unit, value)

  /** How long the server took to answer, whatever it said. */
  attempted({ evidence, durationMs }: AttemptReport): void {
    if (evidence !== 'neutral') this.record('server_attempt', 'ms', durationMs)
  }

  /** How long reads and writes of the storage took. */
  stored(times: readonly StorageTime[]): void {
    recordStorage(this.record, times)
  }

  /** How long a window waited for an answer. */
  answered(request: string, ms: number): void {
    recordRequest(this.record, request, ms)
  }

  measure<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.#metrics.measure(name, work)
  }
}
