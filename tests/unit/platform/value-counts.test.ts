import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newPercentiles } from '../../../src/main/platform/histogram.ts'
import { HIGHEST_VALUE, ValueCounts } from '../../../src/main/platform/value-counts.ts'

const value = fc.oneof(fc.nat({ max: 600 }), fc.nat(), fc.integer({ min: 0, max: 10 ** 12 }))
const NONE = new ValueCounts()

function counted(values: readonly number[]): ValueCounts {
  const counts = new ValueCounts()
  for (const one of values) counts.record(one)
  return counts
}

describe('counted values', () => {
  it('have the buckets of an HDR histogram, so that what was kept before can be merged with them', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 200 }), (values) => {
        const known = newPercentiles()
        for (const one of values) known.recordValue(one)
        const buckets: [number, number][] = []
        const iterator = known.recordedValuesIterator
        iterator.reset()
        while (iterator.hasNext()) {
          const { valueIteratedTo, countAtValueIteratedTo } = iterator.next()
          buckets.push([valueIteratedTo, countAtValueIteratedTo])
        }
        expect([...counted(values).buckets()]).toEqual(buckets)
      }),
    )
  })

  it('tell percentiles of two of them together, right to one per cent', () => {
    const percents = [0, 50, 95, 99, 100]
    const lists = fc.tuple(fc.array(value, { minLength: 1, maxLength: 200 }), fc.array(value, { maxLength: 200 }))
    fc.assert(
      fc.property(lists, ([one, other]) => {
        const sorted = [...one, ...other].sort((a, b) => a - b)
        const exact = percents.map(
          (percent) => sorted[Math.max(1, Math.ceil((sorted.length * percent) / 100)) - 1] ?? 0,
        )
        const found = ValueCounts.percentiles(counted(one), counted(other), percents)
        for (const [place, right] of exact.entries()) {
          expect(found[place]).toBeGreaterThanOrEqual(right)
          expect((found[place] ?? 0) - right).toBeLessThanOrEqual(right / 100)
        }
      }),
    )
  })

  it('are the sum of what was added, and empty when they are cleared', () => {
    fc.assert(
      fc.property(fc.array(value), fc.array(value), (one, other) => {
        const sum = counted(one)
        sum.addAll(counted(other))
        expect([...sum.buckets()]).toEqual([...counted([...one, ...other]).buckets()])
        expect(sum.total).toBe(one.length + other.length)
        sum.clear()
        expect([...sum.buckets(), sum.total]).toEqual([0])
      }),
    )
  })

  it('count what is too large as the largest', () => {
    const found = ValueCounts.percentiles(counted([1e15]), NONE, [50])
    expect(found).toEqual([HIGHEST_VALUE])
  })
})
