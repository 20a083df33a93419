import { DEVICE_COLUMNS, MAX_COLUMN_WIDTH, MIN_COLUMN_WIDTH } from '#shared/domain/device-columns.ts'
import type { DeviceColumn, DeviceLayout, DeviceView, LayoutColumn } from '#shared/domain/device-views.ts'
import { type DeviceQuery, NO_FILTER } from '../../app/devices/device-filter.ts'

/** Columns of a list that nobody has arranged. */
export const STANDARD_COLUMNS: readonly DeviceColumn[] = [
  'status',
  'name',
  'site',
  'location',
  'model',
  'playlist',
  'tags',
  'lastSeen',
  'pending',
]

/** The column of this name; undefined: there is none. */
export function deviceColumnOf(id: string): DeviceColumn | undefined {
  return DEVICE_COLUMNS.find((column) => column === id)
}

export function isSameQuery(a: DeviceQuery, b: DeviceQuery): boolean {
  const filters = Object.keys(NO_FILTER) as (keyof typeof NO_FILTER)[]
  return (
    filters.every((name) => a[name] === b[name]) &&
    a.group === b.group &&
    a.sort.columnId === b.sort.columnId &&
    a.sort.isDescending === b.sort.isDescending
  )
}

/** An id that no view has yet. */
export function freeViewId(views: readonly DeviceView[]): string {
  const taken = new Set(views.map((view) => view.id))
  let number = views.length + 1
  while (taken.has(`view-${number}`)) number += 1
  return `view-${number}`
}

/** The columns of a layout: its own, or the standard ones. */
export function columnsOf({ columns }: DeviceLayout): readonly LayoutColumn[] {
  return columns ?? STANDARD_COLUMNS.map((id) => ({ id, width: null }))
}

export function resizeColumn(layout: DeviceLayout, id: string, width: number): DeviceLayout {
  const fitting = Math.round(Math.max(MIN_COLUMN_WIDTH, Math.min(MAX_COLUMN_WIDTH, width)))
  return {
    ...layout,
    columns: columnsOf(layout).map((column) => (column.id === id ? { id: column.id, width: fitting } : column)),
  }
}

/** Gives a column the width that fits. */
export function withFittingWidth(layout: DeviceLayout, id: string): DeviceLayout {
  if (layout.columns === null) return layout
  return {
    ...layout,
    columns: layout.columns.map((column) => (column.id === id ? { ...column, width: null } : column)),
  }
}

/** Moves a column by so many places; it stays where it is at the ends. */
export function moveColumn(layout: DeviceLayout, id: string, by: number): DeviceLayout {
  const columns = [...columnsOf(layout)]
  const from = columns.findIndex((column) => column.id === id)
  const to = Math.max(0, Math.min(columns.length - 1, from + by))
  const [column] = from === -1 ? [] : columns.splice(from, 1)
  if (column === undefined) return layout
  columns.splice(to, 0, column)
  return { ...layout, columns }
}

/** Shows or hides a column. The name stays: a row without it could not be told from others. */
export function toggleColumn(layout: DeviceLayout, id: DeviceColumn): DeviceLayout {
  const columns = columnsOf(layout)
  if (!columns.some((column) => column.id === id)) return { ...layout, columns: [...columns, { id, width: null }] }
  return id === 'name' ? layout : { ...layout, columns: columns.filter((column) => column.id !== id) }
}
