import { useEffect, useMemo, useState } from 'react'
import { IDLE_SLICE } from '../../stores/entity-slice.ts'
import { useOutpost } from '../context.tsx'
import { type FleetNumbers, fleetNumbersOf } from '../fleet-numbers.ts'
import { every } from '../time.ts'

/** Figures are read by people: they change once a second, however fast the fleet does. */
const CHANGE_EVERY_MS = 1_000

export function useFleetNumbers(maxLost: number): FleetNumbers {
  const { entities } = useOutpost()
  const [slice, setSlice] = useState(() => entities.getState().slices.device ?? IDLE_SLICE)
  useEffect(() => {
    entities.getState().load('device')
    const read = () => setSlice(entities.getState().slices.device ?? IDLE_SLICE)
    // The first picture at once, whatever the clock says. An empty copy may wait for the server, and then is no picture at all.
    const endFirst = entities.subscribe(({ slices: { device = IDLE_SLICE } }) => {
      if (device.status !== 'ready' || device.collection.size === 0) return
      endFirst()
      read()
    })
    const end = every(CHANGE_EVERY_MS, read)
    return () => {
      endFirst()
      end()
    }
  }, [entities])
  return useMemo(() => fleetNumbersOf(slice.collection.rows, maxLost), [slice, maxLost])
}
