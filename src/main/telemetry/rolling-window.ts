import { type Distribution, mergeDistributions } from '#shared/domain/distribution.ts'
import { LONGEST_ROLLING_MS } from '#shared/domain/rolling.ts'

/** Slices that are older than this are joined by the minute: nobody asks for a time that begins between them. */
const FINE_MS = 300_000
const COARSE_MS = 60_000
/** A bucket takes two places: its value and its count. */
const PLACES = 2

/** What was recorded up to a moment, since the slice before it. */
interface Slice {
  readonly endedAt: number
  readonly count: number
  readonly sum: number
  readonly min: number
  readonly max: number
  /** Value, count, value, count …: a third of the memory that pairs take. */
  readonly buckets: Float64Array
}

/** The samples of the last hour of one metric, in slices. Merging them is exact: all come from the same histogram. */
export class RollingWindow {
  #slices: readonly Slice[] = []

  /** @param endedAt of the slice, in milliseconds of a clock that only goes forwards */
  add(endedAt: number, distribution: Distribution): void {
    const young = this.#slices.filter((slice) => slice.endedAt > endedAt - LONGEST_ROLLING_MS)
    const old = young.filter((slice) => slice.endedAt <= endedAt - FINE_MS)
    this.#slices = [...byMinute(old), ...young.slice(old.length), sliceOf(endedAt, distribution)]
  }

  /** All samples of the slices that ended after that moment; null: none. */
  since(moment: number): Distribution | null {
    return mergeDistributions(this.#slices.filter(({ endedAt }) => endedAt > moment).map(distributionOf))
  }
}

/** Those that ended in the same minute become one. */
function byMinute(slices: readonly Slice[]): readonly Slice[] {
  const minutes = Map.groupBy(slices, ({ endedAt }) => Math.floor(endedAt / COARSE_MS))
  if (minutes.size === slices.length) return slices
  return [...minutes.values()].flatMap((same) => {
    const all = same.length === 1 ? null : mergeDistributions(same.map(distributionOf))
    const last = same.at(-1)
    return all === null || last === undefined ? same : [sliceOf(last.endedAt, all)]
  })
}

function sliceOf(endedAt: number, { count, sum, min, max, buckets }: Distribution): Slice {
  return { endedAt, count, sum, min, max, buckets: Float64Array.from(buckets.flat()) }
}

function distributionOf({ count, sum, min, max, buckets }: Slice): Distribution {
  const pairs = Array.from(
    { length: buckets.length / PLACES },
    (_none, place) => [buckets[PLACES * place] ?? 0, buckets[PLACES * place + 1] ?? 0] as const,
  )
  return { count, sum, min, max, buckets: pairs }
}
