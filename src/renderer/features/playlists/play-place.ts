import type { PlaylistItem } from './playlist-draft.ts'

/** Where a play-through stands. */
export interface PlayPlace {
  readonly index: number
  /** Since the item began, in seconds. */
  readonly within: number
}

/** Where a list stands after so many seconds; it begins again after its end. Null: it has nothing to play. */
export function placeAt(items: readonly PlaylistItem[], elapsed: number): PlayPlace | null {
  const total = items.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0)
  if (total === 0) return null
  let left = elapsed % total
  for (const [index, { durationSeconds }] of items.entries()) {
    if (left < durationSeconds) return { index, within: left }
    left -= durationSeconds
  }
  return { index: 0, within: 0 }
}

/** After how many seconds an item begins. */
export function beginOf(items: readonly PlaylistItem[], index: number): number {
  return items.slice(0, index).reduce((sum, { durationSeconds }) => sum + durationSeconds, 0)
}
