import { useEffect, useEffectEvent, useState } from 'react'
import type { BoardData } from '#shared/board/document.ts'
import { after } from '../../../app/time.ts'

export interface Rotation {
  /** Of the page that is shown, from 0. */
  readonly place: number
  readonly isPaused: boolean
  readonly togglePause: () => void
  readonly on: () => void
  readonly back: () => void
}

/** Which page of a board is shown, and the next one when its time is over. A page that went away makes room for the one before. */
export function useRotation({ pages, rotateSeconds }: BoardData, onEnd?: () => void): Rotation {
  const [wished, setWished] = useState(0)
  const [isPaused, setPaused] = useState(false)
  const place = Math.max(0, Math.min(wished, pages.length - 1))
  const goOn = useEffectEvent(() => {
    if (place + 1 >= pages.length) onEnd?.()
    setWished((place + 1) % Math.max(1, pages.length))
  })
  const hasNext = pages.length > 1 || onEnd !== undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page has its whole time.
  useEffect(() => {
    if (rotateSeconds === null || isPaused || !hasNext) return
    return after(rotateSeconds * 1_000, () => goOn())
  }, [rotateSeconds, isPaused, hasNext, place])
  const step = (by: number) => () => setWished((place + by + pages.length) % Math.max(1, pages.length))
  return { place, isPaused, togglePause: () => setPaused(!isPaused), on: step(1), back: step(-1) }
}
