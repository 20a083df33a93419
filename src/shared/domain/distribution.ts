/**
 * How often which value was seen, in buckets: `[value, count]`, values rising, counts above zero. A bucket's value is the
 * largest that falls into it. Two distributions that were made by the same histogram have the same buckets, so merging
 * them is exact: the percentiles of a day are those of its minutes taken together.
 */
export type Buckets = readonly (readonly [value: number, count: number])[]

/** Samples of one metric within one span of time, in the metric's unit. `count` is above zero. */
export interface Distribution {
  readonly count: number
  readonly sum: number
  readonly min: number
  readonly max: number
  readonly buckets: Buckets
}

/** All samples of all of them; null: there are none. */
export function mergeDistributions(distributions: Iterable<Distribution>): Distribution | null {
  const counts = new Map<number, number>()
  let count = 0
  let sum = 0
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  for (const part of distributions) {
    count += part.count
    sum += part.sum
    min = Math.min(min, part.min)
    max = Math.max(max, part.max)
    for (const [value, times] of part.buckets) counts.set(value, (counts.get(value) ?? 0) + times)
  }
  if (count === 0) return null
  return { count, sum, min, max, buckets: [...counts].sort(([a], [b]) => a - b) }
}

/**
 * The smallest value that at least `percent` of the samples do not exceed (nearest rank), as exact as the buckets are, and
 * never outside what was seen.
 *
 * @param percent 0 to 100
 */
export function percentileOf({ buckets, count, min, max }: Distribution, percent: number): number {
  const rank = Math.max(1, Math.ceil((count * percent) / 100))
  let seen = 0
  for (const [value, times] of buckets) {
    seen += times
    if (seen >= rank) return Math.max(min, Math.min(max, value))
  }
  return max
}

export function meanOf({ sum, count }: Distribution): number {
  return sum / count
}
