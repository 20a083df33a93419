// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by the virtualiser, which a table element does not allow.
import styles from './DataGrid.module.css'
import { GridRow } from './GridRow.tsx'
import type { DataGridProps, GridColumn } from './grid-types.ts'
import type { GridKeys } from './use-grid-keys.ts'
import type { GridTable } from './use-grid-table.ts'
import type { VisibleRows } from './use-visible-rows.ts'

interface GridBodyProps<T> {
  readonly grid: DataGridProps<T>
  readonly visible: VisibleRows<T>
  readonly table: GridTable<T>
  readonly columns: readonly GridColumn<T>[]
  readonly tracks: string
  readonly keys: GridKeys
  readonly domIdOf: (id: string) => string
}

/** The rows on screen, each at its place in a body as high as the whole list. */
export function GridBody<T>({ grid, visible, table, columns, tracks, keys, domIdOf }: GridBodyProps<T>) {
  const { ids, selection, activeId, onHoldChange } = grid
  const model = table.getRowModel().rows
  return (
    <div
      role="rowgroup"
      className={styles['body']}
      style={{ height: visible.virtualizer.getTotalSize() }}
      onPointerEnter={() => onHoldChange?.(true)}
      onPointerLeave={(event) => {
        if (!isFocusWithin(event.currentTarget.parentElement)) onHoldChange?.(false)
      }}
    >
      {visible.items.map((item, position) => {
        const row = model[position]
        const id = ids[item.index]
        if (row === undefined || id === undefined) return null
        return (
          <GridRow
            key={id}
            id={id}
            domId={domIdOf(id)}
            row={row.original}
            columns={columns}
            tracks={tracks}
            index={item.index}
            top={item.start}
            height={grid.rowHeight}
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
