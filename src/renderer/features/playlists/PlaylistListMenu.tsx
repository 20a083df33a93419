import { useTranslation } from 'react-i18next'
import { ListMenu } from '../../app/lists/ListMenu.tsx'
import { type FileColumn, heldRows, pendingColumns } from '../../app/lists/list-source.ts'
import type { Translate } from '../../i18n/setup.ts'
import type { PlaylistRow } from './playlist-row.ts'
import type { PlaylistsState } from './use-playlists-page.ts'

/** The playlists that are listed, in their order. */
export function PlaylistListMenu({ list }: Pick<PlaylistsState, 'list'>) {
  const { t } = useTranslation()
  return (
    <ListMenu
      isEmpty={list.ids.length === 0}
      source={() => ({
        list: 'playlists',
        columns: playlistFileColumns(t, (id) => list.usesOf(id).devices),
        read: heldRows(list.ids.flatMap((id) => list.byId.get(id) ?? [])),
      })}
    />
  )
}

function playlistFileColumns(t: Translate, devicesOf: (id: string) => number): readonly FileColumn<PlaylistRow>[] {
  return [
    { id: 'id', title: t('lists.column.id'), value: ({ id }) => id },
    { id: 'name', title: t('playlists.column.name'), value: ({ name }) => name },
    { id: 'items', title: t('playlists.column.items'), value: ({ items }) => items.length },
    { id: 'seconds', title: t('lists.column.seconds'), value: ({ seconds }) => seconds },
    { id: 'devices', title: t('playlists.column.devices'), value: ({ id }) => devicesOf(id) },
    { id: 'description', title: t('playlists.column.description'), value: ({ description }) => description },
    ...pendingColumns<PlaylistRow>(t),
  ]
}
