/** Values below are counted one by one; above, each doubling is divided into half as many buckets: less than 1 % apart. */
const EXACT = 256
const PER_DOUBLING = EXACT / 2
const EXACT_BITS = 8
/** Whole numbers that one machine word holds. */
const WORD = 2 ** 32
const HALF_WORD_BITS = 16
const HIGHEST_EXPONENT = 39
/** What is more is counted as this: about 10¹². */
export const HIGHEST_VALUE = 2 ** (HIGHEST_EXPONENT + 1) - 1
const MOST_BUCKETS = EXACT + (HIGHEST_EXPONENT - EXACT_BITS + 1) * PER_DOUBLING
const FIRST_BUCKETS = 2 * EXACT

/**
 * How often which whole number was seen, in at most 18 KB, right to 1 %: the buckets of an HDR histogram with two
 * significant digits (Gil Tene, HdrHistogram), without what it does besides.
 */
export class ValueCounts {
  #counts = new Uint32Array(FIRST_BUCKETS)
  #total = 0

  get total(): number {
    return this.#total
  }

  /** @param value a whole number, not negative */
  record(value: number): void {
    const bucket = bucketOf(value)
    const counts = bucket < this.#counts.length ? this.#counts : this.#grow(bucket)
    counts[bucket] = (counts[bucket] ?? 0) + 1
    this.#total += 1
  }

  addAll(other: ValueCounts): void {
    const { length } = other.#counts
    if (length > this.#counts.length) this.#grow(length - 1)
    for (let bucket = 0; bucket < length; bucket++) {
      this.#counts[bucket] = (this.#counts[bucket] ?? 0) + (other.#counts[bucket] ?? 0)
    }
    this.#total += other.#total
  }

  clear(): void {
    this.#counts.fill(0)
    this.#total = 0
  }

  /** The largest value of each bucket that has any, and how many it has. */
  *buckets(): Generator<readonly [value: number, count: number]> {
    for (const [bucket, count] of this.#counts.entries()) if (count > 0) yield [largestOf(bucket), count]
  }

  /**
   * The smallest value that so many per cent of all samples of both do not exceed (nearest rank).
   *
   * @param percents rising
   */
  static percentiles(one: ValueCounts, other: ValueCounts, percents: readonly number[]): readonly number[] {
    const total = one.#total + other.#total
    const length = Math.max(one.#counts.length, other.#counts.length)
    const found: number[] = []
    let bucket = -1
    let seen = 0
    for (const percent of percents) {
      const rank = Math.max(1, Math.ceil((total * percent) / 100))
      while (seen < rank && bucket < length - 1) {
        bucket += 1
        seen += (one.#counts[bucket] ?? 0) + (other.#counts[bucket] ?? 0)
      }
      found.push(largestOf(bucket))
    }
    return found
  }

  #grow(bucket: number): Uint32Array {
    const counts = new Uint32Array(Math.min(MOST_BUCKETS, Math.max(bucket + 1, 2 * this.#counts.length)))
    counts.set(this.#counts)
    this.#counts = counts
    return counts
  }
}

function bucketOf(value: number): number {
  if (value < EXACT) return value
  if (value < WORD) {
    const exponent = 31 - Math.clz32(value)
    return (exponent - EXACT_BITS) * PER_DOUBLING + (value >>> (exponent - EXACT_BITS + 1)) + PER_DOUBLING
  }
  const upper = Math.floor(Math.min(value, HIGHEST_VALUE) / 2 ** HALF_WORD_BITS)
  const exponent = 31 - Math.clz32(upper)
  return (
    (exponent + HALF_WORD_BITS - EXACT_BITS) * PER_DOUBLING + (upper >>> (exponent - EXACT_BITS + 1)) + PER_DOUBLING
  )
}

function largestOf(bucket: number): number {
  if (bucket < EXACT) return Math.max(0, bucket)
  const doubling = Math.floor((bucket - EXACT) / PER_DOUBLING)
  const place = ((bucket - EXACT) % PER_DOUBLING) + PER_DOUBLING
  return (place + 1) * 2 ** (doubling + 1) - 1
}
