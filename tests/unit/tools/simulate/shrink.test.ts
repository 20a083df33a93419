import { describe, expect, it } from 'vitest'
import { shrink } from '../../../../tools/simulate/run/shrink.ts'

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)

describe('shrinking', () => {
  it('finds the only items that matter, in their order', async () => {
    const needs = async (some: readonly number[]) => [3, 41, 77].every((one) => some.includes(one))
    expect(await shrink(numbers(100), needs)).toEqual([3, 41, 77])
  })

  it('finds that nothing was needed', async () => {
    expect(await shrink(numbers(50), async () => true)).toEqual([])
  })

  it('keeps everything that is needed', async () => {
    const all = numbers(9)
    expect(await shrink(all, async (some) => some.length === all.length)).toEqual(all)
  })

  it('leaves out what is not needed any more when others are gone', async () => {
    // The first is needed for as long as the last is there.
    const needs = async (some: readonly number[]) => some.includes(1) && (some.includes(0) || !some.includes(2))
    expect(await shrink(numbers(3), needs)).toEqual([1])
  })

  it('tries few of the many ways, and no more than it may', async () => {
    let tries = 0
    const needs = async (some: readonly number[]) => {
      tries++
      return some.includes(500)
    }
    expect(await shrink(numbers(1_000), needs)).toEqual([500])
    expect(tries).toBeLessThan(100)
    tries = 0
    expect((await shrink(numbers(1_000), needs, 3)).length).toBeLessThan(1_000)
    expect(tries).toBe(3)
  })
})
