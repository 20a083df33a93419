import { z } from 'zod'

export const MIN_WIDTH = 1_024
export const MIN_HEIGHT = 640
const DEFAULT_WIDTH = 1_440
const DEFAULT_HEIGHT = 900
/** How much of the window's top edge must be on a screen so that a person can take hold of it. */
const MIN_VISIBLE_WIDTH = 160
const MIN_VISIBLE_HEIGHT = 40

const coordinate = z.number().int().min(-100_000).max(100_000)
const length = z.number().int().min(1).max(100_000)

export const rectangleSchema = z.object({ x: coordinate, y: coordinate, width: length, height: length })
export type Rectangle = z.infer<typeof rectangleSchema>

export const windowStateSchema = z.object({
  bounds: rectangleSchema,
  isMaximized: z.boolean(),
  isFullScreen: z.boolean(),
})
export type WindowState = z.infer<typeof windowStateSchema>

export interface WindowPlacement {
  readonly width: number
  readonly height: number
  /** Absent: the system centres the window. */
  readonly x?: number
  readonly y?: number
}

/**
 * Where the window opens: where it was, if that place still exists. A screen that was unplugged must not leave the
 * window out of sight.
 * @param workAreas the usable areas of the screens now, in the same coordinates
 */
export function placeWindow(saved: Rectangle | null, workAreas: readonly Rectangle[]): WindowPlacement {
  if (saved === null) return { width: DEFAULT_WIDTH, height: DEFAULT_HEIGHT }
  for (const area of workAreas) {
    // Fitted to the screen first: a window that gets narrower may thereby slip out of reach.
    const width = Math.max(MIN_WIDTH, Math.min(saved.width, area.width))
    const height = Math.max(MIN_HEIGHT, Math.min(saved.height, area.height))
    const fitted = { x: saved.x, y: saved.y, width, height }
    if (isReachable(fitted, area)) return fitted
  }
  return { width: DEFAULT_WIDTH, height: DEFAULT_HEIGHT }
}

function isReachable(bounds: Rectangle, area: Rectangle): boolean {
  const visibleWidth = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x)
  const isTopOnScreen = bounds.y >= area.y && bounds.y <= area.y + area.height - MIN_VISIBLE_HEIGHT
  return visibleWidth >= MIN_VISIBLE_WIDTH && isTopOnScreen
}
