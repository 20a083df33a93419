import { rowSortingFeature, type SortingState, tableFeatures, type Updater, useTable } from '@tanstack/react-table'
import { defaultRangeExtractor, useVirtualizer, type VirtualItem } from '@tanstack/react-virtual'
import { useId, useMemo, useRef } from 'react'
import styles from './DataGrid.module.css'
import { GridHeader } from './GridHeader.tsx'
import { GridRow } from './GridRow.tsx'
import type { DataGridProps } from './grid-types.ts'
import { useElementWidth } from './use-element-width.ts'
import { useGridKeys } from './use-grid-keys.ts'

const FEATURES = tableFeatures({ rowSortingFeature })
export type GridFeatures = typeof FEATURES

export const HEADER_HEIGHT = 28
const SELECT_TRACK = '34px'

/**
 * A virtualised grid. The order comes from outside and the table is given only the rows on screen, so its cost does not
 * grow with the list. One stop for Tab; the active row is told to assistive technology by `aria-activedescendant`.
 */
export function DataGrid<T>(props: DataGridProps<T>) {
  const { ids, rowOf, rowHeight, selection, activeId, onHoldChange } = props
  const gridId = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const width = useElementWidth(scroller)
  const shown = useMemo(
    () => props.columns.filter((column) => width === 0 || width >= (column.hideBelow ?? 0)),
    [props.columns, width],
  )
  const activeIndex = activeId === null ? -1 : ids.indexOf(activeId)

  const virtualizer = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => ids[index] ?? index,
    overscan: 8,
    scrollPaddingEnd: HEADER_HEIGHT,
    rangeExtractor: (range) => withActive(defaultRangeExtractor(range), activeIndex),
  })
  const items: VirtualItem[] = []
  const rows: (T & {})[] = []
  for (const item of virtualizer.getVirtualItems()) {
    const row = rowOf(ids[item.index] ?? '')
    if (row === undefined || row === null) continue
    items.push(item)
    rows.push(row)
  }

  const columns = useMemo(
    () =>
      shown.map((column) => ({
        id: column.id,
        accessorFn: (row: T & {}) => row,
        enableSorting: column.isSortable === true,
        meta: column,
      })),
    [shown],
  )
  const sorting: SortingState = props.sort ? [{ id: props.sort.columnId, desc: props.sort.isDescending }] : []
  const table = useTable<GridFeatures, T & {}>({
    features: FEATURES,
    columns,
    data: rows,
    manualSorting: true,
    enableSortingRemoval: false,
    state: { sorting },
    onSortingChange: (updater: Updater<SortingState>) => {
      const [next] = typeof updater === 'function' ? updater(sorting) : updater
      if (next !== undefined) props.onSort?.({ columnId: next.id, isDescending: next.desc })
    },
  })

  const pageRows = () => Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - HEADER_HEIGHT) / rowHeight) - 1)
  const keys = useGridKeys(props, pageRows, (index) => virtualizer.scrollToIndex(index, { align: 'auto' }))
  const tracks = [...(selection === undefined ? [] : [SELECT_TRACK]), ...shown.map((column) => column.track)].join(' ')
  const rowModel = table.getRowModel().rows
  const rowDomId = (id: string) => `${gridId}${id}`

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={props.label}
      aria-rowcount={ids.length + 1}
      aria-colcount={shown.length + (selection === undefined ? 0 : 1)}
      aria-multiselectable={selection !== undefined}
      aria-activedescendant={activeIndex === -1 ? undefined : rowDomId(activeId ?? '')}
      tabIndex={0}
      className={styles['grid']}
      onKeyDown={keys.onKeyDown}
      onFocus={() => onHoldChange?.(true)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onHoldChange?.(false)
      }}
    >
      <GridHeader table={table} columns={shown} tracks={tracks} selection={selection} ids={ids} />
      <div
        role="rowgroup"
        className={styles['body']}
        style={{ height: virtualizer.getTotalSize() }}
        onPointerEnter={() => onHoldChange?.(true)}
        onPointerLeave={(event) => {
          if (!isFocusWithin(event.currentTarget.parentElement)) onHoldChange?.(false)
        }}
      >
        {items.map((item, position) => {
          const row = rowModel[position]
          const id = ids[item.index]
          if (row === undefined || id === undefined) return null
          return (
            <GridRow
              key={id}
              id={id}
              domId={rowDomId(id)}
              row={row.original as T}
              columns={shown}
              tracks={tracks}
              index={item.index}
              top={item.start}
              height={rowHeight}
              isActive={id === activeId}
              isSelected={selection?.ids.has(id) ?? false}
              selectLabel={selection?.labelOf(id)}
              label={props.rowLabel}
              attributes={props.rowAttributes}
              onClick={keys.onRowClick}
              onToggle={keys.toggle}
            />
          )
        })}
      </div>
    </div>
  )
}

function isFocusWithin(element: Element | null): boolean {
  return element?.contains(document.activeElement) ?? false
}

/** The active row stays in the document even when scrolled away, so that assistive technology can still find it. */
function withActive(indexes: number[], activeIndex: number): number[] {
  if (activeIndex === -1 || indexes.includes(activeIndex)) return indexes
  return [...indexes, activeIndex].sort((a, b) => a - b)
}
