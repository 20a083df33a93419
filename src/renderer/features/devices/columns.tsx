import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { GridColumn } from '../../components/grid-types.ts'
import styles from './cells.module.css'
import { FieldCell, LastSeenCell, MarkCell, StatusCell } from './cells.tsx'
import type { DeviceRow } from './device-row.ts'

/** The columns of the list. `playlistName` turns a playlist's id into its name. */
export function useDeviceColumns(playlistName: (id: string | null) => string): readonly GridColumn<DeviceRow>[] {
  const { t } = useTranslation()
  return useMemo(
    (): GridColumn<DeviceRow>[] => [
      {
        id: 'status',
        header: t('devices.column.status'),
        track: '88px',
        isSortable: true,
        cell: (row) => <StatusCell row={row} />,
      },
      {
        id: 'name',
        header: t('devices.column.name'),
        track: 'minmax(170px, 1.5fr)',
        isSortable: true,
        cell: (row) => (
          <span className={styles['name']}>
            <FieldCell row={row} field="name">
              {row.data.name}
            </FieldCell>
          </span>
        ),
      },
      {
        id: 'site',
        header: t('devices.column.site'),
        track: 'minmax(110px, 1fr)',
        isSortable: true,
        cell: (row) => (
          <FieldCell row={row} field="site">
            {row.data.site}
          </FieldCell>
        ),
      },
      {
        id: 'model',
        header: t('devices.column.model'),
        track: 'minmax(90px, 0.7fr)',
        isSortable: true,
        hideBelow: 940,
        cell: (row) => <span className={styles['muted']}>{row.data.model}</span>,
      },
      {
        id: 'playlist',
        header: t('devices.column.playlist'),
        track: 'minmax(110px, 1fr)',
        isSortable: true,
        hideBelow: 760,
        cell: (row) => (
          <FieldCell row={row} field="playlistId">
            {playlistName(row.data.playlistId)}
          </FieldCell>
        ),
      },
      {
        id: 'tags',
        header: t('devices.column.tags'),
        track: 'minmax(110px, 0.9fr)',
        hideBelow: 1_080,
        cell: (row) => (
          <FieldCell row={row} field="tags">
            {row.data.tags.join(', ')}
          </FieldCell>
        ),
      },
      {
        id: 'lastSeen',
        header: t('devices.column.lastSeen'),
        track: '84px',
        isSortable: true,
        hideBelow: 620,
        cell: (row) => <LastSeenCell row={row} />,
      },
      {
        id: 'pending',
        header: t('devices.column.pending'),
        track: '150px',
        isSortable: true,
        cell: (row) => <MarkCell row={row} />,
      },
    ],
    [t, playlistName],
  )
}
