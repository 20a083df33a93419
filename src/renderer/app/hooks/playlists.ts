import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { entityById } from '../../stores/entity-collection.ts'
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
        .sort((a, b) => a.label.localeCompare(b.label, 'en', { numeric: true })),
    [rows],
  )
  return { nameOf, options }
}
