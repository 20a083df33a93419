import { useEffect, useMemo, useState } from 'react'
import { useOutpost } from '../../app/context.tsx'
import { every } from '../../app/time.ts'
import { IDLE_SLICE } from '../../stores/entity-slice.ts'
import { type FleetNumbers, fleetNumbersOf } from './fleet-numbers.ts'

/** A wall is read from afar: it changes once a second, however fast the fleet does. */
const CHANGE_EVERY_MS = 1_000

export function useFleetNumbers(maxLost: number): FleetNumbers {
  const { entities } = useOutpost()
  const [slice, setSlice] = useState(() => entities.getState().slices.device ?? IDLE_SLICE)
  useEffect(() => {
    entities.getState().load('device')
    const read = () => setSlice(entities.getState().slices.device ?? IDLE_SLICE)
    // The first picture at once, whatever the clock says.
    const endFirst = entities.subscribe((state) => {
      if (state.slices.device?.status !== 'ready') return
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
