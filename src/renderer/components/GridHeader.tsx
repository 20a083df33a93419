// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by their position, which a table element does not allow.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid itself has the focus and names the active row.
import type { Header } from '@tanstack/react-table'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, type RefObject, useRef } from 'react'
import { classes } from './classes.ts'
import styles from './DataGrid.module.css'
import { Checkbox } from './Field.tsx'
import type { GridArranging, GridColumn, GridSelection } from './grid-types.ts'
import { lineDirection, stepAlongLine } from './line-direction.ts'
import type { GridFeatures, GridTable } from './use-grid-table.ts'

interface GridHeaderProps<T> {
  readonly table: GridTable<T>
  readonly columns: readonly GridColumn<T>[]
  readonly tracks: string
  readonly minWidth: number
  readonly selection: GridSelection | undefined
  readonly ids: readonly string[]
  readonly arranging: GridArranging | undefined
  /** While a column is drawn wider or narrower; null: not any more. */
  readonly onDraw: (drawn: { id: string; width: number } | null) => void
}

export function GridHeader<T>(props: GridHeaderProps<T>) {
  const { table, columns, tracks, minWidth, selection, ids } = props
  const headers = table.getHeaderGroups()[0]?.headers ?? []
  return (
    <div role="rowgroup" className={styles['header']}>
      <div
        role="row"
        aria-rowindex={1}
        className={styles['headerRow']}
        style={{ gridTemplateColumns: tracks, minWidth }}
      >
        {selection === undefined ? null : <SelectAll selection={selection} ids={ids} />}
        {headers.map((header, position) => {
          const column = columns[position]
          if (column === undefined) return null
          return (
            <ColumnHeader
              key={column.id}
              header={header}
              column={column}
              arranging={props.arranging}
              onDraw={props.onDraw}
            />
          )
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
  readonly arranging: GridArranging | undefined
  readonly onDraw: GridHeaderProps<T>['onDraw']
}

const ARIA_SORT = { asc: 'ascending', desc: 'descending' } as const

function ColumnHeader<T>({ header, column, arranging, onDraw }: ColumnHeaderProps<T>) {
  const cell = useRef<HTMLDivElement>(null)
  const name = classes(styles['headerCell'], column.align === 'end' && styles['alignEnd'])
  const handle =
    arranging === undefined ? null : <ResizeHandle cell={cell} column={column} arranging={arranging} onDraw={onDraw} />
  if (column.isSortable !== true) {
    return (
      <div ref={cell} role="columnheader" className={name}>
        <span className={column.isHeaderHidden === true ? 'visually-hidden' : styles['heading']} title={column.header}>
          {column.header}
        </span>
        {handle}
      </div>
    )
  }
  const sorted = header.column.getIsSorted()
  return (
    <div ref={cell} role="columnheader" aria-sort={sorted === false ? 'none' : ARIA_SORT[sorted]} className={name}>
      <button
        type="button"
        className={styles['sort']}
        onClick={header.column.getToggleSortingHandler()}
        onKeyDown={(event) => arrangeByKey(event, column.id, cell.current?.offsetWidth ?? 0, arranging)}
      >
        <span className={styles['heading']} title={column.header}>
          {column.header}
        </span>
        {sorted === 'asc' ? <ChevronUp size={12} strokeWidth={1.75} aria-hidden /> : null}
        {sorted === 'desc' ? <ChevronDown size={12} strokeWidth={1.75} aria-hidden /> : null}
      </button>
      {handle}
    </div>
  )
}

const KEY_STEP = 16

/** Alt and an arrow moves the column, Shift and an arrow makes it wider or narrower. */
function arrangeByKey(
  event: KeyboardEvent<HTMLElement>,
  id: string,
  width: number,
  arranging: GridArranging | undefined,
): void {
  const direction = stepAlongLine(event.key, event.currentTarget)
  if (arranging === undefined || direction === 0) return
  if (event.altKey) arranging.move(id, direction)
  else if (event.shiftKey) arranging.resize(id, width + direction * KEY_STEP)
  else return
  event.preventDefault()
  event.stopPropagation()
}

interface ResizeHandleProps {
  readonly cell: RefObject<HTMLDivElement | null>
  readonly column: { readonly id: string; readonly header: string }
  readonly arranging: GridArranging
  readonly onDraw: (drawn: { id: string; width: number } | null) => void
}

/** Keys have Shift and the arrows on the heading itself; this is for the pointer. */
function ResizeHandle({ cell, column, arranging, onDraw }: ResizeHandleProps) {
  function drag(event: PointerEvent<HTMLDivElement>): void {
    event.preventDefault()
    const handle = event.currentTarget
    handle.setPointerCapture(event.pointerId)
    const [startX, direction] = [event.clientX, lineDirection(handle)]
    const startWidth = cell.current?.offsetWidth ?? 0
    const widthAt = (moved: globalThis.PointerEvent) =>
      Math.max(MIN_WIDTH, startWidth + direction * (moved.clientX - startX))
    const move = (moved: globalThis.PointerEvent) => onDraw({ id: column.id, width: widthAt(moved) })
    const end = (moved: globalThis.PointerEvent) => {
      handle.removeEventListener('pointermove', move)
      if (moved.type === 'pointerup' && moved.clientX !== startX) arranging.resize(column.id, widthAt(moved))
      onDraw(null)
    }
    handle.addEventListener('pointermove', move)
    handle.addEventListener('pointerup', end, { once: true })
    handle.addEventListener('pointercancel', end, { once: true })
  }
  return <div className={styles['handle']} title={arranging.labelOf(column.header)} onPointerDown={drag} aria-hidden />
}

const MIN_WIDTH = 48
