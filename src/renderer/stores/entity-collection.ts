import type { EntityView } from '#shared/domain/view.ts'

/**
 * All entities of one type as an immutable list with an index. A row keeps its identity until its entity changes, so a
 * view that compares rows draws only what changed.
 */
export interface EntityCollection {
  readonly rows: readonly EntityView[]
  /** Position of each id in `rows`. */
  readonly positions: ReadonlyMap<string, number>
}

export const EMPTY_COLLECTION: EntityCollection = { rows: [], positions: new Map() }

export function collectionOf(rows: readonly EntityView[]): EntityCollection {
  return { rows, positions: new Map(rows.map((row, position) => [row.id, position])) }
}

export function entityById(collection: EntityCollection, id: string): EntityView | undefined {
  const position = collection.positions.get(id)
  return position === undefined ? undefined : collection.rows[position]
}

/** The collection with changed entities replaced or appended and removed ones left out. */
export function applyChanges(
  collection: EntityCollection,
  changed: readonly EntityView[],
  removed: ReadonlySet<string>,
): EntityCollection {
  if (changed.length === 0 && removed.size === 0) return collection
  const rows = collection.rows.slice()
  let positions = collection.positions
  for (const view of changed) {
    const position = positions.get(view.id)
    if (position !== undefined) {
      rows[position] = view
    } else {
      if (positions === collection.positions) positions = new Map(positions)
      ;(positions as Map<string, number>).set(view.id, rows.length)
      rows.push(view)
    }
  }
  const hasRemovals = [...removed].some((id) => positions.has(id))
  if (!hasRemovals) return { rows, positions }
  return collectionOf(rows.filter((row) => !removed.has(row.id)))
}
