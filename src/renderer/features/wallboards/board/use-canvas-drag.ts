import { type PointerEvent, useState } from 'react'
import type { BoardWidget, WidgetPlace } from '#shared/board/document.ts'
import { type BoardGrid, fitted, isSamePlace, type Size } from '#shared/board/layout.ts'
import { lineDirection } from '../../../components/line-direction.ts'

export type Grip = 'move' | 'resize'

/** Where a widget would stand if the pointer let go of it now. */
export interface Dragged {
  readonly id: string
  readonly place: WidgetPlace
}

/** A pointer that trembles does not move a widget, in pixels. */
const STILL_PX = 3

/** Takes a widget with the pointer, by cells of the grid. `Esc` gives up. */
export function useCanvasDrag(
  grid: BoardGrid,
  leastOf: (widget: BoardWidget) => Size,
  onDrop: (id: string, place: WidgetPlace) => void,
) {
  const [dragged, setDragged] = useState<Dragged | null>(null)

  function begin(event: PointerEvent<HTMLElement>, widget: BoardWidget, grip: Grip): void {
    const canvas = event.currentTarget.closest('[data-canvas]')
    if (event.button !== 0 || canvas === null) return
    const { width, height } = canvas.getBoundingClientRect()
    const [startX, startY, direction] = [event.clientX, event.clientY, lineDirection(canvas)]
    const cell = { width: width / grid.columns, height: height / grid.rows }
    const handle = event.currentTarget
    handle.setPointerCapture(event.pointerId)
    const ends = new AbortController()
    let latest = widget.place

    function move(moved: globalThis.PointerEvent): void {
      const [byX, byY] = [direction * (moved.clientX - startX), moved.clientY - startY]
      if (latest === widget.place && Math.hypot(byX, byY) < STILL_PX) return
      const [x, y] = [Math.round(byX / cell.width), Math.round(byY / cell.height)]
      latest = fitted(gripped(widget.place, grip, x, y, grid), grid, leastOf(widget))
      setDragged({ id: widget.id, place: latest })
    }
    function end(isDropped: boolean): void {
      ends.abort()
      setDragged(null)
      if (isDropped && !isSamePlace(latest, widget.place)) onDrop(widget.id, latest)
    }
    const { signal } = ends
    handle.addEventListener('pointermove', move, { signal })
    handle.addEventListener('pointerup', () => end(true), { signal })
    handle.addEventListener('pointercancel', () => end(false), { signal })
    window.addEventListener(
      'keydown',
      (pressed) => {
        if (pressed.key !== 'Escape') return
        pressed.preventDefault()
        pressed.stopPropagation()
        end(false)
      },
      { signal, capture: true },
    )
  }

  return { dragged, begin }
}

/** A place moved by some cells, or made larger by them. What grows stops at the edge instead of moving back. */
export function gripped(place: WidgetPlace, grip: Grip, byX: number, byY: number, grid: BoardGrid): WidgetPlace {
  if (grip === 'move') return { ...place, x: place.x + byX, y: place.y + byY }
  return {
    ...place,
    w: Math.min(place.w + byX, grid.columns - place.x),
    h: Math.min(place.h + byY, grid.rows - place.y),
  }
}
