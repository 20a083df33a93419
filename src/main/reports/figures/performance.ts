import { meanOf, mergeDistributions, percentileOf } from '#shared/domain/distribution.ts'
import type { PerformanceSection } from '#shared/domain/report.ts'
import type { MetricPoint, PerformanceAlert } from '../../archive/records.ts'

type MetricFigures = PerformanceSection['metrics'][number]

/**
 * The console's own figures: percentiles of all samples of the period, not means of percentiles. Hand over the points of one
 * metric after the other.
 */
export class PerformanceAccounts {
  readonly #figures: Omit<MetricFigures, 'warnings' | 'criticals'>[] = []
  #points: MetricPoint[] = []

  take(point: MetricPoint): void {
    const last = this.#points.at(-1)
    if (last !== undefined && (last.name !== point.name || last.unit !== point.unit)) this.#close()
    this.#points.push(point)
  }

  end(alerts: readonly PerformanceAlert[]): PerformanceSection {
    this.#close()
    const raised = (name: string, level: PerformanceAlert['level']): number =>
      alerts.filter((alert) => alert.metric === name && alert.level === level).length
    const metrics = this.#figures.map((figures) => ({
      ...figures,
      warnings: raised(figures.name, 'warning'),
      criticals: raised(figures.name, 'critical'),
    }))
    return { metrics, alerts: [...alerts] }
  }

  #close(): void {
    const [first] = this.#points
    const all = mergeDistributions(this.#points)
    this.#points = []
    if (first === undefined || all === null) return
    const { count, max } = all
    const [p50, p95, p99] = [percentileOf(all, 50), percentileOf(all, 95), percentileOf(all, 99)]
    this.#figures.push({ name: first.name, unit: first.unit, count, mean: meanOf(all), p50, p95, p99, max })
  }
}
