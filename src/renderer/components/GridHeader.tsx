// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by the virtualiser, which a table element does not allow.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid itself has the focus and names the active row.
import type { Header } from '@tanstack/react-table'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { classes } from './classes.ts'
import styles from './DataGrid.module.css'
import { Checkbox } from './Field.tsx'
import type { GridColumn, GridSelection } from './grid-types.ts'
import type { GridFeatures, GridTable } from './use-grid-table.ts'

interface GridHeaderProps<T> {
  readonly table: GridTable<T>
  readonly columns: readonly GridColumn<T>[]
  readonly tracks: string
  readonly selection: GridSelection | undefined
  readonly ids: readonly string[]
}

export function GridHeader<T>({ table, columns, tracks, selection, ids }: GridHeaderProps<T>) {
  const headers = table.getHeaderGroups()[0]?.headers ?? []
  return (
    <div role="rowgroup" className={styles['header']}>
      <div role="row" aria-rowindex={1} className={styles['headerRow']} style={{ gridTemplateColumns: tracks }}>
        {selection === undefined ? null : <SelectAll selection={selection} ids={ids} />}
        {headers.map((header, position) => {
          const column = columns[position]
          return column === undefined ? null : <ColumnHeader key={column.id} header={header} column={column} />
        })}
      </div>
    </div>
  )
}

function SelectAll({ selection, ids }: { selection: GridSelection; ids: readonly string[] }) {
  const hasEvery = () => ids.length > 0 && selection.ids.size >= ids.length && ids.every((id) => selection.ids.has(id))
  const isAll = selection.isAll ?? hasEvery()
  return (
    <div role="columnheader" className={styles['selectCell']}>
      <Checkbox
        label={selection.labelAll}
        isLabelHidden
        tabIndex={-1}
        checked={isAll}
        isMixed={!isAll && selection.ids.size > 0}
        onChange={() => selection.onChange(isAll ? new Set() : new Set(selection.allIds?.() ?? ids))}
      />
    </div>
  )
}

interface ColumnHeaderProps<T> {
  readonly header: Header<GridFeatures, T & {}, unknown>
  readonly column: GridColumn<T>
}

const ARIA_SORT = { asc: 'ascending', desc: 'descending' } as const

function ColumnHeader<T>({ header, column }: ColumnHeaderProps<T>) {
  const name = classes(styles['headerCell'], column.align === 'end' && styles['alignEnd'])
  if (column.isSortable !== true) {
    return (
      <div role="columnheader" className={name}>
        <span className={column.isHeaderHidden === true ? 'visually-hidden' : undefined}>{column.header}</span>
      </div>
    )
  }
  const sorted = header.column.getIsSorted()
  return (
    <div role="columnheader" aria-sort={sorted === false ? 'none' : ARIA_SORT[sorted]} className={name}>
      <button type="button" className={styles['sort']} onClick={header.column.getToggleSortingHandler()}>
        {column.header}
        {sorted === 'asc' ? <ChevronUp size={12} strokeWidth={1.75} aria-hidden /> : null}
        {sorted === 'desc' ? <ChevronDown size={12} strokeWidth={1.75} aria-hidden /> : null}
      </button>
    </div>
  )
}
