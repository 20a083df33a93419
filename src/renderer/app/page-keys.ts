import { useEffectEvent, useLayoutEffect, useRef } from 'react'

type KeyMap = Readonly<Record<string, () => void>>

type Reasons = Readonly<Record<string, string | null>>

interface Offer {
  readonly keys: KeyMap
  readonly whyNot: Reasons
}

/** Of all that is on screen, in the order in which it came. */
const offers = new Set<{ readonly current: Offer }>()
const NO_REASONS: Reasons = {}

/** What a key does now, and why it can do nothing now; null: nothing on screen has such a key. */
export function pageKey(name: string): { readonly run: () => void; readonly whyNot: string | null } | null {
  for (const { current } of [...offers].reverse()) {
    const run = current.keys[name]
    if (run !== undefined) return { run, whyNot: current.whyNot[name] ?? null }
  }
  return null
}

/**
 * Keys of a whole page, while no field is typed into and no dialog or menu is open. A key is named as the browser names it,
 * after `Ctrl+` where that is pressed too. The palette offers them as well: `whyNot` says why one has nothing to act on.
 */
export function usePageKeys(keys: KeyMap, whyNot: Reasons = NO_REASONS): void {
  const offer = useRef<Offer>({ keys, whyNot })
  useLayoutEffect(() => {
    offer.current = { keys, whyNot }
  })
  useLayoutEffect(() => {
    offers.add(offer)
    return () => void offers.delete(offer)
  }, [])
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
