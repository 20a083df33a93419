import type { Fields } from '#shared/domain/entities.ts'
import type { EntityType } from '#shared/domain/ids.ts'
import type { ReportCells } from '#shared/domain/report-cells.ts'
import type { EntityView, ReplicaDelta } from '#shared/domain/view.ts'
import type { RequestError } from '../ipc/client.ts'
import { applyChanges, collectionOf, EMPTY_COLLECTION, type EntityCollection, entityById } from './entity-collection.ts'

export interface EntitySlice {
  /** `reading`: it is read for the first time, and some of it is there. */
  readonly status: 'idle' | 'loading' | 'reading' | 'ready' | 'failed'
  readonly collection: EntityCollection
  /** The replica's revision that `collection` shows. */
  readonly revision: number
  /** When the server last confirmed the copy at the time of the snapshot. */
  readonly syncedAt: number | null
  /** Why it could not be read anew, until it can: what is shown does not follow changes meanwhile. */
  readonly error: RequestError | null
  /** Since when it does not follow changes although there are rows; null: it does. Milliseconds since the epoch. */
  readonly leftBehindAt: number | null
}

/** What became of the entities of one type at once. */
export interface EntityChange {
  /** The state after it. */
  readonly collection: EntityCollection
  /** Those that are new or other than before; null: the type was read anew and anything may be other. */
  readonly changed: readonly EntityView[] | null
  /** Ids of those that are gone; empty when the type was read anew. */
  readonly removed: readonly string[]
}

export type ChangeListener = (change: EntityChange) => void

export const IDLE_SLICE: EntitySlice = {
  status: 'idle',
  collection: EMPTY_COLLECTION,
  revision: -1,
  syncedAt: null,
  error: null,
  leftBehindAt: null,
}

interface Advanced {
  readonly slice: EntitySlice
  /** Null: nothing of this type changed. */
  readonly change: EntityChange | null
}

/**
 * The slice after the deltas, or null when one is missing between them.
 *
 * @param cells where reports of devices are kept. What was reported before is gone with it, also for who still holds an older
 * row.
 */
export function advance(
  type: EntityType,
  slice: EntitySlice,
  deltas: readonly ReplicaDelta[],
  cells: ReportCells,
): Advanced | null {
  let { revision } = slice
  const changed = new Map<string, EntityView>()
  const removed = new Set<string>()
  for (const delta of deltas) {
    if (delta.to <= revision) continue
    if (delta.from > revision) return null
    revision = delta.to
    for (const view of delta.changed) {
      if (view.entityType !== type) continue
      changed.set(view.id, view)
      removed.delete(view.id)
    }
    for (const { entityType, id, reported } of delta.reports) {
      if (entityType !== type) continue
      // What is not held was removed by a later change, or is on its way as a whole.
      const known = changed.get(id) ?? (removed.has(id) ? undefined : entityById(slice.collection, id))
      if (known === undefined) continue
      const kept = cells.renewed(known.reported, reported) as Fields | null
      changed.set(known.id, { ...known, reported: kept ?? reported })
    }
    for (const ref of delta.removed) {
      if (ref.entityType !== type) continue
      changed.delete(ref.id)
      removed.add(ref.id)
    }
  }
  if (revision === slice.revision) return { slice, change: null }
  const views = [...changed.values()]
  const collection = applyChanges(slice.collection, views, removed)
  const change = collection === slice.collection ? null : { collection, changed: views, removed: [...removed] }
  return { slice: { ...slice, revision, collection }, change }
}

/** A new snapshot, with the rows that did not change kept as the objects they were. */
export function keepIdentity(previous: EntityCollection, entities: readonly EntityView[]): EntityCollection {
  if (previous.size === 0) return collectionOf(entities)
  const known = new Map(previous.rows.map((row) => [row.id, row]))
  return collectionOf(
    entities.map((view) => {
      const before = known.get(view.id)
      const isSame = before === view || (before !== undefined && JSON.stringify(before) === JSON.stringify(view))
      return isSame ? before : view
    }),
  )
}
