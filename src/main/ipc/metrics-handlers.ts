import type { IpcHandlers } from './handler-types.ts'
import type { MetricsPort } from './services.ts'

export function metricsHandlers(
  metrics: MetricsPort,
): Pick<IpcHandlers, 'metrics:read' | 'metrics:rolling' | 'metrics:record'> {
  return {
    'metrics:read': async () => ({ metrics: metrics.summaries() }),
    'metrics:rolling': async ({ minutes }) => ({ minutes, metrics: metrics.rolling(minutes) }),
    'metrics:record': async ({ samples }) => {
      metrics.recordAll(samples)
      return {}
    },
  }
}
