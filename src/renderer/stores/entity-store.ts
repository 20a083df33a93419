import { createStore, type StoreApi } from 'zustand/vanilla'
import type { EntityType } from '#shared/domain/ids.ts'
import type { Client } from '../ipc/client.ts'
import { EntityReader, type EntitySlices, type OnBound } from './entity-reader.ts'
import type { ChangeListener } from './entity-slice.ts'

export interface EntityStoreState {
  readonly slices: EntitySlices
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

/** The window's copy of the replica. */
export function createEntityStore(client: Client, onBound: OnBound = () => undefined): EntityStore {
  return createStore<EntityStoreState>((set, get) => {
    const reader = new EntityReader(
      client,
      () => get().slices,
      (slices) => set({ slices }),
      onBound,
    )
    return {
      slices: {},
      load: (type) => reader.load(type),
      refetch: (type) => reader.refetch(type),
      subscribeChanges: (type, listener) => reader.subscribeChanges(type, listener),
      start: () => reader.start(),
    }
  })
}
