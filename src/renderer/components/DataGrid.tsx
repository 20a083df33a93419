// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by their position, which a table element does not allow.
// biome-ignore-all lint/a11y/useAriaPropsSupportedByRole: the role is one of two, both of which take a label.
// biome-ignore-all lint/a11y/noStaticElementInteractions: the role is one of two, both of which take keys.
import { type RefObject, useEffect, useId, useMemo, useRef, useState } from 'react'
import { usePageKeys } from '../app/page-keys.ts'
import styles from './DataGrid.module.css'
import { GridBody } from './GridBody.tsx'
import { GridHeader } from './GridHeader.tsx'
import { domIdOf } from './GridRow.tsx'
import type { DataGridProps } from './grid-types.ts'
import { useElementWidth } from './use-element-width.ts'
import { useGridKeys } from './use-grid-keys.ts'
import { useGridTable } from './use-grid-table.ts'
import { HEADER_HEIGHT, scrollToRow } from './use-row-window.ts'
import { useScrollPlace } from './use-scroll-place.ts'

const SELECT_WIDTH = 34
const SELECT_TRACK = `${SELECT_WIDTH}px`
/** These reach the rows from anywhere on the page. */
const KEYS_FROM_AFAR = ['j', 'k', 'Escape'] as const
/** Left and right of the cells of a row. */
const SIDE_PADDING = 16

/**
 * A virtualised grid. The order comes from outside and only the rows on screen are read, so its cost does not
 * grow with the list. One stop for Tab; the active row is told to assistive technology by `aria-activedescendant`.
 */
export function DataGrid<T>(props: DataGridProps<T>) {
  const { ids, rowHeight, selection, activeId, onHoldChange } = props
  const gridId = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const width = useElementWidth(scroller, 'grid')
  const shown = useMemo(() => {
    const fitting = props.columns.filter((column) => width === 0 || width >= (column.hideBelow ?? 0))
    return fitting.length === props.columns.length ? props.columns : fitting
  }, [props.columns, width])
  const activeIndex = activeId === null ? -1 : ids.indexOf(activeId)
  const table = useGridTable(shown, props.sort, props.onSort)
  const pageRows = () => Math.floor(((scroller.current?.clientHeight ?? 0) - HEADER_HEIGHT) / rowHeight) - 1
  const scrollTo = (index: number) => {
    const stuckHeight = props.grouping === undefined ? 0 : rowHeight
    if (scroller.current !== null) scrollToRow(scroller.current, index, rowHeight, stuckHeight)
  }
  const keys = useGridKeys(props, pageRows, scrollTo)
  usePageKeys(Object.fromEntries(KEYS_FROM_AFAR.map((key) => [key, () => stepInto(scroller, key)])))
  const selectTrack = selection === undefined ? [] : [SELECT_TRACK]
  const [drawn, setDrawn] = useState<{ id: string; width: number } | null>(null)
  const trackOf = ({ id, track }: { id: string; track: string }) => (drawn?.id === id ? `${drawn.width}px` : track)
  const minWidth = shown.reduce((sum, column) => sum + (column.minWidth ?? 0), SELECT_WIDTH + SIDE_PADDING)
  const tracks = [...selectTrack, ...shown.map(trackOf)].join(' ')
  useScrollPlace(scroller, props.scrollPlace, ids.length * rowHeight)
  // Neither the pointer nor the focus leaves what is taken away under it.
  useEffect(() => () => onHoldChange?.(false), [onHoldChange])

  return (
    <div
      ref={scroller}
      role={props.grouping === undefined ? 'grid' : 'treegrid'}
      data-grid
      aria-label={props.label}
      aria-rowcount={ids.length + 1}
      aria-colcount={shown.length + selectTrack.length}
      aria-multiselectable={selection !== undefined}
      aria-activedescendant={activeIndex === -1 ? undefined : domIdOf(gridId, activeId ?? '')}
      tabIndex={0}
      className={styles['grid']}
      onKeyDown={keys.onKeyDown}
      onFocus={() => onHoldChange?.(true)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onHoldChange?.(false)
      }}
    >
      <GridHeader
        table={table}
        columns={shown}
        tracks={tracks}
        minWidth={minWidth}
        selection={selection}
        ids={ids}
        arranging={props.arranging}
        onDraw={setDrawn}
      />
      <GridBody
        grid={props}
        gridId={gridId}
        activeIndex={activeIndex}
        columns={shown}
        tracks={tracks}
        minWidth={minWidth}
        keys={keys}
      />
    </div>
  )
}

/** Into the rows, which take the key as if they had had the focus. */
function stepInto({ current }: RefObject<HTMLElement | null>, key: string): void {
  current?.focus()
  current?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
}
