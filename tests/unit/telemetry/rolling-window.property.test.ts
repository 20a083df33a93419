import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { percentileOf } from '#shared/domain/distribution.ts'
import { ROLLING_MINUTES } from '#shared/domain/rolling.ts'
import { MetricSeries } from '../../../src/main/telemetry/metric-series.ts'
import { metricSlices, SLICE_MS } from '../../../src/main/telemetry/metric-slices.ts'
import { Metrics } from '../../../src/main/telemetry/metrics.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

function measuring() {
  const clock = new ManualClock()
  const metrics = new Metrics({
    clock,
    switches: () => ({ isRecording: true, raisesAlerts: false }),
    onAlert: () => undefined,
    thresholdOf: () => undefined,
  })
  const slices = metricSlices({ clock, slice: () => metrics.slice() })
  return { clock, metrics, slices }
}

/** What the histogram makes of these values, counted at once. */
function countedAtOnce(values: readonly number[]) {
  const series = new MetricSeries('x', 'ms')
  for (const value of values) series.record(value)
  const all = series.total()
  if (all === null) return []
  const [p50, p95, p99] = [50, 95, 99].map((percent) => percentileOf(all, percent))
  return [{ name: 'x', unit: 'ms', count: all.count, p50, p95, p99, max: all.max }]
}

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('record' as const), value: fc.double({ min: 0, max: 1e6, noNaN: true }) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 90_000 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 60_000, max: 1_500_000 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('take' as const) }) },
)

describe('the last minutes of a metric', () => {
  it('are what counting all their samples at once tells, to a slice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 120 }), async (steps) => {
        const { clock, metrics, slices } = measuring()
        await slices.run()
        // The moment at which the slice of each sample ended; it is told by the next slice.
        const samples: { value: number; at: number; slicedAt: number }[] = []
        const sliced = (until: number): void => {
          for (const sample of samples) if (sample.slicedAt > until) sample.slicedAt = until
        }
        let taken = 0
        for (const one of steps) {
          if (one.kind === 'record') {
            metrics.record('x', 'ms', one.value)
            samples.push({ value: one.value, at: clock.monotonic(), slicedAt: Number.POSITIVE_INFINITY })
          } else if (one.kind === 'take') {
            taken += metrics.take()[0]?.count ?? 0
            sliced(clock.monotonic())
          } else {
            const from = clock.monotonic()
            const first = Math.floor(from / SLICE_MS) * SLICE_MS + SLICE_MS
            await clock.advance(one.ms)
            if (first <= clock.monotonic()) sliced(first)
          }
          const now = clock.monotonic()
          for (const minutes of [1, 5] as const) {
            const young = samples.filter(({ slicedAt }) => slicedAt > now - minutes * MINUTE_MS)
            expect(metrics.rolling(minutes)).toEqual(countedAtOnce(young.map(({ value }) => value)))
          }
          // Of an hour the older slices are joined by the minute.
          const [hour] = metrics.rolling(60)
          const least = samples.filter(({ at }) => at > now - HOUR_MS).length
          const most = samples.filter(({ slicedAt }) => slicedAt > now - HOUR_MS - MINUTE_MS).length
          expect(hour?.count ?? 0).toBeGreaterThanOrEqual(least)
          expect(hour?.count ?? 0).toBeLessThanOrEqual(most)
        }
        // The archive and the summary lose nothing by it.
        taken += metrics.take()[0]?.count ?? 0
        expect(taken).toBe(samples.length)
        expect(metrics.summaries()[0]?.count ?? 0).toBe(samples.length)
        await slices.stop()
        expect(clock.pending).toBe(0)
      }),
      { numRuns: 150 },
    )
  }, 60_000)

  it('take no more room, however long it goes on', async () => {
    const { clock, metrics, slices } = measuring()
    await slices.run()
    for (let minute = 0; minute < 180; minute += 1) {
      for (let second = 0; second < 60; second += 10) {
        metrics.record('x', 'ms', second)
        await clock.advance(10_000)
      }
      metrics.take()
    }
    const [one, five, sixty] = ROLLING_MINUTES.map((minutes) => metrics.rolling(minutes)[0]?.count)
    expect([one, five]).toEqual([6, 30])
    expect(sixty).toBeGreaterThanOrEqual(360)
    expect(sixty).toBeLessThanOrEqual(366)
    await slices.stop()
  })

  it('are empty for a metric that has been silent, and for one that has never spoken', async () => {
    const { clock, metrics, slices } = measuring()
    await slices.run()
    expect(metrics.rolling(60)).toEqual([])
    metrics.record('x', 'ms', 7)
    await clock.advance(2 * MINUTE_MS)
    expect(metrics.rolling(1)).toEqual([])
    expect(metrics.rolling(5)).toMatchObject([{ name: 'x', count: 1, p50: 7, max: 7 }])
    await clock.advance(2 * HOUR_MS)
    expect(metrics.rolling(60)).toEqual([])
    expect(metrics.summaries()).toMatchObject([{ count: 1 }])
    await slices.stop()
  })
})
