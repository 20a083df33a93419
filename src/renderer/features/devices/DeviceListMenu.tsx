import { useTranslation } from 'react-i18next'
import type { DeviceColumn, DeviceLayout } from '#shared/domain/device-views.ts'
import type { ListValue } from '#shared/domain/list-export.ts'
import { type DeviceRow, deviceRowOf, statusOf } from '../../app/devices/device-row.ts'
import { ListMenu } from '../../app/lists/ListMenu.tsx'
import { type FileColumn, heldRows, isoTime, pendingColumns } from '../../app/lists/list-source.ts'
import type { Translate } from '../../i18n/setup.ts'
import type { PlaylistName } from './ordering.ts'
import type { DeviceList } from './use-device-list.ts'
import { columnsOf } from './views.ts'

interface DeviceListMenuProps {
  readonly list: DeviceList
  readonly layout: DeviceLayout
  readonly playlistName: PlaylistName
}

/** All devices that the query finds, in their order, also those in groups that are closed. */
export function DeviceListMenu({ list, layout, playlistName }: DeviceListMenuProps) {
  const { t } = useTranslation()
  return (
    <ListMenu
      isEmpty={list.matching === 0}
      source={() => ({
        list: 'devices',
        columns: deviceFileColumns(t, layout, playlistName),
        read: heldRows(list.live.viewsOf(list.live.matchingIds()).map(deviceRowOf)),
      })}
    />
  )
}

type ValueOf = (row: DeviceRow, playlistName: PlaylistName) => ListValue

const health =
  (part: 'cpu' | 'memory' | 'storage' | 'temperature' | 'score'): ValueOf =>
  ({ reported }) =>
    reported?.health[part] ?? null

const VALUES: Readonly<Record<Exclude<DeviceColumn, 'pending'>, ValueOf>> = {
  status: statusOf,
  name: ({ data }) => data.name,
  site: ({ data }) => data.site,
  location: ({ data }) => data.location,
  model: ({ data }) => data.model,
  playlist: ({ data }, playlistName) => (data.playlistId === null ? null : playlistName(data.playlistId)),
  tags: ({ data }) => data.tags,
  groups: ({ data }) => data.groups,
  version: ({ view }) => (view.isNew ? null : view.version),
  cpu: health('cpu'),
  memory: health('memory'),
  storage: health('storage'),
  temperature: health('temperature'),
  score: health('score'),
  lastSeen: ({ reported }) => isoTime(reported?.lastSeenAt),
}

/** The columns that are shown, in their order, with the id before them and what is not confirmed after them. */
function deviceFileColumns(
  t: Translate,
  layout: DeviceLayout,
  playlistName: PlaylistName,
): readonly FileColumn<DeviceRow>[] {
  const shown = columnsOf(layout).flatMap(({ id }): FileColumn<DeviceRow>[] => {
    if (id === 'pending') return []
    return [{ id, title: t(`devices.column.${id}`), value: (row) => VALUES[id](row, playlistName) }]
  })
  return [{ id: 'id', title: t('lists.column.id'), value: ({ id }) => id }, ...shown, ...pendingColumns<DeviceRow>(t)]
}
