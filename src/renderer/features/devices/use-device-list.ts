import { useLayoutEffect, useSyncExternalStore } from 'react'
import { type Outpost, useOutpost } from '../../app/context.tsx'
import { useCacheState } from '../../app/hooks/replica.ts'
import { after, measure } from '../../app/time.ts'
import { LiveDevices } from './live-devices.ts'
import { isFiltered, type PlaylistName } from './ordering.ts'

const lists = new WeakMap<Outpost, LiveDevices>()

/** One list for a window, so that query, selection and order are the same when the operator comes back to the page. */
function listOf(outpost: Outpost): LiveDevices {
  const known = lists.get(outpost)
  if (known !== undefined) return known
  const list = new LiveDevices({ entities: outpost.entities, clock: { measure, after } })
  lists.set(outpost, list)
  return list
}

/** The list of the Devices page. Draws anew when the list as a whole changes; rows follow their devices by themselves. */
export function useDeviceList(playlistName: PlaylistName) {
  const live = listOf(useOutpost())
  const cache = useCacheState('device')
  // Before the first drawing, so that a page that is opened again shows its rows at once.
  useLayoutEffect(() => live.setPlaylistNames(playlistName), [live, playlistName])
  useLayoutEffect(() => live.start(), [live])
  const shown = useSyncExternalStore(live.subscribe, live.shown)
  return { live, cache, ...shown, isFiltered: isFiltered(shown.query) }
}

export type DeviceList = ReturnType<typeof useDeviceList>

/** The places devices are at, for filters and suggestions. */
export function sitesOf(counts: ReadonlyMap<string, number>): string[] {
  return [...counts.keys()].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}
