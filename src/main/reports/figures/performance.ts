import { meanOf, mergeDistributions, percentileOf } from '#shared/domain/distribution.ts'
import type { PerformanceSection } from '#shared/domain/report.ts'
import type { MetricPoint, PerformanceAlert, Span } from '../../archive/records.ts'
import { Buckets } from './buckets.ts'

type MetricFigures = PerformanceSection['metrics'][number]

/**
 * The console's own figures: percentiles of all samples of the period, not means of percentiles. Hand over the points of one
 * metric after the other.
 */
export class PerformanceAccounts {
  readonly #figures: Omit<MetricFigures, 'warnings' | 'criticals'>[] = []
  readonly #buckets: Buckets
  #points: MetricPoint[] = []

  constructor(period: Span) {
    this.#buckets = new Buckets(period)
  }

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
    const points = this.#points
    const all = mergeDistributions(points)
    this.#points = []
    if (first === undefined || all === null) return
    const { count, max } = all
    const [p50, p95, p99] = [percentileOf(all, 50), percentileOf(all, 95), percentileOf(all, 99)]
    const timeline = this.#timelineOf(points)
    this.#figures.push({ name: first.name, unit: first.unit, count, mean: meanOf(all), p50, p95, p99, max, timeline })
  }

  #timelineOf(points: readonly MetricPoint[]): MetricFigures['timeline'] {
    const byBucket = Map.groupBy(points, ({ at }) => this.#buckets.indexOf(at))
    return this.#buckets.spans.map((span, index) => {
      const all = mergeDistributions(byBucket.get(index) ?? [])
      return { ...span, p95: all === null ? null : percentileOf(all, 95) }
    })
  }
}
