import { useEffect, useState } from 'react'
import type { GuideHeading } from '../../app/guides/guide-tree.ts'
import { headingElementId } from './help-places.ts'

/** How far below the upper edge a heading counts as reached, in px. */
const REACHED_AT = 96

/**
 * The heading under which the text at the upper edge of the window stands; null: what stands before the first. At the end of the
 * text, where it cannot be scrolled further, the one that was asked for.
 */
export function useCurrentHeading(headings: readonly GuideHeading[], asked: string | null): string | null {
  const [current, setCurrent] = useState<string | null>(null)
  useEffect(() => {
    const look = () => {
      if (asked !== null && isAtEnd(document.getElementById(headingElementId(asked)))) return setCurrent(asked)
      const reached = headings.filter(({ id }) => {
        const element = document.getElementById(headingElementId(id))
        const top = element?.closest('section')?.getBoundingClientRect().top ?? 0
        return element !== null && element.getBoundingClientRect().top - top < REACHED_AT
      })
      setCurrent(reached.at(-1)?.id ?? null)
    }
    look()
    // What scrolls is around this part; scrolling is told only on the way down to it.
    window.addEventListener('scroll', look, { capture: true, passive: true })
    return () => window.removeEventListener('scroll', look, { capture: true })
  }, [headings, asked])
  return current
}

function isAtEnd(heading: HTMLElement | null): boolean {
  const scroll = heading?.closest('section')
  if (heading === null || scroll === null || scroll === undefined) return false
  const { scrollTop, scrollHeight, clientHeight } = scroll
  return scrollTop > 0 && scrollTop + clientHeight >= scrollHeight - 1
}
