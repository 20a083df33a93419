import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import type { EntityView } from '#shared/domain/view.ts'
import { useOutpost } from '../../app/context.tsx'
import { useCacheState } from '../../app/hooks/replica.ts'
import { after } from '../../app/time.ts'
import { entityById } from '../../stores/entity-collection.ts'
import { IDLE_SLICE } from '../../stores/entity-slice.ts'
import { DeviceIndex } from './device-index.ts'

/** The devices of the site, as the palette finds them. */
export interface Fleet {
  /** The best of all, as they are now. */
  readonly find: (query: string, most: number) => readonly EntityView[]
  readonly places: () => DeviceIndex['places']
}

/** So many are read into the index at a time, so that no key waits for all of them. */
const READ_AT_ONCE = 2_000

/** Another one only when devices come or go: what the others report moves nothing that somebody is about to choose. */
export function useFleet(): Fleet {
  const { entities } = useOutpost()
  useCacheState('device')
  const positions = useStore(entities, (state) => (state.slices.device ?? IDLE_SLICE).collection.positions)
  const { fleet, index } = useMemo(() => {
    const now = () => (entities.getState().slices.device ?? IDLE_SLICE).collection
    const index = new DeviceIndex(now(), positions.size)
    const find: Fleet['find'] = (query, most) => index.find(query, most).flatMap((id) => entityById(now(), id) ?? [])
    const places = () => index.places
    return { fleet: { find, places }, index }
  }, [entities, positions])
  useEffect(() => {
    let cancel: () => void
    const read = (): void => {
      if (index.read(READ_AT_ONCE)) cancel = after(0, read)
    }
    cancel = after(0, read)
    return () => cancel()
  }, [index])
  return fleet
}

export function textOf(data: EntityView['data'], field: 'name' | 'site'): string {
  const value = data[field]
  return typeof value === 'string' ? value : ''
}
