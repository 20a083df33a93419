import { useEffect } from 'react'
import { useOutpost, useUi } from '../../app/context.tsx'
import { builtInQuery, isBuiltIn, NO_FILTER } from '../../app/devices/device-filter.ts'
import type { LiveDevices } from './live-devices.ts'

/** Shows the devices that the page was asked for, once, when it is asked. */
export function useDeviceTarget(live: LiveDevices): void {
  const { app } = useOutpost()
  const target = useUi((ui) => ui.target)
  useEffect(() => {
    const { site = '', status = '', memberOf = '', search = '', view = '' } = target
    const saved = app.getState().settings?.values.deviceViews.find(({ id }) => id === view)
    if (saved !== undefined) live.open(view, saved.query)
    else if (isBuiltIn(view)) live.open(view, builtInQuery(view))
    else if (site + status + memberOf + search !== '') live.change({ ...NO_FILTER, site, status, memberOf, search })
  }, [app, live, target])
}
