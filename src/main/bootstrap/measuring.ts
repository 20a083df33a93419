import type { PerformanceAlert } from '#shared/domain/metrics.ts'
import type { Settings } from '#shared/domain/settings.ts'
import type { MetricsPort } from '../ipc/services.ts'
import type { Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import type { Service } from '../platform/service.ts'
export class Measuring implements MetricsPort, Service {
  constructor(_d: { clock: Clock; logger: Logger; settings: () => Settings; onAlert: (alert: PerformanceAlert) => void }) {}
  async run(): Promise<void> {}
  async stop(): Promise<void> {}
  summaries() { return [] }
  recordAll() {}
}
