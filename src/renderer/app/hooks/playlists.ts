import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EntityView } from '#shared/domain/view.ts'
import { compareNames } from '../../i18n/format-lists.ts'
import { entityById } from '../../stores/entity-collection.ts'
import { IDLE_SLICE } from '../../stores/entity-slice.ts'
import { useOutpost } from '../context.tsx'
import { every } from '../time.ts'
import { useEntities } from './replica.ts'

/** Playlists by name: for showing an id, and as choices. */
export function usePlaylistNames() {
  const { t } = useTranslation()
  const { rows, collection } = useEntities('playlist')
  const nameOf = useCallback(
    (id: string | null): string => {
      if (id === null) return t('devices.row.noPlaylist')
      const name = entityById(collection, id)?.data['name']
      return typeof name === 'string' ? name : t('devices.row.unknownPlaylist')
    },
    [collection, t],
  )
  const options = useMemo(
    () =>
      rows
        .map((row) => ({ value: row.id, label: String(row.data['name']) }))
        .sort((a, b) => compareNames(a.label, b.label)),
    [rows],
  )
  return { nameOf, options }
}

/** Figures are read by people: they change once a second, however fast the fleet does. */
const COUNT_EVERY_MS = 1_000
const NO_USES: PlaylistUses = { devices: 0, schedules: 0 }

/** How many devices and schedules name a playlist. */
export interface PlaylistUses {
  readonly devices: number
  readonly schedules: number
}

/** How much each playlist is used. Goes over the whole fleet once a second, and draws only what has changed. */
export function usePlaylistUses(): (id: string) => PlaylistUses {
  const { entities } = useOutpost()
  const { rows: schedules } = useEntities('schedule')
  const [devices, setDevices] = useState<ReadonlyMap<string, number>>(() => countedIn(entities.getState()))
  useEffect(() => {
    entities.getState().load('device')
    const read = () => {
      const counts = countedIn(entities.getState())
      setDevices((before) => (isSameCount(before, counts) ? before : counts))
    }
    // The first figures as soon as they can be told.
    const endFirst = entities.subscribe((state) => {
      if (state.slices.device?.status !== 'ready') return
      endFirst()
      read()
    })
    const end = every(COUNT_EVERY_MS, read)
    return () => {
      endFirst()
      end()
    }
  }, [entities])
  const planned = useMemo(() => countedBy(schedules), [schedules])
  return useCallback(
    (id) => {
      const uses = { devices: devices.get(id) ?? 0, schedules: planned.get(id) ?? 0 }
      return uses.devices + uses.schedules === 0 ? NO_USES : uses
    },
    [devices, planned],
  )
}

function countedIn({ slices }: ReturnType<ReturnType<typeof useOutpost>['entities']['getState']>) {
  return countedBy((slices.device ?? IDLE_SLICE).collection.rows)
}

function countedBy(rows: readonly EntityView[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { data } of rows) {
    const id = data['playlistId']
    if (typeof id === 'string') counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return counts
}

function isSameCount(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean {
  if (one.size !== other.size) return false
  for (const [id, count] of one) if (other.get(id) !== count) return false
  return true
}
