import type { ListPart } from './list-source.ts'

/** Rows of the end of a page that are read once more with the next one: what left the list meanwhile has moved the others up. */
const OVERLAP = 100

interface Page<T> {
  readonly rows: readonly T[]
  readonly total: number
}

/**
 * A list of the main process, page by page, while it changes: none of what stays in it is left out, and none comes twice.
 * @param read asks for the rows from an offset on; none: that is the end.
 */
export async function* readPages<T>(
  read: (offset: number) => Promise<Page<T>>,
  keyOf: (row: T) => string,
): AsyncGenerator<ListPart<T>> {
  const seen = new Set<string>()
  let offset = 0
  let before = 0
  for (;;) {
    const { rows, total } = await read(offset)
    const left = before - total
    before = total
    if (left > OVERLAP && offset > 0) {
      offset = Math.max(0, offset - left)
      continue
    }
    const fresh = rows.filter((row) => !seen.has(keyOf(row)))
    for (const row of fresh) seen.add(keyOf(row))
    yield { rows: fresh, total }
    const end = offset + rows.length
    if (rows.length === 0 || end >= total) return
    offset = Math.max(offset + 1, end - OVERLAP)
  }
}
