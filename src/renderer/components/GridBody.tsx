// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by the virtualiser, which a table element does not allow.
import styles from './DataGrid.module.css'
import { GridHeadingRow } from './GridHeadingRow.tsx'
import { GridRow } from './GridRow.tsx'
import type { DataGridProps, GridColumn } from './grid-types.ts'
import type { GridKeys } from './use-grid-keys.ts'
import { HEADER_HEIGHT, type VisibleRows } from './use-visible-rows.ts'

interface GridBodyProps<T> {
  readonly grid: DataGridProps<T>
  readonly visible: VisibleRows
  readonly columns: readonly GridColumn<T>[]
  readonly tracks: string
  readonly minWidth: number
  readonly keys: GridKeys
  readonly domIdOf: (id: string) => string
}

/** The rows on screen, each at its place in a body as high as the whole list. */
export function GridBody<T>({ grid, visible, columns, tracks, minWidth, keys, domIdOf }: GridBodyProps<T>) {
  const { ids, selection, activeId, onHoldChange, grouping } = grid
  const topId = ids[visible.topHeading]
  const top = topId === undefined ? null : (grouping?.headingOf(topId) ?? null)
  return (
    <div
      role="rowgroup"
      className={styles['body']}
      style={{ height: visible.virtualizer.getTotalSize(), minWidth }}
      onPointerEnter={() => onHoldChange?.(true)}
      onPointerLeave={(event) => {
        if (!isFocusWithin(event.currentTarget.parentElement)) onHoldChange?.(false)
      }}
    >
      {top === null || topId === undefined ? null : (
        <div className={styles['stuck']} style={{ top: HEADER_HEIGHT }} aria-hidden>
          <GridHeadingRow
            id={topId}
            heading={top}
            height={grid.rowHeight}
            isActive={topId === activeId}
            onToggle={keys.onHeadingClick}
          />
        </div>
      )}
      {visible.items.map((item) => {
        const id = ids[item.index]
        if (id === undefined) return null
        const heading = grouping?.headingOf(id) ?? null
        const place = { index: item.index, top: item.start, height: grid.rowHeight }
        if (heading !== null) {
          return (
            <GridHeadingRow
              key={`heading-${id}`}
              id={id}
              domId={domIdOf(id)}
              heading={heading}
              {...place}
              isActive={id === activeId}
              onToggle={keys.onHeadingClick}
            />
          )
        }
        return (
          <GridRow
            key={visible.slotOf(item.index)}
            id={id}
            domId={domIdOf(id)}
            rowOf={grid.rowOf}
            subscribeRow={grid.subscribeRow}
            columns={columns}
            tracks={tracks}
            {...place}
            level={grouping === undefined ? undefined : 2}
            isActive={id === activeId}
            isSelected={selection?.ids.has(id) ?? false}
            selectLabel={selection?.labelOf(id)}
            label={grid.rowLabel}
            attributes={grid.rowAttributes}
            onClick={keys.onRowClick}
            onToggle={keys.toggle}
          />
        )
      })}
    </div>
  )
}

function isFocusWithin(element: Element | null): boolean {
  return element?.contains(document.activeElement) ?? false
}
