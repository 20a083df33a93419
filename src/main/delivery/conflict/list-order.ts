/** The ids of an ordered list's items, three times. */
export interface Orders {
  readonly base: readonly string[]
  readonly mine: readonly string[]
  readonly theirs: readonly string[]
}

/**
 * The order of a merged list: theirs, with my moves and additions done on top of it. What I moved or added goes behind
 * the nearest item before it in my list that they left where it was, and behind what they added at that place.
 *
 * So moves of different items all count; of an item that both moved, mine counts. One place per item, chosen by one of
 * the writers, is what keeps an item from standing in two places: Kleppmann, "Moving Elements in List CRDTs" (PaPoC
 * 2020). The writer that counts there is the last one; mine is, because it reaches the server after theirs. To place
 * by the neighbour before is how lists for many writers insert: Roh et al., "Replicated abstract data types" (2011).
 *
 * @param kept whether an item is in the merged list. Nothing else is in the result, and nothing twice.
 */
export function mergedOrder({ base, mine, theirs }: Orders, kept: (id: string) => boolean): string[] {
  const inBase = new Set(base)
  const inMine = new Set(mine)
  const inTheirs = new Set(theirs)
  const movedByMe = movedItems(base, mine)
  const movedByThem = movedItems(base, theirs)
  const isPlacedByMe = (id: string): boolean => movedByMe.has(id) || !inTheirs.has(id)
  const isAddedByThem = (id: string | undefined): boolean => id !== undefined && !inBase.has(id) && !inMine.has(id)

  const order = theirs.filter((id) => kept(id) && !movedByMe.has(id))
  let anchor: string | null = null
  for (const id of mine) {
    if (!kept(id)) continue
    if (isPlacedByMe(id)) {
      let place: number = anchor === null ? 0 : order.indexOf(anchor) + 1
      while (isAddedByThem(order[place])) place += 1
      order.splice(place, 0, id)
      anchor = id
    } else if (!movedByThem.has(id)) {
      anchor = id
    }
  }
  return order
}

/**
 * The fewest items whose moving explains the order after: all that are not in a longest common subsequence. Items in
 * only one of the lists were added or removed, not moved.
 */
export function movedItems(before: readonly string[], after: readonly string[]): ReadonlySet<string> {
  const places = new Map(before.map((id, place) => [id, place]))
  const common = after.filter((id) => places.has(id))
  const unmoved = longestIncreasing(common.map((id) => places.get(id) ?? 0))
  return new Set(common.filter((_id, index) => !unmoved.has(index)))
}

/**
 * Indexes of a longest increasing subsequence of different numbers; of several, always the same one. By patience
 * sorting: Fredman, "On computing the length of longest increasing subsequences" (1975).
 */
function longestIncreasing(numbers: readonly number[]): ReadonlySet<number> {
  /** At n: the index of the smallest number that a subsequence of n + 1 numbers can end with. */
  const ends: number[] = []
  const previous: (number | undefined)[] = []
  for (const [index, number] of numbers.entries()) {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((numbers[ends[middle] ?? 0] ?? 0) < number) low = middle + 1
      else high = middle
    }
    previous[index] = ends[low - 1]
    ends[low] = index
  }
  const found = new Set<number>()
  for (let index = ends.at(-1); index !== undefined; index = previous[index]) found.add(index)
  return found
}
