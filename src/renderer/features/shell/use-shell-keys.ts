import { useEffect, useEffectEvent } from 'react'
import { PAGES } from '#shared/domain/window-route.ts'
import { useUi } from '../../app/context.tsx'
import { usePageKeys } from '../../app/page-keys.ts'

/** Keys that work on every page. */
export function useShellKeys(): void {
  const show = useUi((state) => state.show)
  const go = useUi((state) => state.go)
  const isPaletteOpen = useUi((state) => state.isPaletteOpen)
  usePageKeys({ '?': () => show({ areKeysShown: true }) })

  const handle = useEffectEvent((event: KeyboardEvent) => {
    const isControl = event.ctrlKey || event.metaKey
    if (isControl && event.key.toLowerCase() === 'k') show({ isPaletteOpen: !isPaletteOpen, typedAhead: '' })
    else if (event.altKey && PAGES[Number(event.key) - 1] !== undefined) go(PAGES[Number(event.key) - 1] ?? 'devices')
    else return
    event.preventDefault()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => handle(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}
