import { useReadFleet } from './palette-devices.ts'

/** Nothing to see: the palette will have read the fleet when somebody opens it. */
export function FleetReader() {
  useReadFleet()
  return null
}
