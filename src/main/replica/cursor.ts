import type { Mutation } from '../database/store.ts'

/** How far the copy has followed the feed of the server. */
export interface Cursor {
  readonly epoch: string
  readonly sequence: number
}

/** The stored cursor; null when there is none or it does not parse, which costs one snapshot and nothing else. */
export function readCursor(meta: Readonly<Record<string, string>>): Cursor | null {
  const epoch = meta['feed_epoch']
  const sequence = Number(meta['feed_sequence'])
  if (epoch === undefined || epoch === '' || !Number.isSafeInteger(sequence) || sequence < 0) return null
  return { epoch, sequence }
}

export function writeCursor(cursor: Cursor, syncedAt: number | null): Mutation[] {
  return [
    { type: 'meta.put', name: 'feed_epoch', value: cursor.epoch },
    { type: 'meta.put', name: 'feed_sequence', value: String(cursor.sequence) },
    { type: 'meta.put', name: 'synced_at', value: String(syncedAt ?? 0) },
  ]
}
