// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by their position, which a table element does not allow.
import { type ReactNode, useMemo, useRef } from 'react'
import styles from './DataGrid.module.css'
import { GridHeadingRow } from './GridHeadingRow.tsx'
import { domIdOf, GridRow } from './GridRow.tsx'
import type { DataGridProps, GridColumn, GridGrouping } from './grid-types.ts'
import type { GridKeys } from './use-grid-keys.ts'
import { HEADER_HEIGHT, useRowWindow } from './use-row-window.ts'

interface GridBodyProps<T> {
  readonly grid: DataGridProps<T>
  readonly gridId: string
  /** -1: no row is active. */
  readonly activeIndex: number
  readonly columns: readonly GridColumn<T>[]
  readonly tracks: string
  readonly minWidth: number
  readonly keys: GridKeys
}

/** The rows on screen, each at its place in a body as high as the whole list. */
export function GridBody<T>(props: GridBodyProps<T>) {
  const { grid, activeIndex } = props
  const { ids, rowHeight, onHoldChange, onScroll, grouping } = grid
  const count = ids.length
  const body = useRef<HTMLDivElement>(null)
  const shown = useRowWindow(body, { count, rowHeight, isFirstWanted: grouping !== undefined, onScroll })
  const rows: ReactNode[] = []
  // The active row stays in the document even when scrolled away, so that assistive technology can still find it.
  const isBeside = activeIndex !== -1 && (activeIndex < shown.from || activeIndex >= shown.to)
  if (isBeside && activeIndex < shown.from) rows.push(rowOf(props, activeIndex, 'beside'))
  for (let index = shown.from; index < shown.to; index += 1) rows.push(rowOf(props, index, shown.slotOf(index)))
  if (isBeside && activeIndex >= shown.to) rows.push(rowOf(props, activeIndex, 'beside'))
  return (
    <div
      ref={body}
      role="rowgroup"
      className={styles['body']}
      style={{ height: count * rowHeight, minWidth: props.minWidth }}
      onPointerEnter={() => onHoldChange?.(true)}
      onPointerLeave={(event) => {
        if (!isFocusWithin(event.currentTarget.parentElement)) onHoldChange?.(false)
      }}
    >
      <StuckHeading {...props} first={shown.first} />
      {rows}
    </div>
  )
}

function rowOf<T>(props: GridBodyProps<T>, index: number, slot: string | number): ReactNode {
  const { grid, gridId, keys } = props
  const id = grid.ids[index]
  if (id === undefined) return null
  const heading = grid.grouping?.headingOf(id) ?? null
  const place = { index, top: index * grid.rowHeight, height: grid.rowHeight, isActive: id === grid.activeId }
  if (heading !== null) {
    return (
      <GridHeadingRow
        key={`heading-${id}`}
        id={id}
        domId={domIdOf(gridId, id)}
        heading={heading}
        {...place}
        onToggle={keys.onHeadingClick}
        onMark={keys.toggle}
      />
    )
  }
  return (
    <GridRow
      key={slot}
      id={id}
      gridId={gridId}
      rowOf={grid.rowOf}
      subscribeRow={grid.subscribeRow}
      columns={props.columns}
      tracks={props.tracks}
      {...place}
      level={grid.grouping === undefined ? undefined : 2}
      isSelected={grid.selection?.ids.has(id) ?? false}
      selectLabel={grid.selection?.labelOf}
      label={grid.rowLabel}
      attributes={grid.rowAttributes}
      onClick={keys.onRowClick}
      onToggle={keys.toggle}
    />
  )
}

/** The heading of the group that the first visible row belongs to stays at the top. For the eye only. */
function StuckHeading<T>({ grid, keys, first }: GridBodyProps<T> & { readonly first: number }) {
  const { ids, grouping } = grid
  const headings = useHeadings(ids, grouping)
  const id = ids[lastUpTo(headings, first)]
  const heading = id === undefined ? null : (grouping?.headingOf(id) ?? null)
  if (id === undefined || heading === null) return null
  return (
    <div className={styles['stuck']} style={{ top: HEADER_HEIGHT }} aria-hidden>
      <GridHeadingRow
        id={id}
        heading={heading}
        height={grid.rowHeight}
        isActive={id === grid.activeId}
        onToggle={keys.onHeadingClick}
        onMark={keys.toggle}
      />
    </div>
  )
}

/** Positions of the headings among the rows. */
function useHeadings(ids: readonly string[], grouping: GridGrouping | undefined): readonly number[] {
  const headingOf = grouping?.headingOf
  return useMemo(
    () => (headingOf === undefined ? [] : ids.flatMap((id, index) => (headingOf(id) === null ? [] : index))),
    [ids, headingOf],
  )
}

/** The largest of the rising numbers that is not above the limit; -1: none. */
function lastUpTo(rising: readonly number[], limit: number): number {
  let low = 0
  let high = rising.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rising[middle] ?? 0) <= limit) low = middle + 1
    else high = middle
  }
  return rising[low - 1] ?? -1
}

function isFocusWithin(element: Element | null): boolean {
  return element?.contains(document.activeElement) ?? false
}
