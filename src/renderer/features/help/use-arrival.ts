import { type Ref, type RefCallback, useCallback, useLayoutEffect, useRef } from 'react'
import type { Target } from '#shared/domain/window-route.ts'
import { type HelpPlace, headingElementId } from './help-places.ts'

/**
 * Shows the place that was asked for: its heading at the top. Whoever came by a link in the text, or from what was found, goes on
 * reading there; who chose it beside the text, or came from another page, keeps the focus.
 */
export function useArrival(
  given: Ref<HTMLDivElement>,
  place: HelpPlace,
  target: Target,
  isSearching: boolean,
): RefCallback<HTMLElement> {
  const scroll = useRef<HTMLElement | null>(null)
  const isFirst = useRef(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a place that is asked for again is shown again.
  useLayoutEffect(() => {
    const element = scroll.current
    if (element === null) return
    const heading =
      place.anchor === null || isSearching ? null : document.getElementById(headingElementId(place.anchor))
    if (heading === null) element.scrollTop = 0
    else heading.scrollIntoView({ block: 'start' })
    const { activeElement } = document
    const isReading = activeElement === document.body || element.contains(activeElement)
    if (!isFirst.current && !isSearching && isReading) (heading ?? element).focus({ preventScroll: true })
    isFirst.current = false
  }, [place.name, target, isSearching])
  return useCallback(
    (element) => {
      scroll.current = element
      if (typeof given === 'function') given(element as HTMLDivElement | null)
      else if (given !== null) given.current = element as HTMLDivElement | null
    },
    [given],
  )
}
