import { defaultRangeExtractor, useVirtualizer, type VirtualItem, type Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useMemo, useState } from 'react'
import type { DataGridProps } from './grid-types.ts'
import { lastSizeOf } from './use-element-width.ts'

/** Height of the row of headings, in pixels. */
export const HEADER_HEIGHT = 28

export interface VisibleRows {
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>
  readonly items: readonly VirtualItem[]
  /**
   * What a row of this position is drawn in: a row that scrolls out gives its place to the one that scrolls in, which
   * changes texts and makes no elements.
   */
  readonly slotOf: (index: number) => string | number
  /** Position of the heading of the group that the first visible row belongs to; -1: none. */
  readonly topHeading: number
}

type VisibleProps = Pick<DataGridProps<unknown>, 'ids' | 'rowHeight' | 'grouping'>

/** The part of the list that is on screen, and the active row wherever it is. */
export function useVisibleRows(
  { ids, rowHeight, grouping }: VisibleProps,
  scroller: RefObject<HTMLDivElement | null>,
  activeIndex: number,
): VisibleRows {
  // The same function while the height is the same: with another one the library looks at every row again.
  const getItemKey = useMemo(() => keysFor(rowHeight), [rowHeight])
  // oxlint-disable-next-line react/incompatible-library -- nothing memoises what it returns
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey,
    overscan: 8,
    initialRect: lastSizeOf('grid'),
    scrollPaddingStart: grouping === undefined ? 0 : rowHeight,
    scrollPaddingEnd: HEADER_HEIGHT,
    rangeExtractor: (range) => withActive(defaultRangeExtractor(range), activeIndex),
  })
  const headingOf = grouping?.headingOf
  const headings = useMemo(
    () => (headingOf === undefined ? [] : ids.flatMap((id, index) => (headingOf(id) === null ? [] : index))),
    [ids, headingOf],
  )
  const items = virtualizer.getVirtualItems()
  const [slots, setSlots] = useState(0)
  if (items.length > slots) setSlots(items.length)
  const slotOf = (index: number) => (isBeside(items, index) ? 'beside' : index % Math.max(slots, items.length))
  return { virtualizer, items, slotOf, topHeading: lastUpTo(headings, virtualizer.range?.startIndex ?? 0) }
}

/** Whether it is the active row, drawn though it is scrolled away. */
function isBeside(items: readonly VirtualItem[], index: number): boolean {
  const at = items.findIndex((item) => item.index === index)
  const before = items[at - 1]?.index ?? index - 1
  const after = items[at + 1]?.index ?? index + 1
  return (at === 0 && after !== index + 1) || (at === items.length - 1 && before !== index - 1)
}

/** Rows are known by their position: all are of one height, so that nothing has to be remembered of any. */
function keysFor(_rowHeight: number): (index: number) => number {
  return (index) => index
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

/** The active row stays in the document even when scrolled away, so that assistive technology can still find it. */
function withActive(indexes: number[], activeIndex: number): number[] {
  if (activeIndex === -1 || indexes.includes(activeIndex)) return indexes
  return [...indexes, activeIndex].sort((a, b) => a - b)
}
