import { type RefObject, startTransition, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { lastSizeOf } from './use-element-width.ts'

/** Height of the row of headings, in pixels. */
export const HEADER_HEIGHT = 28
/** Rows drawn beyond the edges, so that the next ones are there when they are scrolled to. */
const OVERSCAN = 6
/** Rows come and go so many at a time: each time costs a pass over all that are drawn. */
const STEP = 4

/** Rows that are drawn: from `from` up to and without `to`. */
export interface RowRange {
  readonly from: number
  readonly to: number
  /** The first that can be seen. */
  readonly first: number
}

/** What the element shows, in pixels. */
interface View {
  readonly top: number
  readonly height: number
}

interface Rows {
  readonly count: number
  /** Height of every row, in pixels. */
  readonly rowHeight: number
}

interface WindowRows extends Rows {
  /** Whether `first` must be right to the row; else it may be a few rows old. */
  readonly isFirstWanted: boolean
  readonly onScroll?: (() => void) | undefined
}

export interface RowWindow extends RowRange {
  /**
   * What a row of this position is drawn in: a row that scrolls out gives its place to the one that scrolls in, which
   * changes texts and makes no elements.
   */
  readonly slotOf: (index: number) => number
}

/** The rows in view and those beyond the edges. */
export function rangeOf(view: View, { count, rowHeight }: Rows): RowRange {
  const room = Math.max(0, view.height - HEADER_HEIGHT)
  // What was scrolled to may be gone.
  const top = Math.max(0, Math.min(view.top, count * rowHeight - room))
  const first = Math.floor(top / rowHeight)
  const end = Math.ceil((top + room) / rowHeight)
  return {
    first,
    from: Math.floor(Math.max(0, first - OVERSCAN) / STEP) * STEP,
    to: Math.min(count, Math.ceil((end + OVERSCAN) / STEP) * STEP),
  }
}

/** The rows that are seen first, in a list that begins at its top. */
function firstRangeOf({ height }: View, { count, rowHeight }: Rows): RowRange {
  return { first: 0, from: 0, to: Math.min(count, Math.ceil(Math.max(0, height - HEADER_HEIGHT) / rowHeight)) }
}

/** Most rows that are ever drawn in a window of this height. */
function slotsFor({ height }: View, { rowHeight }: Rows): number {
  return Math.ceil(height / rowHeight) + 1 + 2 * (OVERSCAN + STEP)
}

/**
 * Which rows of one height are drawn. What is scrolled to is drawn in the same frame.
 *
 * @param body the element of the rows, whose parent scrolls
 */
export function useRowWindow(body: RefObject<HTMLElement | null>, rows: WindowRows): RowWindow {
  // A guess, until the element says how high it is.
  const [view, setView] = useState<View>(() => ({ top: 0, height: lastSizeOf('grid').height }))
  // Those beyond the edges are drawn when those in view are on the screen.
  const [hasEdges, setEdges] = useState(false)
  const [slots, setSlots] = useState(() => slotsFor(view, rows))
  if (slotsFor(view, rows) > slots) setSlots(slotsFor(view, rows))

  const newest = useRef({ view, rows })
  useLayoutEffect(() => {
    newest.current = { view, rows }
  })
  const read = useCallback((element: HTMLElement, show: (next: View) => void) => {
    const { view: before, rows: now } = newest.current
    const next = { top: element.scrollTop, height: element.clientHeight }
    if (before.height !== next.height || isOther(rangeOf(before, now), rangeOf(next, now), now)) show(next)
  }, [])
  useLayoutEffect(() => {
    const element = body.current?.parentElement
    if (element == null) return
    if (newest.current.view.height === 0) read(element, setView)
    startTransition(() => setEdges(true))
    const follow = () => read(element, (next) => flushSync(() => setView(next)))
    const observer = new ResizeObserver(follow)
    observer.observe(element)
    const followScroll = () => {
      newest.current.rows.onScroll?.()
      follow()
    }
    element.addEventListener('scroll', followScroll, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', followScroll)
    }
  }, [body, read])

  const range = hasEdges || view.top > 0 ? rangeOf(view, rows) : firstRangeOf(view, rows)
  return { ...range, slotOf: (index) => index % slots }
}

function isOther(before: RowRange, now: RowRange, { isFirstWanted }: WindowRows): boolean {
  return before.from !== now.from || before.to !== now.to || (isFirstWanted && before.first !== now.first)
}

/** Scrolls just as far as it takes to have a row in view. `stuckHeight`: of what lies over the first rows, in pixels. */
export function scrollToRow(element: HTMLElement, index: number, rowHeight: number, stuckHeight: number): void {
  const top = index * rowHeight
  const room = element.clientHeight - HEADER_HEIGHT
  if (top < element.scrollTop + stuckHeight) element.scrollTop = top - stuckHeight
  else if (top + rowHeight > element.scrollTop + room) element.scrollTop = top + rowHeight - room
}
