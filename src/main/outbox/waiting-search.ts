import type { OperationIndexRow, OperationQuery } from '../database/store.ts'
import type { Lanes } from './lanes.ts'

/** Rows looked at in one turn of the event loop: with a full queue, one look at all of them would hold up everything else. */
const ROWS_AT_ONCE = 4_000

/**
 * Keys of the waiting operations that hold every word of `text` in the name or id of their thing, what they change of it or their
 * own key; in the order in which they were made. Looks in steps; `pause` lets others go first between them.
 */
export async function keysFound(
  { text = '', states, entityType, entityId }: Omit<OperationQuery, 'scope' | 'offset' | 'limit'>,
  lanes: Lanes,
  wordsOfRow: (row: OperationIndexRow) => string,
  pause: () => Promise<void>,
): Promise<readonly string[]> {
  const words = wordsOf(text)
  const found: OperationIndexRow[] = []
  let looked = 0
  // What changes meanwhile is told as a change, and looked for again.
  for (const key of [...lanes.rows({ ...(states === undefined ? {} : { states }) })].map((row) => row.key)) {
    looked += 1
    if (looked % ROWS_AT_ONCE === 0) await pause()
    const row = lanes.get(key)
    if (row === undefined || (entityType !== undefined && row.entityType !== entityType)) continue
    if (entityId !== undefined && row.entityId !== entityId) continue
    const searched = [wordsOfRow(row), row.entityId, row.key, row.kind, ...row.fields].join('\n').toLowerCase()
    if (words.every((word) => searched.includes(word))) found.push(row)
  }
  return found.sort((a, b) => a.clientSequence - b.clientSequence).map((row) => row.key)
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
}
