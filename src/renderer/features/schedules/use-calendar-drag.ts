import { type PointerEvent, useRef, useState } from 'react'
import { lineDirection } from '../../components/line-direction.ts'
import { type Move, NO_MOVE, STEP_MINUTES } from './calendar-moves.ts'
import { DAY_MINUTES, type PlacedBlock } from './week-layout.ts'

/** In pixels: what is moved by less was clicked. */
const THRESHOLD = 4
/** A new window that is drawn begins at a half hour. */
const DRAWN_STEP = 30

export interface DraggedBlock {
  readonly block: PlacedBlock
  readonly move: Move
}

export interface DrawnWindow {
  readonly column: number
  readonly start: number
  readonly end: number
}

interface CalendarDrag {
  readonly pixelsPerMinute: number
  readonly onMoved: (block: PlacedBlock, move: Move) => void
  readonly onDrawn: (drawn: DrawnWindow) => void
}

/** Moves windows, makes them longer and draws new ones with the pointer. Esc gives up. */
export function useCalendarDrag({ pixelsPerMinute, onMoved, onDrawn }: CalendarDrag) {
  const [dragged, setDragged] = useState<DraggedBlock | null>(null)
  const [drawn, setDrawn] = useState<DrawnWindow | null>(null)
  /** The pointer is let go over what it has moved: that is no click. */
  const wasMoved = useRef(false)

  function startMove(event: PointerEvent<HTMLElement>, block: PlacedBlock): void {
    if (event.button !== 0 || block.row.view.isDeleting) return
    event.stopPropagation()
    const target = event.currentTarget
    const width = target.closest('[data-column]')?.getBoundingClientRect().width ?? 0
    const isEdge = (event.target as HTMLElement).closest('[data-edge]') !== null
    const direction = lineDirection(target)
    const [x, y] = [event.clientX, event.clientY]
    let last = NO_MOVE
    wasMoved.current = false
    followPointer(
      target,
      event.pointerId,
      (moved) => {
        const steps = Math.round((moved.clientY - y) / pixelsPerMinute / STEP_MINUTES) * STEP_MINUTES
        const days = isEdge ? 0 : Math.round(((moved.clientX - x) * direction) / Math.max(1, width))
        if (Math.abs(moved.clientX - x) + Math.abs(moved.clientY - y) < THRESHOLD && last === NO_MOVE) return
        last = isEdge ? { ...NO_MOVE, longer: steps } : { ...NO_MOVE, minutes: steps, days }
        wasMoved.current = true
        setDragged({ block, move: last })
      },
      (isDone) => {
        setDragged(null)
        if (isDone && last !== NO_MOVE) onMoved(block, last)
      },
    )
  }

  function startDrawing(event: PointerEvent<HTMLElement>, column: number): void {
    if (event.button !== 0) return
    const target = event.currentTarget
    const { top } = target.getBoundingClientRect()
    const minuteAt = (y: number): number => Math.round((y - top) / pixelsPerMinute)
    const start = Math.floor(minuteAt(event.clientY) / DRAWN_STEP) * DRAWN_STEP
    let last: DrawnWindow | null = null
    followPointer(
      target,
      event.pointerId,
      (moved) => {
        if (Math.abs(moved.clientY - event.clientY) < THRESHOLD && last === null) return
        const end = Math.ceil(minuteAt(moved.clientY) / DRAWN_STEP) * DRAWN_STEP
        last = { column, start, end: Math.min(DAY_MINUTES, Math.max(end, start + DRAWN_STEP)) }
        setDrawn(last)
      },
      (isDone) => {
        setDrawn(null)
        if (isDone && last !== null) onDrawn(last)
      },
    )
  }

  return { dragged, drawn, startMove, startDrawing, isClick: () => !wasMoved.current }
}

function followPointer(
  target: HTMLElement,
  pointerId: number,
  onMove: (event: globalThis.PointerEvent) => void,
  onEnd: (isDone: boolean) => void,
): void {
  const ended = new AbortController()
  const end = (isDone: boolean): void => {
    ended.abort()
    if (target.hasPointerCapture(pointerId)) target.releasePointerCapture(pointerId)
    onEnd(isDone)
  }
  const { signal } = ended
  target.setPointerCapture(pointerId)
  target.addEventListener('pointermove', onMove, { signal })
  target.addEventListener('pointerup', () => end(true), { signal })
  target.addEventListener('pointercancel', () => end(false), { signal })
  const giveUp = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    end(false)
  }
  window.addEventListener('keydown', giveUp, { signal, capture: true })
}
