import { defaultRangeExtractor, useVirtualizer, type VirtualItem, type Virtualizer } from '@tanstack/react-virtual'
import type { RefObject } from 'react'
import type { DataGridProps } from './grid-types.ts'

/** Height of the row of headings, in pixels. */
export const HEADER_HEIGHT = 28

export interface VisibleRows<T> {
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>
  readonly items: readonly VirtualItem[]
  /** The row of each item. */
  readonly rows: readonly (T & {})[]
}

/** The part of the list that is on screen, and the active row wherever it is. */
export function useVisibleRows<T>(
  { ids, rowOf, rowHeight }: Pick<DataGridProps<T>, 'ids' | 'rowOf' | 'rowHeight'>,
  scroller: RefObject<HTMLDivElement | null>,
  activeIndex: number,
): VisibleRows<T> {
  // oxlint-disable-next-line react/incompatible-library -- nothing memoises what it returns
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
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
  return { virtualizer, items, rows }
}

/** The active row stays in the document even when scrolled away, so that assistive technology can still find it. */
function withActive(indexes: number[], activeIndex: number): number[] {
  if (activeIndex === -1 || indexes.includes(activeIndex)) return indexes
  return [...indexes, activeIndex].sort((a, b) => a - b)
}
