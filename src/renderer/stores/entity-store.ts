import { createStore, type StoreApi } from 'zustand/vanilla'
import type { EntityType } from '#shared/domain/ids.ts'
import type { EntityView, ReplicaDelta } from '#shared/domain/view.ts'
import { beforePaint } from '../app/time.ts'
import { type Client, type RequestError, toRequestError } from '../ipc/client.ts'
import { applyChanges, collectionOf, EMPTY_COLLECTION, type EntityCollection } from './entity-collection.ts'
import { readSnapshot } from './read-snapshot.ts'

/** Most deltas kept while a snapshot is on its way; with more, a second snapshot is asked for instead. */
const MAX_HELD_DELTAS = 2_000

export interface EntitySlice {
  readonly status: 'idle' | 'loading' | 'ready' | 'failed'
  readonly collection: EntityCollection
  /** The replica's revision that `collection` shows. */
  readonly revision: number
  /** When the server last confirmed the copy at the time of the snapshot. */
  readonly syncedAt: number | null
  readonly error: RequestError | null
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

export interface EntityStoreState {
  readonly slices: Readonly<Partial<Record<EntityType, EntitySlice>>>
  /** Makes sure the type is loaded or on its way. */
  readonly load: (entityType: EntityType) => void
  /** Asks for a new snapshot, keeping what is shown until it arrives. */
  readonly refetch: (entityType: EntityType) => Promise<void>
  /**
   * Calls `listener` after each change of the type with just what changed, for lists too long to be looked through.
   * Returns the function that ends it.
   */
  readonly subscribeChanges: (entityType: EntityType, listener: ChangeListener) => () => void
  readonly start: () => () => void
}

export type EntityStore = StoreApi<EntityStoreState>

export const IDLE_SLICE: EntitySlice = {
  status: 'idle',
  collection: EMPTY_COLLECTION,
  revision: -1,
  syncedAt: null,
  error: null,
}

/**
 * The windows' copy of the replica. It listens first and asks for the snapshot second; deltas the snapshot already
 * holds are dropped, and a delta that starts after the revision held means one was missed: the type is read anew.
 */
export function createEntityStore(client: Client): EntityStore {
  return createStore<EntityStoreState>((set, get) => {
    let held: ReplicaDelta[] = []
    const readings = new Map<EntityType, Promise<void>>()
    let cancelFlush: (() => void) | null = null
    const listeners = new Map<EntityType, Set<ChangeListener>>()

    const tell = (type: EntityType, change: EntityChange): void => {
      for (const listener of listeners.get(type) ?? []) listener(change)
    }
    const sliceOf = (type: EntityType): EntitySlice => get().slices[type] ?? IDLE_SLICE
    const put = (type: EntityType, change: Partial<EntitySlice>): void =>
      set((state) => ({ slices: { ...state.slices, [type]: { ...(state.slices[type] ?? IDLE_SLICE), ...change } } }))

    /** Applies all deltas that came since the last paint at once, so that a burst draws once. */
    function flush(): void {
      cancelFlush = null
      const deltas = held
      const slices = { ...get().slices }
      const gaps: EntityType[] = []
      const changes: [EntityType, EntityChange][] = []
      for (const [type, slice] of Object.entries(slices) as [EntityType, EntitySlice][]) {
        if (slice.status !== 'ready') continue
        const next = advance(type, slice, deltas)
        if (next === null) {
          gaps.push(type)
          continue
        }
        slices[type] = next.slice
        if (next.change !== null) changes.push([type, next.change])
      }
      const isLoading = Object.values(slices).some((slice) => slice.status === 'loading')
      held = isLoading && deltas.length <= MAX_HELD_DELTAS ? deltas : []
      set({ slices })
      for (const [type, change] of changes) tell(type, change)
      for (const type of gaps) void get().refetch(type)
    }

    /** One read of a type at a time: what changes meanwhile comes as deltas. */
    function refetch(type: EntityType): Promise<void> {
      const reading = readings.get(type) ?? read(type)
      readings.set(type, reading)
      return reading
    }

    async function read(type: EntityType): Promise<void> {
      put(type, { status: 'loading', error: null })
      try {
        const { revision, syncedAt, entities } = await readSnapshot(client, type)
        readings.delete(type)
        const collection = keepIdentity(sliceOf(type).collection, entities)
        put(type, { status: 'ready', collection, revision, syncedAt, error: null })
        tell(type, { collection, changed: null, removed: [] })
        flush()
      } catch (error) {
        readings.delete(type)
        put(type, { status: 'failed', error: toRequestError(error) })
      }
    }

    return {
      slices: {},
      load(type) {
        if (sliceOf(type).status === 'idle') void get().refetch(type)
      },
      refetch,
      subscribeChanges(type, listener) {
        const ofType = listeners.get(type) ?? new Set()
        listeners.set(type, ofType.add(listener))
        return () => void ofType.delete(listener)
      },
      start() {
        const end = client.subscribe('replica:delta', (delta) => {
          held.push(delta)
          cancelFlush ??= beforePaint(flush)
        })
        return () => {
          end()
          cancelFlush?.()
        }
      },
    }
  })
}

interface Advanced {
  readonly slice: EntitySlice
  /** Null: nothing of this type changed. */
  readonly change: EntityChange | null
}

/** The slice after the deltas, or null when one is missing between them. */
function advance(type: EntityType, slice: EntitySlice, deltas: readonly ReplicaDelta[]): Advanced | null {
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
function keepIdentity(previous: EntityCollection, entities: readonly EntityView[]): EntityCollection {
  if (previous.rows.length === 0) return collectionOf(entities)
  const known = new Map(previous.rows.map((row) => [row.id, row]))
  return collectionOf(
    entities.map((view) => {
      const before = known.get(view.id)
      return before !== undefined && JSON.stringify(before) === JSON.stringify(view) ? before : view
    }),
  )
}
