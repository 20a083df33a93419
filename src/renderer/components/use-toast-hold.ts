import { type FocusEvent, useEffectEvent, useLayoutEffect, useRef } from 'react'
import { focusHome } from './focus-home.ts'

/** Who was typing goes back there, and others to their rows; a button that Tab came past is no place to go back to. */
function placeOf(element: Element | null): Element | null {
  if (element?.matches('input, textarea, select') === true) return element
  return element?.closest('[data-grid]') ?? null
}

/**
 * Holds the notices while the pointer or the focus is in their region. A notice that leaves takes the focused button with
 * it and tells nobody: then the focus goes back to where somebody was at work, and the hold ends.
 */
export function useToastHold(toasts: readonly { readonly id: number }[], onHold: (isHeld: boolean) => void) {
  const region = useRef<HTMLElement>(null)
  const held = useRef({ byPointer: false, byFocus: false })
  const before = useRef<Element | null>(null)

  function hold(change: Partial<typeof held.current>): void {
    const { byPointer, byFocus } = held.current
    held.current = { ...held.current, ...change }
    const isHeld = held.current.byPointer || held.current.byFocus
    if (isHeld !== (byPointer || byFocus)) onHold(isHeld)
  }

  const shown = useRef(toasts)
  const follow = useEffectEvent((next: typeof toasts) => {
    const isAnyGone = shown.current.some(({ id }) => next.every((toast) => toast.id !== id))
    shown.current = next
    if (!isAnyGone) return
    const isFocusLost = held.current.byFocus && region.current?.contains(document.activeElement) !== true
    // Whether the pointer is still on a notice is known when it moves.
    hold({ byPointer: false, ...(isFocusLost ? { byFocus: false } : {}) })
    if (isFocusLost) focusHome(before.current)
  })
  useLayoutEffect(() => follow(toasts), [toasts])

  return {
    ref: region,
    onPointerMove: () => hold({ byPointer: true }),
    onPointerLeave: () => hold({ byPointer: false }),
    onFocus: ({ relatedTarget, currentTarget }: FocusEvent) => {
      if (!currentTarget.contains(relatedTarget)) before.current = placeOf(relatedTarget)
      hold({ byFocus: true })
    },
    onBlur: ({ relatedTarget, currentTarget }: FocusEvent) => {
      if (!currentTarget.contains(relatedTarget)) hold({ byFocus: false })
    },
  }
}
