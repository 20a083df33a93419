import { useEffect, useState } from 'react'
import { useOutpost } from '../../app/context.tsx'
import { every } from '../../app/time.ts'
import type { EntityCollection } from '../../stores/entity-collection.ts'
import { type FleetHealthFigures, fleetHealthOf } from './fleet-health.ts'

/** Health changes slowly; and a list that is read must not move all the time. */
const LOOK_EVERY_MS = 2_000
const WORST_SHOWN = 200

/** How healthy the fleet is, looked at while it is shown; null: the devices are not read yet. */
export function useFleetHealth(): FleetHealthFigures | null {
  const { entities } = useOutpost()
  const [figures, setFigures] = useState<FleetHealthFigures | null>(null)
  useEffect(() => {
    entities.getState().load('device')
    const look = (): boolean => {
      const slice = entities.getState().slices.device
      if (slice?.status !== 'ready' || document.hidden) return false
      setFigures(fleetHealthOf(devicesOf(slice.collection), WORST_SHOWN))
      return true
    }
    // The first picture as soon as the devices are there.
    const endFirst = look() ? () => undefined : entities.subscribe(() => look() && endFirst())
    const end = every(LOOK_EVERY_MS, look)
    return () => {
      endFirst()
      end()
    }
  }, [entities])
  return figures
}

/** One after the other: asking for the list itself would make the next change copy all of it. */
function* devicesOf(collection: EntityCollection) {
  for (let position = 0; position < collection.size; position += 1) {
    const view = collection.at(position)
    if (view !== undefined) yield view
  }
}
