import type { TFunction } from 'i18next'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceColumn, DeviceLayout } from '#shared/domain/device-views.ts'
import type { GridColumn } from '../../components/grid-types.ts'
import { formatNumber } from '../../i18n/format.ts'
import styles from './cells.module.css'
import { FieldCell, HealthCell, LastSeenCell, MarkCell, StatusCell } from './cells.tsx'
import type { DeviceRow } from './device-row.ts'
import type { PlaylistName } from './ordering.ts'
import { columnsOf } from './views.ts'

interface ColumnDefinition {
  /** In pixels. */
  readonly minWidth: number
  /** Share of the room that is left; left out: none. */
  readonly grow?: number
  /** Left out of a list that nobody has arranged when it is narrower than this. */
  readonly hideBelow?: number
  readonly isUnsortable?: boolean
  readonly align?: 'end'
  readonly cell: (row: DeviceRow, playlistName: PlaylistName) => ReactNode
}

const field = (row: DeviceRow, name: string, text: string) => (
  <FieldCell row={row} field={name}>
    {text}
  </FieldCell>
)

const health = (part: 'cpu' | 'memory' | 'storage' | 'temperature' | 'score'): ColumnDefinition => ({
  minWidth: 76,
  align: 'end',
  cell: (row) => <HealthCell row={row} part={part} />,
})

const DEFINITIONS: Readonly<Record<DeviceColumn, ColumnDefinition>> = {
  status: { minWidth: 88, cell: (row) => <StatusCell row={row} /> },
  name: {
    minWidth: 170,
    grow: 1.5,
    cell: (row) => <span className={styles['name']}>{field(row, 'name', row.data.name)}</span>,
  },
  site: { minWidth: 110, grow: 1, cell: (row) => field(row, 'site', row.data.site) },
  location: { minWidth: 110, grow: 0.9, hideBelow: 1_240, cell: (row) => field(row, 'location', row.data.location) },
  model: {
    minWidth: 90,
    grow: 0.7,
    hideBelow: 940,
    cell: (row) => <span className={styles['muted']}>{row.data.model}</span>,
  },
  playlist: {
    minWidth: 110,
    grow: 1,
    hideBelow: 760,
    cell: (row, playlistName) => field(row, 'playlistId', playlistName(row.data.playlistId)),
  },
  tags: {
    minWidth: 110,
    grow: 0.9,
    hideBelow: 1_080,
    isUnsortable: true,
    cell: (row) => field(row, 'tags', row.data.tags.join(', ')),
  },
  version: {
    minWidth: 72,
    align: 'end',
    cell: (row) => <span className={styles['muted']}>{row.view.isNew ? '–' : formatNumber(row.view.version)}</span>,
  },
  cpu: health('cpu'),
  memory: health('memory'),
  storage: health('storage'),
  temperature: health('temperature'),
  score: health('score'),
  lastSeen: { minWidth: 84, hideBelow: 620, cell: (row) => <LastSeenCell row={row} /> },
  pending: { minWidth: 150, cell: (row) => <MarkCell row={row} /> },
}

/** The columns of the list as the layout wants them. */
export function useDeviceColumns(playlistName: PlaylistName, layout: DeviceLayout): readonly GridColumn<DeviceRow>[] {
  const { t } = useTranslation()
  return useMemo(
    () =>
      columnsOf(layout).map(({ id, width }): GridColumn<DeviceRow> => {
        const { minWidth, grow, hideBelow, isUnsortable, align, cell } = DEFINITIONS[id]
        const standard = grow === undefined ? `${minWidth}px` : `minmax(${minWidth}px, ${grow}fr)`
        return {
          id,
          header: columnName(t, id),
          track: width === null ? standard : `${width}px`,
          minWidth: width ?? minWidth,
          isSortable: isUnsortable !== true,
          ...(align === undefined ? {} : { align }),
          // Who has arranged the columns wants to see them all.
          ...(layout.columns === null && hideBelow !== undefined ? { hideBelow } : {}),
          cell: (row) => cell(row, playlistName),
        }
      }),
    [t, playlistName, layout],
  )
}

export function columnName(t: TFunction, id: DeviceColumn): string {
  return t(`devices.column.${id}`)
}
