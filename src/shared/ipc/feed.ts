import type { RemovedEntity, ReplicaDelta } from '../domain/view.ts'

/** The message with which a page is handed the port of its change feed. */
export const FEED_CHANNEL = 'outpost:feed'

/** What comes with the port on its last step, from the page's own window. */
export interface FeedHandover {
  readonly channel: typeof FEED_CHANNEL
  /** The site whose changes the port tells. */
  readonly site: string
}

/**
 * What travels on the port of a window's change feed. Lists travel as JSON text, which crosses to a window at a tenth of what
 * objects cost; and the text as bytes, which the page takes out of the message: a text would stay in memory until the page's
 * next great collection, and be copied on the way there.
 */
export interface FeedMessage {
  /** A page that holds `from`, or any later revision, applies it; one that does not asks for a new snapshot. */
  readonly from: number
  readonly to: number
  /** A list of `EntityView`; null: none. */
  readonly changed: ListBytes | null
  /** A list of `EntityReport`; null: none. */
  readonly reports: ListBytes | null
  readonly removed: readonly RemovedEntity[]
}

/** A list as JSON in UTF-8, and nothing else in its buffer. */
export type ListBytes = Uint8Array<ArrayBuffer>

/** What a page answers to every message: that it has taken it in. Main sends no more than a few ahead. */
export const FEED_TAKEN = 'taken'

/** @param encode to UTF-8, in a buffer of its own: a part of a larger one would travel with the whole. */
export function messageOf(
  { from, to, changed, reports, removed }: ReplicaDelta,
  encode: (text: string) => ListBytes,
): FeedMessage {
  const bytesOf = (list: readonly unknown[]): ListBytes | null =>
    list.length === 0 ? null : encode(JSON.stringify(list))
  return { from, to, changed: bytesOf(changed), reports: bytesOf(reports), removed }
}
