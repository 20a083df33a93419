import { useState } from 'react'

export interface StableOrder {
  readonly ids: readonly string[]
  /** Rows that would appear, leave or move if the order were renewed. */
  readonly waiting: number
  readonly refresh: () => void
}

/**
 * Keeps rows where they are while somebody is reading them: as long as `isHeld` the former order stays, and rows that
 * are gone leave. A new `queryKey` is the reader's own wish and renews the order at once.
 */
export function useStableOrder(
  ids: readonly string[],
  isHeld: boolean,
  queryKey: unknown,
  exists: (id: string) => boolean,
): StableOrder {
  const [kept, setKept] = useState({ ids, queryKey })
  // Where all that was read is gone, there is nothing to be kept in its place.
  const isRenewed = !isHeld || kept.queryKey !== queryKey || !kept.ids.some(exists)
  if (isRenewed && (kept.ids !== ids || kept.queryKey !== queryKey)) setKept({ ids, queryKey })
  const shown = isRenewed ? ids : kept.ids
  const present = shown === ids || shown.every(exists) ? shown : shown.filter(exists)
  return {
    ids: present,
    waiting: present === ids ? 0 : countDifferences(present, ids),
    refresh: () => setKept({ ids, queryKey }),
  }
}

/** How many rows differ between two orders: those only in one of them, and those that moved among the others. */
export function countDifferences(shown: readonly string[], fresh: readonly string[]): number {
  const positions = new Map(fresh.map((id, position) => [id, position]))
  const common: number[] = []
  for (const id of shown) {
    const position = positions.get(id)
    if (position !== undefined) common.push(position)
  }
  const moved = common.length - longestRise(common)
  return shown.length - common.length + (fresh.length - common.length) + moved
}

/** Length of the longest increasing subsequence (patience sorting). */
function longestRise(values: readonly number[]): number {
  const tails: number[] = []
  for (const value of values) {
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((tails[middle] ?? 0) < value) low = middle + 1
      else high = middle
    }
    tails[low] = value
  }
  return tails.length
}
