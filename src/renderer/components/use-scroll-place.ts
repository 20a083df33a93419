import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

/** How far a list is scrolled, in pixels; kept up to date by the grid that shows it. */
export interface ScrollPlace {
  top: number
}

/**
 * Scrolls to where the list was left, once it is long enough, and notes where it is left. Another place is that of another
 * list. `height`: of all rows, in pixels.
 */
export function useScrollPlace(
  scroller: RefObject<HTMLElement | null>,
  place: ScrollPlace | undefined,
  height: number,
): void {
  const placed = useRef<ScrollPlace | null>(null)
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null || place === undefined || placed.current === place || height <= place.top) return
    const isFirst = placed.current === null
    placed.current = place
    if (!isFirst || place.top > 0) scrollTo(element, place.top)
  }, [scroller, place, height])
  useEffect(() => {
    const element = scroller.current
    if (element === null || place === undefined) return
    const note = (): void => {
      // A list that is still being read is at its top because it is short, not because it was left there.
      if (placed.current !== place && element.scrollTop === 0) return
      placed.current = place
      place.top = element.scrollTop
    }
    element.addEventListener('scroll', note, { passive: true })
    return () => element.removeEventListener('scroll', note)
  }, [scroller, place])
}

function scrollTo(element: HTMLElement, top: number): void {
  element.scrollTop = top
}
