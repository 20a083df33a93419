import { useEffect } from 'react'
import { useUi } from '../../app/context.tsx'
import type { LiveDevices } from './live-devices.ts'
import { NO_FILTER } from './ordering.ts'

/** Shows the devices that the page was asked for, once, when it is asked. */
export function useDeviceTarget(live: LiveDevices): void {
  const target = useUi((ui) => ui.target)
  useEffect(() => {
    const { site = '', status = '' } = target
    if (site !== '' || status !== '') live.change({ ...NO_FILTER, site, status })
  }, [live, target])
}
