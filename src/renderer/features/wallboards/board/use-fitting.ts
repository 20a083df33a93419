import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

/**
 * How many lines of a list there is room for. What does not fit is not cut in two but counted: a wall must not look as if it showed
 * all. Before anything is laid out, all of them.
 */
export function useFitting<E extends HTMLElement>(): { readonly ref: RefObject<E | null>; readonly fitting: number } {
  const ref = useRef<E>(null)
  const [fitting, setFitting] = useState(Number.POSITIVE_INFINITY)
  useLayoutEffect(() => {
    const list = ref.current
    if (list === null) return
    const observer = new ResizeObserver(() => setFitting(fittingIn(list)))
    observer.observe(list)
    return () => observer.disconnect()
  }, [])
  return { ref, fitting }
}

function fittingIn(list: HTMLElement): number {
  const line = list.querySelector('li, tbody tr')?.getBoundingClientRect().height ?? 0
  if (line === 0) return Number.POSITIVE_INFINITY
  const head = list.querySelector('thead')?.getBoundingClientRect().height ?? 0
  const { gridTemplateColumns, rowGap } = getComputedStyle(list)
  const columns =
    gridTemplateColumns === 'none' || gridTemplateColumns === '' ? 1 : gridTemplateColumns.split(' ').length
  const gap = Number.parseFloat(rowGap) || 0
  return Math.max(1, Math.floor((list.clientHeight - head + gap) / (line + gap))) * columns
}
