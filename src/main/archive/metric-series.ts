import { type Distribution, meanOf, mergeDistributions, percentileOf } from '#shared/domain/distribution.ts'
import type { MetricSeriesRead } from '#shared/ipc/metric-requests.ts'
import type { MetricPoint } from './records.ts'

/**
 * Points of metrics as charts want them: what falls into the same `everyMs` from `fromAt` on is one point, with the
 * percentiles of all its samples.
 *
 * @param points by name and unit, then time
 */
export function* metricSeries(
  points: Iterable<MetricPoint>,
  fromAt: number,
  everyMs: number,
): Generator<MetricSeriesRead> {
  let together: MetricPoint[] = []
  for (const point of points) {
    const [first] = together
    if (first !== undefined && (first.name !== point.name || first.unit !== point.unit)) {
      yield* seriesOf(together, fromAt, everyMs)
      together = []
    }
    together.push(point)
  }
  yield* seriesOf(together, fromAt, everyMs)
}

function* seriesOf(points: readonly MetricPoint[], fromAt: number, everyMs: number): Generator<MetricSeriesRead> {
  const [first] = points
  const all = mergeDistributions(points)
  if (first === undefined || all === null) return
  const placeOf = ({ at }: MetricPoint): number => fromAt + Math.floor((at - fromAt) / everyMs) * everyMs
  const columns: MetricSeriesRead = {
    ...{ name: first.name, unit: first.unit, whole: figuresOf(all), maxAt: first.at },
    ...{ at: [], count: [], mean: [], p50: [], p95: [], p99: [], max: [] },
  }
  let maxAt: number | null = null
  for (const [at, parts] of Map.groupBy(points, placeOf)) {
    const merged = mergeDistributions(parts)
    if (merged === null) continue
    const figures = figuresOf(merged)
    columns.at.push(at)
    for (const name of FIGURES) columns[name].push(figures[name])
    if (merged.max === all.max) maxAt ??= at
  }
  yield { ...columns, maxAt: maxAt ?? first.at }
}

const FIGURES = ['count', 'mean', 'p50', 'p95', 'p99', 'max'] as const

function figuresOf(all: Distribution): MetricSeriesRead['whole'] {
  const [p50, p95, p99] = [percentileOf(all, 50), percentileOf(all, 95), percentileOf(all, 99)]
  return { count: all.count, mean: meanOf(all), p50, p95, p99, max: all.max }
}
