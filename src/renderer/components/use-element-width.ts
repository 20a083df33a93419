import { type RefObject, useLayoutEffect, useState } from 'react'

/** Sizes at the time they were last looked at, by the name of what has them. */
const lastSizes = new Map<string, { width: number; height: number }>()
const UNKNOWN = { width: 0, height: 0 }

/** What an element of this name measured last: a good guess for drawing the next one once and not twice. */
export function lastSizeOf(name: string): { readonly width: number; readonly height: number } {
  return lastSizes.get(name) ?? UNKNOWN
}

/** The width of an element in pixels; until it is known, that of the last one of this name, or 0. */
export function useElementWidth(ref: RefObject<HTMLElement | null>, name: string): number {
  const [width, setWidth] = useState(() => lastSizeOf(name).width)
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return
    // The first word of the observer comes before the first paint, without a layout of its own.
    const observer = new ResizeObserver(() => read())
    const read = () => {
      lastSizes.set(name, { width: element.clientWidth, height: element.clientHeight })
      setWidth(element.clientWidth)
    }
    if (lastSizeOf(name).width === 0) read()
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref, name])
  return width
}
