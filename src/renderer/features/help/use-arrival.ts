import { type RefObject, useLayoutEffect, useRef } from 'react'
import type { Target } from '#shared/domain/window-route.ts'
import { type HelpPlace, headingElementId } from './help-places.ts'

/**
 * Shows the place that was asked for: its heading at the top. Whoever came by a link in the text, or from what was found, goes on
 * reading there; who chose it beside the text, or came from another page, keeps the focus.
 */
export function useArrival(
  scroll: RefObject<HTMLElement | null>,
  { anchor }: HelpPlace,
  target: Target,
  { isSearching, isRead }: { readonly isSearching: boolean; readonly isRead: boolean },
): void {
  const isFirst = useRef(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a place that is asked for again is shown again.
  useLayoutEffect(() => {
    const element = scroll.current
    if (element === null) return
    const heading = anchor === null || isSearching ? null : document.getElementById(headingElementId(anchor))
    if (heading === null) element.scrollTo({ top: 0 })
    else heading.scrollIntoView({ block: 'start' })
    const { activeElement } = document
    const isReading = activeElement === document.body || element.contains(activeElement)
    if (!isFirst.current && !isSearching && isReading) (heading ?? element).focus({ preventScroll: true })
    isFirst.current = false
  }, [scroll, anchor, target, isSearching, isRead])
}
