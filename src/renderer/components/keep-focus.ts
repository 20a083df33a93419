import type { Ref, RefCallback } from 'react'
import { focusHome } from './focus-home.ts'

/**
 * A ref for a part that comes and goes, or whose buttons do. What is pressed may go with what it did: then the focus
 * stays in the part, where the part can take it, and goes to the list of the page where the part itself is gone.
 */
export function keepFocus(element: HTMLElement | null): (() => void) | undefined {
  if (element === null) return undefined
  let last: Element | null = null
  const enter = (event: FocusEvent): void => {
    last = event.target instanceof Element ? event.target : null
  }
  const leave = (): void => {
    const left = last
    // What was removed is told of as left, too.
    queueMicrotask(() => {
      if (last === left && left?.isConnected === true && left !== document.activeElement) last = null
    })
  }
  const look = (): void => {
    if (last === null || last.isConnected) return
    last = null
    if (!isFocusNowhere()) return
    if (element.hasAttribute('tabindex')) element.focus()
    else focusHome()
  }
  const observer = new MutationObserver(look)
  observer.observe(element, { childList: true, subtree: true })
  element.addEventListener('focusin', enter)
  element.addEventListener('focusout', leave)
  return () => {
    observer.disconnect()
    element.removeEventListener('focusin', enter)
    element.removeEventListener('focusout', leave)
    if (!element.contains(document.activeElement)) return
    // It is still there now.
    queueMicrotask(() => {
      if (isFocusNowhere()) focusHome()
    })
  }
}

/** The same, for a part that somebody else wants to reach as well. */
export function keepFocusIn(ref: Ref<HTMLElement> | undefined): RefCallback<HTMLElement> {
  return (element) => {
    if (element === null) return
    const end = keepFocus(element)
    const detach = typeof ref === 'function' ? ref(element) : undefined
    if (ref !== null && typeof ref === 'object') ref.current = element
    return () => {
      end?.()
      if (typeof detach === 'function') detach()
      else if (typeof ref === 'function') ref(null)
      else if (ref !== null && ref !== undefined) ref.current = null
    }
  }
}

function isFocusNowhere(): boolean {
  const { activeElement } = document
  return activeElement === null || activeElement === document.body || !activeElement.isConnected
}
