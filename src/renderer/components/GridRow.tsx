// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by their position, which a table element does not allow.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid itself has the focus and names the active row.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys of all its rows.
import { type MouseEvent, memo, useCallback, useSyncExternalStore } from 'react'
import { classes } from './classes.ts'
import styles from './DataGrid.module.css'
import type { DataGridProps, GridColumn, RowAttributes } from './grid-types.ts'
import { ownDirection } from './own-direction.ts'
import { selectionMark } from './selection-mark.tsx'

interface GridRowProps<T> {
  readonly id: string
  readonly gridId: string
  readonly rowOf: DataGridProps<T>['rowOf']
  readonly subscribeRow: DataGridProps<T>['subscribeRow']
  readonly columns: readonly GridColumn<T>[]
  readonly tracks: string
  readonly index: number
  readonly top: number
  readonly height: number
  /** Below a group's heading; left out where there are no groups. */
  readonly level: number | undefined
  readonly isActive: boolean
  readonly isSelected: boolean
  /** Left out: rows cannot be selected. */
  readonly selectLabel: ((id: string) => string) | undefined
  readonly label: (row: T) => string
  readonly attributes: (row: T) => RowAttributes
  readonly onClick: (id: string, event: MouseEvent) => void
  readonly onToggle: (id: string) => void
}

/** The id of a row's element, for `aria-activedescendant`. */
export function domIdOf(gridId: string, id: string): string {
  return `${gridId}${encodeURIComponent(id)}`
}

const never = () => () => undefined

/** The row of an id, always the newest. */
function useRow<T>({ id, rowOf, subscribeRow }: GridRowProps<T>): T | undefined {
  const subscribe = useCallback((listener: () => void) => subscribeRow?.(id, listener) ?? never(), [subscribeRow, id])
  return useSyncExternalStore(subscribe, () => rowOf(id))
}

function Row<T>(props: GridRowProps<T>) {
  const { id, columns, isActive, isSelected, selectLabel } = props
  const row = useRow(props)
  if (row === undefined) return null
  return (
    <div
      {...props.attributes(row)}
      id={domIdOf(props.gridId, id)}
      role="row"
      aria-label={props.label(row)}
      aria-rowindex={props.index + 2}
      aria-level={props.level}
      aria-selected={isSelected}
      data-active={isActive || undefined}
      className={classes(styles['row'], isActive && styles['active'], isSelected && styles['selected'])}
      style={{ gridTemplateColumns: props.tracks, transform: `translateY(${props.top}px)`, height: props.height }}
      onClick={(event) => props.onClick(id, event)}
    >
      {selectLabel === undefined ? null : (
        <div
          role="gridcell"
          className={styles['selectCell']}
          onClick={(event) => {
            event.stopPropagation()
            if (event.target !== event.currentTarget) props.onToggle(id)
          }}
        >
          {selectionMark({ label: selectLabel(id), isSelected })}
        </div>
      )}
      {columns.map((column) => {
        const value = column.cell(row)
        return (
          <div
            key={column.id}
            role="gridcell"
            dir={typeof value === 'string' ? ownDirection(value) : undefined}
            className={classes(styles['cell'], column.align === 'end' && styles['alignEnd'], column.className)}
          >
            {value}
          </div>
        )
      })}
    </div>
  )
}

/** Drawn again only when its own entity, place or marking changes. The handlers always act on the newest state. */
export const GridRow = memo(Row, (before, after) => {
  return (
    before.id === after.id &&
    hasSameRow(before, after) &&
    before.columns === after.columns &&
    before.tracks === after.tracks &&
    before.index === after.index &&
    before.top === after.top &&
    before.height === after.height &&
    before.level === after.level &&
    before.isActive === after.isActive &&
    before.isSelected === after.isSelected &&
    before.label === after.label &&
    before.attributes === after.attributes &&
    before.onClick === after.onClick
  )
}) as typeof Row

/** Rows that follow their ids by themselves are not looked at from above. */
function hasSameRow<T>(before: GridRowProps<T>, after: GridRowProps<T>): boolean {
  if (before.subscribeRow !== after.subscribeRow) return false
  if (before.rowOf === after.rowOf) return true
  return after.subscribeRow === undefined && before.rowOf(before.id) === after.rowOf(after.id)
}
