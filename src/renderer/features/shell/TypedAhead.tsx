import { useEffectEvent, useLayoutEffect } from 'react'
import { useUi } from '../../app/context.tsx'

/**
 * Stands in for the palette until it is there: what is typed meanwhile is meant for it, so it is kept for it and does
 * nothing to the page.
 */
export function TypedAhead() {
  const typed = useUi((state) => state.typedAhead)
  const show = useUi((state) => state.show)
  const keep = useEffectEvent((event: KeyboardEvent) => {
    // Ctrl+K closes it again, as ever.
    if (event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') show({ isPaletteOpen: false })
    else if (event.key === 'Backspace') show({ typedAhead: typed.slice(0, -1) })
    else if (event.key.length === 1) show({ typedAhead: typed + event.key })
  })
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent) => keep(event)
    // Before anything on the page sees it.
    window.addEventListener('keydown', listener, { capture: true })
    return () => window.removeEventListener('keydown', listener, { capture: true })
  }, [])
  return null
}
