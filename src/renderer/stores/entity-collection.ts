import type { EntityView } from '#shared/domain/view.ts'

/** Rows of one collection after the other. `isSeen`: somebody holds the list itself, which must not change any more. */
interface Store {
  readonly rows: EntityView[]
  isSeen: boolean
}

/**
 * All entities of one type as a list with an index. A row keeps its identity until its entity changes, so a view that
 * compares rows draws only what changed. A list of 50,000 is copied for a change only if somebody has asked for it since
 * the last one: who follows the changes does not.
 */
export class EntityCollection {
  /** Position of each id in `rows`. */
  readonly positions: ReadonlyMap<string, number>
  readonly #store: Store

  constructor(store: Store, positions: ReadonlyMap<string, number>) {
    this.#store = store
    this.positions = positions
  }

  get size(): number {
    return this.#store.rows.length
  }

  /** Never changes. A collection that is not the newest may answer those of a newer one. */
  get rows(): readonly EntityView[] {
    this.#store.isSeen = true
    return this.#store.rows
  }

  at(position: number): EntityView | undefined {
    return this.#store.rows[position]
  }

  /** Rows that the next collection may change. */
  next(): Store {
    return this.#store.isSeen ? { rows: this.#store.rows.slice(), isSeen: false } : this.#store
  }
}

export const EMPTY_COLLECTION = collectionOf([])

/** The list is the collection's from here on, and is not changed. */
export function collectionOf(rows: readonly EntityView[]): EntityCollection {
  const positions = new Map(rows.map((row, position) => [row.id, position]))
  return new EntityCollection({ rows: rows as EntityView[], isSeen: true }, positions)
}

export function entityById(collection: EntityCollection, id: string): EntityView | undefined {
  const position = collection.positions.get(id)
  return position === undefined ? undefined : collection.at(position)
}

/** The collection with changed entities replaced or appended and removed ones left out. */
export function applyChanges(
  collection: EntityCollection,
  changed: readonly EntityView[],
  removed: ReadonlySet<string>,
): EntityCollection {
  if (changed.length === 0 && removed.size === 0) return collection
  const store = collection.next()
  const { rows } = store
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
  if (!hasRemovals) return new EntityCollection(store, positions)
  return collectionOf(rows.filter((row) => !removed.has(row.id)))
}
