import { useEffectEvent, useLayoutEffect } from 'react'

type KeyMap = Readonly<Record<string, () => void>>

/**
 * Keys of a whole page, while no field is typed into and no dialog or menu is open. A key is named as the browser names it,
 * after `Ctrl+` where that is pressed too.
 */
export function usePageKeys(keys: KeyMap): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || isTyping(event.target) || isOverlaid()) return
    const run = keys[event.ctrlKey || event.metaKey ? `Ctrl+${event.key}` : event.key]
    if (run === undefined) return
    event.preventDefault()
    run()
  })
  // What is seen takes its keys: not only after the next paint.
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent) => handle(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}

/** A dialog or a menu is open. */
export function isOverlaid(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
}
