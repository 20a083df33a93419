import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import type { EntityView } from '#shared/domain/view.ts'
import { type Outpost, useOutpost } from '../../app/context.tsx'
import { useCacheState } from '../../app/hooks/replica.ts'
import { after } from '../../app/time.ts'
import { type EntityCollection, entityById } from '../../stores/entity-collection.ts'
import { IDLE_SLICE } from '../../stores/entity-slice.ts'
import { DeviceIndex } from './device-index.ts'

/** The devices of the site, as the palette finds them. */
export interface Fleet {
  /** The best of all, as they are now. */
  readonly find: (query: string, most: number) => readonly EntityView[]
  readonly places: () => DeviceIndex['places']
  readonly byId: (id: string) => EntityView | undefined
  /** All that fit. */
  readonly filter: (isIn: (view: EntityView) => boolean) => readonly EntityView[]
}

/** So many are read into the index at a time, so that no key waits for all of them. */
const READ_AT_ONCE = 1_000

const indexes = new WeakMap<Outpost, DeviceIndex>()

/** One for each site that a window looks at, kept for as long as it does. */
function indexOf(outpost: Outpost): DeviceIndex {
  const known = indexes.get(outpost)
  if (known !== undefined) return known
  const index = new DeviceIndex(() => devicesOf(outpost))
  indexes.set(outpost, index)
  return index
}

/** Reads the fleet into the index, part by part, while nobody waits: who opens the palette finds it read. */
export function useReadFleet(): void {
  const outpost = useOutpost()
  const positions = useStore(outpost.entities, ({ slices }) => slices.device?.collection.positions)
  useEffect(() => {
    if (positions === undefined) return
    const index = indexOf(outpost)
    index.lookAgain()
    let cancel: () => void
    const read = (): void => {
      if (index.read(READ_AT_ONCE)) cancel = after(0, read)
    }
    cancel = after(0, read)
    return () => cancel()
  }, [outpost, positions])
}

/** Another one only when devices come or go: what the others report moves nothing that somebody is about to choose. */
export function useFleet(): Fleet {
  const outpost = useOutpost()
  useCacheState('device')
  const positions = useStore(outpost.entities, ({ slices }) => (slices.device ?? IDLE_SLICE).collection.positions)
  return useMemo(() => fleetOf(outpost, positions), [outpost, positions])
}

function fleetOf(outpost: Outpost, _positions: unknown): Fleet {
  const index = indexOf(outpost)
  index.lookAgain()
  return {
    find: (query, most) => index.find(query, most),
    places: () => index.places,
    byId: (id) => entityById(devicesOf(outpost), id),
    filter: (isIn) => filtered(devicesOf(outpost), isIn),
  }
}

function filtered(devices: EntityCollection, isIn: (view: EntityView) => boolean): readonly EntityView[] {
  const found: EntityView[] = []
  for (let position = 0; position < devices.size; position += 1) {
    const view = devices.at(position)
    if (view !== undefined && isIn(view)) found.push(view)
  }
  return found
}

function devicesOf({ entities }: Outpost): EntityCollection {
  return (entities.getState().slices.device ?? IDLE_SLICE).collection
}

export function textOf(data: EntityView['data'], field: 'name' | 'site'): string {
  const value = data[field]
  return typeof value === 'string' ? value : ''
}
