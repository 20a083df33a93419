import { useEffect, useState } from 'react'
import type { DeviceRow } from '../../app/devices/device-row.ts'
import { now } from '../../app/time.ts'
import { type DeviceWatch, noteDevice, startWatch } from './device-watch.ts'

/** What is seen of a device while its detail is open. */
export function useDeviceWatch(row: DeviceRow): DeviceWatch {
  const [watch, setWatch] = useState(() => startWatch(row, now()))
  useEffect(() => {
    // oxlint-disable-next-line react/set-state-in-effect -- the device has changed outside, and what was before is needed too
    setWatch((before) => noteDevice(before, row, now()))
  }, [row])
  return watch
}
