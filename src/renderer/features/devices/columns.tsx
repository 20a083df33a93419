import type { TFunction } from 'i18next'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceColumn, DeviceLayout } from '#shared/domain/device-views.ts'
import type { DeviceRow } from '../../app/devices/device-row.ts'
import type { GridColumn } from '../../components/grid-types.ts'
import { foreignText } from '../../i18n/foreign-text.ts'
import { formatNumber } from '../../i18n/format.ts'
import { namesInRow } from '../../i18n/format-lists.ts'
import styles from './cells.module.css'
import { type CellTexts, cellTexts, fieldCell, healthCell, LastSeenCell, markCell, statusCell } from './cells.tsx'
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
  readonly className?: string | undefined
  readonly cell: (row: DeviceRow, texts: CellTexts) => ReactNode
}

const health = (part: 'cpu' | 'memory' | 'storage' | 'temperature' | 'score'): ColumnDefinition => ({
  minWidth: 76,
  align: 'end',
  className: styles['muted'],
  cell: (row, texts) => healthCell(row, part, texts),
})

const DEFINITIONS: Readonly<Record<DeviceColumn, ColumnDefinition>> = {
  status: { minWidth: 100, className: styles['muted'], cell: statusCell },
  name: {
    minWidth: 170,
    grow: 1.5,
    className: styles['name'],
    cell: (row, texts) => fieldCell(row, 'name', row.data.name, texts),
  },
  site: { minWidth: 110, grow: 1, cell: (row, texts) => fieldCell(row, 'site', row.data.site, texts) },
  location: {
    minWidth: 110,
    grow: 0.9,
    hideBelow: 1_240,
    cell: (row, texts) => fieldCell(row, 'location', row.data.location, texts),
  },
  model: {
    minWidth: 90,
    grow: 0.7,
    hideBelow: 940,
    className: styles['muted'],
    cell: (row) => foreignText(row.data.model),
  },
  playlist: {
    minWidth: 110,
    grow: 1,
    hideBelow: 760,
    cell: (row, texts) => fieldCell(row, 'playlistId', texts.playlistName(row.data.playlistId), texts),
  },
  tags: {
    minWidth: 110,
    grow: 0.9,
    hideBelow: 1_080,
    isUnsortable: true,
    cell: (row, texts) => fieldCell(row, 'tags', namesInRow(row.data.tags), texts),
  },
  groups: {
    minWidth: 110,
    grow: 0.9,
    hideBelow: 1_080,
    isUnsortable: true,
    cell: (row, texts) => fieldCell(row, 'groups', namesInRow(row.data.groups), texts),
  },
  version: {
    minWidth: 72,
    align: 'end',
    className: styles['muted'],
    cell: (row) => (row.view.isNew ? '–' : formatNumber(row.view.version)),
  },
  cpu: health('cpu'),
  memory: health('memory'),
  storage: health('storage'),
  temperature: health('temperature'),
  score: health('score'),
  lastSeen: {
    minWidth: 108,
    hideBelow: 620,
    className: styles['age'],
    cell: ({ reported }, { t }) => (reported === null ? '–' : <LastSeenCell at={reported.lastSeenAt} t={t} />),
  },
  pending: { minWidth: 150, cell: markCell },
}

/** The columns of the list as the layout wants them. */
export function useDeviceColumns(playlistName: PlaylistName, layout: DeviceLayout): readonly GridColumn<DeviceRow>[] {
  const { t } = useTranslation()
  return useMemo(() => {
    const texts = cellTexts(t, playlistName)
    return columnsOf(layout).map(({ id, width }): GridColumn<DeviceRow> => {
      const { minWidth, grow, hideBelow, isUnsortable, align, className, cell } = DEFINITIONS[id]
      const standard = grow === undefined ? `${minWidth}px` : `minmax(${minWidth}px, ${grow}fr)`
      return {
        id,
        header: columnName(t, id),
        track: width === null ? standard : `${width}px`,
        minWidth: width ?? minWidth,
        isSortable: isUnsortable !== true,
        className,
        ...(align === undefined ? {} : { align }),
        // Who has arranged the columns wants to see them all.
        ...(layout.columns === null && hideBelow !== undefined ? { hideBelow } : {}),
        cell: (row) => cell(row, texts),
      }
    })
  }, [t, playlistName, layout])
}

export function columnName(t: TFunction, id: DeviceColumn): string {
  return t(`devices.column.${id}`)
}
