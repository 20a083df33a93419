import type { MetricSummary, PerformanceAlert } from '#shared/domain/metrics.ts'
import type { Settings } from '#shared/domain/settings.ts'
import type { MetricsPort } from '../ipc/services.ts'
import type { Clock } from '../platform/clock.ts'
import { readProcessUsage } from '../platform/electron-metrics.ts'
import type { Service } from '../platform/service.ts'
import type { AttemptReport } from '../resilience/breaker.ts'
import { EventLoopMonitor } from '../telemetry/event-loop.ts'
import { MemoryMonitor } from '../telemetry/memory.ts'
import { type MetricSample, Metrics, type MetricTotal } from '../telemetry/metrics.ts'
import { thresholdOf } from '../telemetry/thresholds.ts'

/** The app's own figures: what the windows report, the event loop, memory, and how long operators wait for "queued". */
export class Measuring implements MetricsPort, Service {
  readonly #metrics: Metrics
  readonly #monitors: readonly Service[]

  constructor(dependencies: { clock: Clock; settings: () => Settings; onAlert: (alert: PerformanceAlert) => void }) {
    const { clock, settings, onAlert } = dependencies
    const metrics = new Metrics({
      clock,
      switches: () => ({ isRecording: settings().performanceMonitoring, raisesAlerts: settings().performanceAlerts }),
      onAlert,
      thresholdOf: (metric) => thresholdOf(settings(), metric),
    })
    const record = metrics.record.bind(metrics)
    this.#metrics = metrics
    this.#monitors = [
      new EventLoopMonitor({ clock, record }),
      new MemoryMonitor({ clock, record, readUsage: readProcessUsage }),
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

  /** How long the server took to answer, whatever it said. */
  attempted({ evidence, durationMs }: AttemptReport): void {
    if (evidence !== 'neutral') this.#metrics.record('server_attempt', 'ms', durationMs)
  }

  measure<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.#metrics.measure(name, work)
  }
}
