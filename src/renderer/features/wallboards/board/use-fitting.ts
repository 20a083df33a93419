import { type RefCallback, useCallback, useState } from 'react'

/**
 * How many lines of a list there is room for. What does not fit is not cut in two but counted: a wall must not look as if it showed
 * all. Before anything is laid out, all of them.
 */
export function useFitting<E extends HTMLElement>(): { readonly ref: RefCallback<E>; readonly fitting: number } {
  const [fitting, setFitting] = useState(Number.POSITIVE_INFINITY)
  // The list comes with its first value, which may be long after the widget.
  const ref = useCallback((list: E | null) => {
    if (list === null) return
    const observer = new ResizeObserver(() => setFitting(fittingIn(list)))
    observer.observe(list)
    return () => observer.disconnect()
  }, [])
  return { ref, fitting }
}

function fittingIn(list: HTMLElement): number {
  const first = list.querySelector('li, tbody tr')
  // Where lines share the room that is left, they need no more than their least height.
  const least = first === null ? 0 : Number.parseFloat(getComputedStyle(first).minHeight)
  const line = least > 0 ? least : (first?.getBoundingClientRect().height ?? 0)
  if (line === 0) return Number.POSITIVE_INFINITY
  const head = list.querySelector('thead')?.getBoundingClientRect().height ?? 0
  const { gridTemplateColumns, rowGap } = getComputedStyle(list)
  const columns =
    gridTemplateColumns === 'none' || gridTemplateColumns === '' ? 1 : gridTemplateColumns.split(' ').length
  const gap = Number.parseFloat(rowGap) || 0
  return Math.max(1, Math.floor((list.clientHeight - head + gap) / (line + gap))) * columns
}
