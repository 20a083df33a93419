import { useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { pageOfKey } from '#shared/domain/window-route.ts'
import { useApp, useOutpost, useUi } from '../../app/context.tsx'
import { canBeShown, useSites } from '../../app/hooks/sites.ts'
import { isOverlaid, isTyping, usePageKeys } from '../../app/page-keys.ts'
import { newestUndoable } from '../../stores/toast-store.ts'
import { useSteps } from './use-steps.ts'

/** Takes back what the newest notice offers to take back; when there is none, says so. */
function useUndoNewest(): () => void {
  const { t } = useTranslation()
  const { toasts } = useOutpost()
  return () => {
    const { add, dismiss, ...state } = toasts.getState()
    const toast = newestUndoable(state)
    if (toast === null) return void add({ text: t('undoKey.nothing'), group: 'nothing-to-undo' })
    toast.action.run()
    dismiss(toast.id)
  }
}

/** Keys that work on every page. */
export function useShellKeys(): void {
  const show = useUi((state) => state.show)
  const go = useUi((state) => state.go)
  const { sites, show: switchTo } = useSites()
  const showSite = (place: number): void => {
    const site = sites[place - 1]
    if (site !== undefined && canBeShown(site)) switchTo(site.id)
  }
  const undo = useUndoNewest()
  const isPaletteOpen = useUi((state) => state.isPaletteOpen)
  const isKiosk = useApp((state) => state.settings?.values.kiosk === true)
  usePageKeys({ '?': () => show({ areKeysShown: true }) })

  const handle = useEffectEvent((event: KeyboardEvent) => {
    const isControl = event.ctrlKey || event.metaKey
    if (isKioskKey(event)) show({ isLeavingKiosk: isKiosk })
    else if (isControl && event.key.toLowerCase() === 'k') show({ isPaletteOpen: !isPaletteOpen, typedAhead: '' })
    else if (isUndoKey(event)) undo()
    else if (event.key === 'F1') go('help')
    else if (isControl && isSiteKey(event)) showSite(Number(event.key))
    else if (event.altKey && pageOfKey(event) !== undefined) go(pageOfKey(event) ?? 'devices')
    else return
    event.preventDefault()
  })
  useSteps()
  useEffect(() => {
    const listener = (event: KeyboardEvent) => handle(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}

/** Where something is typed, the key takes back what was typed; in a dialog, nothing behind it. */
function isUndoKey({ key, ctrlKey, metaKey, shiftKey, altKey, target }: KeyboardEvent): boolean {
  const isPressed = (ctrlKey || metaKey) && !shiftKey && !altKey && key.toLowerCase() === 'z'
  return isPressed && !isTyping(target) && !isOverlaid()
}

/** By its place: with Alt and Shift the letter is another one on many keyboards. */
function isKioskKey({ code, ctrlKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return code === 'KeyK' && ctrlKey && altKey && shiftKey
}

/** The keys above the letters; with Shift or Alt they mean something else on many keyboards. */
function isSiteKey({ key, shiftKey, altKey }: KeyboardEvent): boolean {
  return /^[1-9]$/.test(key) && !shiftKey && !altKey
}
