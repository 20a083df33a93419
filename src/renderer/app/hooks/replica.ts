import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import type { EntityType } from '#shared/domain/ids.ts'
import type { EntityView } from '#shared/domain/view.ts'
import type { RequestError } from '../../ipc/client.ts'
import { type EntityCollection, entityById } from '../../stores/entity-collection.ts'
import { IDLE_SLICE } from '../../stores/entity-slice.ts'
import { useApp, useOutpost } from '../context.tsx'

/** How far what is shown may be trusted. */
export interface CacheState {
  /**
   * `reading`: some of the copy is there, and the rest follows; `stale`: it is not being kept current, and `syncedAt` says
   * since when. With an `error` it could not be read anew, and does not follow changes although the site may be current.
   */
  readonly state: 'loading' | 'reading' | 'ready' | 'stale' | 'failed'
  /** When the server last confirmed the copy; null: never. Milliseconds since the epoch. */
  readonly syncedAt: number | null
  readonly error: RequestError | null
  readonly reload: () => void
}

export interface EntitiesResult {
  /** A row keeps its identity until its entity changes. */
  readonly rows: readonly EntityView[]
  readonly collection: EntityCollection
  readonly cache: CacheState
}

/** All entities of one type, live. */
export function useEntities(entityType: EntityType): EntitiesResult {
  const { entities } = useOutpost()
  const slice = useStore(entities, (state) => state.slices[entityType] ?? IDLE_SLICE)
  const cache = useCacheState(entityType)
  const { collection } = slice
  return { rows: collection.rows, collection, cache }
}

/** One entity, live. Undefined while loading, or when there is none. */
export function useEntity(
  entityType: EntityType,
  id: string | null,
): { entity: EntityView | undefined; cache: CacheState } {
  const { entities } = useOutpost()
  const entity = useStore(entities, (state) => {
    const slice = state.slices[entityType]
    return slice === undefined || id === null ? undefined : entityById(slice.collection, id)
  })
  return { entity, cache: useCacheState(entityType) }
}

/** Whether the copy of a type can be trusted. Reads the type if nobody has yet. */
export function useCacheState(entityType: EntityType): CacheState {
  const { entities } = useOutpost()
  useEffect(() => entities.getState().load(entityType), [entities, entityType])
  const status = useStore(entities, (state) => state.slices[entityType]?.status ?? 'idle')
  const hasRows = useStore(entities, (state) => (state.slices[entityType]?.collection.size ?? 0) > 0)
  const snapshotAt = useStore(entities, (state) => state.slices[entityType]?.syncedAt ?? null)
  const error = useStore(entities, (state) => state.slices[entityType]?.error ?? null)
  const leftBehindAt = useStore(entities, (state) => state.slices[entityType]?.leftBehindAt ?? null)
  const isCurrent = useApp((state) => state.sync?.state === 'current')
  const lastSyncAt = useApp((state) => state.sync?.lastSyncAt ?? null)
  return useMemo(() => {
    const confirmedAt = lastSyncAt ?? snapshotAt
    const isLeftBehind = leftBehindAt !== null && hasRows
    const syncedAt = isLeftBehind && confirmedAt !== null ? Math.min(confirmedAt, leftBehindAt) : confirmedAt
    const reload = () => void entities.getState().refetch(entityType)
    if (status === 'failed' && !hasRows) return { state: 'failed', syncedAt, error, reload }
    if (status !== 'ready' && !hasRows) return { state: 'loading', syncedAt, error, reload }
    if (status === 'reading') return { state: 'reading', syncedAt, error, reload }
    return { state: isCurrent && !isLeftBehind ? 'ready' : 'stale', syncedAt, error, reload }
  }, [entities, entityType, status, hasRows, snapshotAt, error, leftBehindAt, isCurrent, lastSyncAt])
}
