import { useEffect, useEffectEvent } from 'react'
import { PAGES } from '#shared/domain/window-route.ts'
import { useOutpost, useUi } from '../../app/context.tsx'
import { canBeShown, useSites } from '../../app/hooks/sites.ts'
import { usePageKeys } from '../../app/page-keys.ts'
import type { ToastStore } from '../../stores/toast-store.ts'

/** Keys that work on every page. */
export function useShellKeys(): void {
  const show = useUi((state) => state.show)
  const go = useUi((state) => state.go)
  const { toasts } = useOutpost()
  const { sites, show: switchTo } = useSites()
  const showSite = (place: number): void => {
    const site = sites[place - 1]
    if (site !== undefined && canBeShown(site)) switchTo(site.id)
  }
  const isPaletteOpen = useUi((state) => state.isPaletteOpen)
  usePageKeys({ '?': () => show({ areKeysShown: true }), 'Ctrl+z': () => undoNewest(toasts) })

  const handle = useEffectEvent((event: KeyboardEvent) => {
    const isControl = event.ctrlKey || event.metaKey
    if (isControl && event.key.toLowerCase() === 'k') show({ isPaletteOpen: !isPaletteOpen, typedAhead: '' })
    else if (event.key === 'F1') go('help')
    else if (isControl && isSiteKey(event)) showSite(Number(event.key))
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

/** What the newest notice offers to undo, which its button could not be reached for in time. */
function undoNewest(toasts: ToastStore): void {
  const { toasts: shown, dismiss } = toasts.getState()
  const newest = shown.findLast(({ action }) => action?.isUndo === true)
  if (newest === undefined) return
  newest.action?.run()
  dismiss(newest.id)
}

/** The keys above the letters; with Shift or Alt they mean something else on many keyboards. */
function isSiteKey({ key, shiftKey, altKey }: KeyboardEvent): boolean {
  return /^[1-9]$/.test(key) && !shiftKey && !altKey
}
