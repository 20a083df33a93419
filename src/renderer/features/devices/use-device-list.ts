import { startTransition, useLayoutEffect, useState } from 'react'
import { type Outpost, useOutpost } from '../../app/context.tsx'
import { isFiltered } from '../../app/devices/device-filter.ts'
import { useCacheState } from '../../app/hooks/replica.ts'
import { after, measure } from '../../app/time.ts'
import { compareNames } from '../../i18n/format-lists.ts'
import { madePerLocale } from '../../i18n/shown-locale.ts'
import type { ListShown } from './list-shown.ts'
import { LiveDevices } from './live-devices.ts'
import type { PlaylistName } from './ordering.ts'
import { useDeviceTarget } from './use-device-target.ts'

const lists = new WeakMap<Outpost, LiveDevices>()

/** What is kept of the list while the window looks at another site. */
type Left = Pick<ListShown, 'viewId' | 'query' | 'collapsed'>

/** One list for a window, so that query, selection and order are the same when the operator comes back to the page. */
function listOf(outpost: Outpost): LiveDevices {
  const known = lists.get(outpost)
  if (known !== undefined) return known
  const list = new LiveDevices({ entities: outpost.entities, clock: { measure, after } })
  const left = outpost.kept.get('devices') as Left | undefined
  if (left !== undefined) {
    list.open(left.viewId, left.query)
    list.setCollapsed(left.collapsed)
  }
  list.subscribe(() => {
    const { viewId, query, collapsed } = list.shown()
    outpost.kept.set('devices', { viewId, query, collapsed } satisfies Left)
  })
  lists.set(outpost, list)
  return list
}

/** The list of the Devices page. Draws anew when the list as a whole changes; rows follow their devices by themselves. */
export function useDeviceList(playlistName: PlaylistName) {
  const live = listOf(useOutpost())
  const cache = useCacheState('device')
  // Listens before the list is started.
  const shown = useShown(live)
  // Before the first drawing, so that a page that is opened again shows its rows at once.
  useLayoutEffect(() => live.setPlaylistNames(playlistName), [live, playlistName])
  useLayoutEffect(() => live.start(), [live])
  useDeviceTarget(live)
  return { live, cache, ...shown, isFiltered: isFiltered(shown.query) }
}

/** What the fleet does by itself is drawn piece by piece between frames, so that no scrolling and no typing waits for it. */
function useShown(live: LiveDevices): ListShown {
  const [shown, setShown] = useState(live.shown)
  useLayoutEffect(() => {
    return live.subscribe((when) => {
      if (when === 'now') setShown(live.shown())
      else startTransition(() => setShown(live.shown()))
    })
  }, [live])
  return shown
}

export type DeviceList = ReturnType<typeof useDeviceList>

const sorted = madePerLocale(() => new WeakMap<ReadonlyMap<string, number>, string[]>())

/** Names of places or groups in their order, for filters and suggestions. */
export function namesIn(counts: ReadonlyMap<string, number>): string[] {
  const names = sorted().get(counts) ?? [...counts.keys()].sort(compareNames)
  sorted().set(counts, names)
  return names
}
