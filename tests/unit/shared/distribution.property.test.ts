import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MetricSeries } from '../../../src/main/telemetry/metric-series.ts'
import { meanOf, mergeDistributions, percentileOf } from '../../../src/shared/domain/distribution.ts'

const SAMPLES = fc.array(fc.double({ min: 0, max: 100_000, noNaN: true }), { minLength: 1, maxLength: 200 })

function distributionOf(samples: readonly number[]) {
  const series = new MetricSeries('x', 'ms')
  for (const sample of samples) series.record(sample)
  const taken = series.take()
  if (taken === null) throw new Error('nothing was recorded')
  return taken
}

describe('distributions', () => {
  it('of parts taken together are the distribution of all, however they were parted', () => {
    fc.assert(
      fc.property(fc.array(SAMPLES, { minLength: 1, maxLength: 6 }), (parts) => {
        const merged = mergeDistributions(parts.map(distributionOf))
        const whole = distributionOf(parts.flat())
        expect(merged?.buckets).toEqual(whole.buckets)
        expect([merged?.count, merged?.min, merged?.max]).toEqual([whole.count, whole.min, whole.max])
        expect(merged?.sum).toBeCloseTo(whole.sum, 3)
      }),
    )
  })

  it('tell percentiles within one percent, or a thousandth of a millisecond', () => {
    fc.assert(
      fc.property(SAMPLES, fc.integer({ min: 0, max: 100 }), (samples, percent) => {
        const sorted = samples.toSorted((a, b) => a - b)
        const exact = sorted[Math.max(1, Math.ceil((samples.length * percent) / 100)) - 1] ?? Number.NaN
        const told = percentileOf(distributionOf(samples), percent)
        expect(Math.abs(told - exact)).toBeLessThanOrEqual(Math.max(0.002, exact * 0.01))
      }),
    )
  })

  it('of nothing are none', () => {
    expect(mergeDistributions([])).toBeNull()
    expect(new MetricSeries('x', 'ms').take()).toBeNull()
    expect(meanOf(distributionOf([2, 4]))).toBe(3)
  })
})

describe('a series', () => {
  it('tells of all its samples, whenever some were taken for the archive', () => {
    fc.assert(
      fc.property(fc.array(SAMPLES, { minLength: 1, maxLength: 5 }), (parts) => {
        const parted = new MetricSeries('x', 'ms')
        const whole = new MetricSeries('x', 'ms')
        for (const part of parts) {
          for (const sample of part) {
            parted.record(sample)
            whole.record(sample)
          }
          parted.take()
          expect(parted.summary()).toEqual(whole.summary())
        }
        expect(parted.take()).toBeNull()
      }),
    )
  })
})
