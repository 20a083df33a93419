import type { ReactNode } from 'react'
import type { ScrollPlace } from './use-scroll-place.ts'

export interface GridColumn<T> {
  readonly id: string
  /** The heading, as drawn and read out. */
  readonly header: string
  /** Width as a CSS grid track. */
  readonly track: string
  /** The least it needs, in pixels. Where all columns say it, a grid that is too narrow scrolls sideways. */
  readonly minWidth?: number
  readonly isSortable?: boolean
  readonly isHeaderHidden?: boolean
  readonly align?: 'end'
  /** Of its cells, the heading excepted. */
  readonly className?: string | undefined
  /** Leaves the column out when the grid is narrower than this, in pixels. */
  readonly hideBelow?: number
  readonly cell: (row: T) => ReactNode
}

export interface GridSort {
  readonly columnId: string
  readonly isDescending: boolean
}

export interface GridArranging {
  /** `width` in pixels. */
  readonly resize: (columnId: string, width: number) => void
  readonly move: (columnId: string, by: 1 | -1) => void
  readonly labelOf: (column: string) => string
}

export interface GridSelection {
  readonly ids: ReadonlySet<string>
  readonly onChange: (ids: ReadonlySet<string>) => void
  readonly labelAll: string
  readonly labelOf: (id: string) => string
  /** All that can be selected, where that is more than the rows shown; left out: the rows shown. */
  readonly allIds?: () => readonly string[]
  /** Whether everything is selected; left out: found out by looking at every row. */
  readonly isAll?: boolean
}

/** The heading of a group of rows. */
export interface GridHeading {
  readonly label: string
  /** How many belong to it, in words. */
  readonly count: string
  readonly isCollapsed: boolean
  /** Set: the group is selected as a whole, by its heading. `label` names the box. */
  readonly mark?: { readonly label: string; readonly isSelected: boolean }
}

/** Rows in groups: some of the grid's ids are headings. */
export interface GridGrouping {
  /** Null for an id that is a row. */
  readonly headingOf: (id: string) => GridHeading | null
  readonly setCollapsed: (headingId: string, isCollapsed: boolean) => void
  readonly setAllCollapsed: (isCollapsed: boolean) => void
  /** The rows of a group, shown or not. */
  readonly idsOf: (headingId: string) => readonly string[]
}

export type RowAttributes = Readonly<Record<`data-${string}`, string | undefined>>

export interface DataGridProps<T> {
  readonly label: string
  readonly columns: readonly GridColumn<T>[]
  /** Every row in the order shown. Only those on screen are read. */
  readonly ids: readonly string[]
  readonly rowOf: (id: string) => T | undefined
  /** Calls back when `rowOf` answers another object; left out: the grid is drawn anew with another `rowOf`. */
  readonly subscribeRow?: (id: string, listener: () => void) => () => void
  readonly grouping?: GridGrouping
  readonly rowLabel: (row: T) => string
  readonly rowAttributes: (row: T) => RowAttributes
  readonly rowHeight: number
  readonly sort?: GridSort | null
  readonly onSort?: (sort: GridSort) => void
  /** Set: columns can be made wider and moved, with the pointer, and with Alt and Shift and the arrow keys. */
  readonly arranging?: GridArranging
  readonly selection?: GridSelection
  readonly activeId: string | null
  readonly onActiveChange: (id: string | null) => void
  readonly onOpen: (id: string, by: 'keyboard' | 'pointer') => void
  /** Esc with nothing selected. */
  readonly onEscape?: () => void
  /** True while the pointer or the keyboard is in the rows. */
  readonly onHoldChange?: (isHeld: boolean) => void
  /** Set: the list comes back to where it was left. */
  readonly scrollPlace?: ScrollPlace
  /** Whenever the rows are scrolled, by whatever means. */
  readonly onScroll?: () => void
}
