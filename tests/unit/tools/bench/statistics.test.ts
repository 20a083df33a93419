import { describe, expect, it } from 'vitest'
import { interleaved } from '../../../../tools/bench/rounds.ts'
import { median, percentile, spreadOf } from '../../../../tools/bench/statistics.ts'

describe('the statistics of the benchmark', () => {
  it('takes the middle value, or the mean of the two in the middle', () => {
    expect(median([9, 1, 5])).toBe(5)
    expect(median([4, 1, 3, 2])).toBe(2.5)
  })

  it('puts percentiles between neighbours', () => {
    const values = Array.from({ length: 101 }, (_, index) => 100 - index)
    expect(percentile(values, 0.99)).toBe(99)
    expect(percentile([10, 20], 0.25)).toBe(12.5)
  })

  it('leaves the values as they came', () => {
    const values = [3, 1, 2]
    expect(spreadOf(values)).toEqual({ median: 2, min: 1, max: 3 })
    expect(values).toEqual([3, 1, 2])
  })

  it('refuses to say anything about no values', () => {
    expect(() => percentile([], 0.5)).toThrow(RangeError)
  })
})

describe('interleaved rounds', () => {
  it('let each side come first in turn and keep the pairs together', async () => {
    const order: string[] = []
    const side = (name: string) => () => {
      order.push(name)
      return `${name}${order.length}`
    }
    const pairs = await interleaved(3, side('a'), side('b'))
    expect(order).toEqual(['a', 'b', 'b', 'a', 'a', 'b'])
    expect(pairs).toEqual([
      { first: 'a1', second: 'b2' },
      { first: 'a4', second: 'b3' },
      { first: 'a5', second: 'b6' },
    ])
  })
})
