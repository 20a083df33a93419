import { type DragEvent, useState } from 'react'
import type { WidgetPlace } from '#shared/board/document.ts'
import { type BoardGrid, fitted } from '#shared/board/layout.ts'
import { lineDirection } from '../../../components/line-direction.ts'
import { isWidgetType, WIDGETS, type WidgetType } from './widget-catalogue.ts'

/** While something is dragged only the formats of it can be read: this one ends with the kind of widget. */
const FORMAT = 'application/x-outpost-widget-'

export function beginDrag({ dataTransfer }: DragEvent, type: WidgetType): void {
  dataTransfer.setData(`${FORMAT}${type}`, type)
  dataTransfer.effectAllowed = 'copy'
}

/** Takes kinds of widgets that are dragged onto the page, with their first corner where the pointer is. Esc gives up. */
export function usePaletteDrop(
  grid: BoardGrid,
  isBlocked: boolean,
  onDrop: (type: WidgetType, place: WidgetPlace) => void,
) {
  /** Where it would stand if the pointer let go of it now. */
  const [landing, setLanding] = useState<WidgetPlace | null>(null)

  function landingOf(event: DragEvent<HTMLElement>): { type: WidgetType; place: WidgetPlace } | null {
    const format = event.dataTransfer.types.find((one) => one.startsWith(FORMAT))
    const type = format?.slice(FORMAT.length) ?? ''
    if (isBlocked || !isWidgetType(type)) return null
    event.preventDefault()
    const { left, right, top, width, height } = event.currentTarget.getBoundingClientRect()
    const along = lineDirection(event.currentTarget) === 1 ? event.clientX - left : right - event.clientX
    const x = Math.floor((along / width) * grid.columns)
    const y = Math.floor(((event.clientY - top) / height) * grid.rows)
    const { size, least } = WIDGETS[type]
    return { type, place: fitted({ x, y, ...size }, grid, least) }
  }

  return {
    landing,
    taking: {
      onDragOver: (event: DragEvent<HTMLElement>) => setLanding(landingOf(event)?.place ?? null),
      onDragLeave: (event: DragEvent<HTMLElement>) => {
        const to = event.relatedTarget
        if (!(to instanceof Node) || !event.currentTarget.contains(to)) setLanding(null)
      },
      onDrop: (event: DragEvent<HTMLElement>) => {
        setLanding(null)
        const landed = landingOf(event)
        if (landed !== null) onDrop(landed.type, landed.place)
      },
    },
  }
}
