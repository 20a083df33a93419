import {
  type ReactTable,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  type Updater,
  useTable,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import type { GridColumn, GridSort } from './grid-types.ts'

const FEATURES = tableFeatures({ rowSortingFeature })
export type GridTable<T> = ReactTable<typeof FEATURES, T & {}>
export type GridFeatures = typeof FEATURES

const NO_ROWS: never[] = []

/** The columns and the sorting of a grid. The table is given no rows: their order and their values come from outside. */
export function useGridTable<T>(
  columns: readonly GridColumn<T>[],
  sort: GridSort | null | undefined,
  onSort: ((sort: GridSort) => void) | undefined,
): GridTable<T> {
  const definitions = useMemo(
    () =>
      columns.map((column) => ({
        id: column.id,
        accessorFn: (row: T & {}) => row,
        enableSorting: column.isSortable === true,
      })),
    [columns],
  )
  const sorting: SortingState = sort ? [{ id: sort.columnId, desc: sort.isDescending }] : []
  return useTable<GridFeatures, T & {}>({
    features: FEATURES,
    columns: definitions,
    data: NO_ROWS,
    manualSorting: true,
    enableSortingRemoval: false,
    // The library sorts what is not text from the last to the first, and here it sees whole rows.
    sortDescFirst: false,
    state: { sorting },
    onSortingChange: (updater: Updater<SortingState>) => {
      const [next] = typeof updater === 'function' ? updater(sorting) : updater
      if (next !== undefined) onSort?.({ columnId: next.id, isDescending: next.desc })
    },
  })
}
