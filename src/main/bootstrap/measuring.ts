import type { MetricSummary, PerformanceAlert } from '#shared/domain/metrics.ts'
import type { Settings } from '#shared/domain/settings.ts'
import type { StorageTime } from '../database/storage-times.ts'
import type { MetricsPort } from '../ipc/services.ts'
import type { Clock } from '../platform/clock.ts'
import { readProcessUsage } from '../platform/electron-metrics.ts'
import type { Service } from '../platform/service.ts'
import type { AttemptReport } from '../resilience/breaker.ts'
import { type ErrorCount, ErrorRate } from '../telemetry/error-count.ts'
import { EventLoopMonitor } from '../telemetry/event-loop.ts'
import { MeasuringCost } from '../telemetry/measuring-cost.ts'
import { MemoryMonitor } from '../telemetry/memory.ts'
import type { MetricUnit } from '../telemetry/metric-series.ts'
import { type MetricSample, Metrics } from '../telemetry/metrics.ts'
import { type SiteFigures, SiteSampler } from '../telemetry/site-sampler.ts'
import { thresholdOf } from '../telemetry/thresholds.ts'

export interface MeasuringDependencies {
  readonly clock: Clock
  readonly settings: () => Settings
  readonly onAlert: (alert: PerformanceAlert) => void
  /** The sites that are open. */
  readonly sites: () => readonly SiteFigures[]
  readonly errors: ErrorCount
}

/** What reads or writes so much that it may take its time: nobody is warned of it. */
const BULK: ReadonlySet<string> = new Set(['load', 'load-part', 'inspect', 'ledger', 'audit', 'close'])
/** From here on a read or write of the storage, or a request of a window, is recorded once more, under its own name. */
const SLOW_STORAGE_MS = 50
const SLOW_REQUEST_MS = 100
/** Requests that are answered from this PC alone. Others wait for a server, or for a person who chooses a file. */
const OWN_REQUESTS = ['app', 'replica', 'operations', 'conflicts', 'settings', 'metrics', 'alarms', 'sites', 'windows']

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
      new ErrorRate({ clock, record, errors }),
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
    for (const [work, ms] of times) {
      this.record(BULK.has(work) ? `sqlite_bulk.${work}` : `sqlite.${work}`, 'ms', ms)
      if (ms > SLOW_STORAGE_MS) this.record(`sqlite_slow.${work}`, 'ms', ms)
    }
  }

  /** How long a window waited for an answer. */
  answered(request: string, ms: number): void {
    const kind = request.split(':', 1)[0] ?? request
    this.record(`ipc.${kind}`, 'ms', ms)
    if (ms > SLOW_REQUEST_MS && OWN_REQUESTS.includes(kind)) this.record(`ipc_slow.${request}`, 'ms', ms)
  }

  measure<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.#metrics.measure(name, work)
  }
}
