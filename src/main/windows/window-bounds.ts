import { z } from 'zod'
import type { WindowKind } from '#shared/domain/window-route.ts'

const DEFAULT_WIDTH = 1_440
const DEFAULT_HEIGHT = 900
/** How much of the window's top edge must be on a screen so that a person can take hold of it. */
const MIN_VISIBLE_WIDTH = 160
const MIN_VISIBLE_HEIGHT = 40
/** How far a new window lies from the one it was opened in. */
const STEP = 32

const coordinate = z.number().int().min(-100_000).max(100_000)
const length = z.number().int().min(1).max(100_000)

export const rectangleSchema = z.object({ x: coordinate, y: coordinate, width: length, height: length })
export type Rectangle = z.infer<typeof rectangleSchema>

export interface Size {
  readonly width: number
  readonly height: number
}

/** The smallest useful size of each kind. */
export const MIN_SIZE: Readonly<Record<WindowKind, Size>> = {
  console: { width: 1_024, height: 640 },
  page: { width: 640, height: 480 },
  wall: { width: 640, height: 360 },
}

/** A screen, in the coordinates of all of them together. */
export interface Screen {
  readonly id: number
  /** Without task bars and docks. */
  readonly workArea: Rectangle
  readonly isPrimary: boolean
}

/** Where a window is when it is neither maximised nor full-screen, and whether it is. */
export interface Place {
  /** Null: wherever the system puts it. */
  readonly bounds: Rectangle | null
  /** The screen it is on; null: not known. */
  readonly displayId: number | null
  readonly isMaximized: boolean
  readonly isFullScreen: boolean
}

export const ANYWHERE: Place = { bounds: null, displayId: null, isMaximized: false, isFullScreen: false }

export interface WindowPlacement extends Size {
  /** Absent: the system centres the window. */
  readonly x?: number
  readonly y?: number
}

export interface Opening {
  readonly placement: WindowPlacement
  readonly isMaximized: boolean
  readonly isFullScreen: boolean
  /** Its own screen is not there: it stands in for itself somewhere else until that screen comes back. */
  readonly isAway: boolean
}

/**
 * Where the window opens: where it was, if that place still exists. A screen that was unplugged must not leave the
 * window out of sight.
 * @param workAreas the usable areas of the screens now, in the same coordinates
 */
export function placeWindow(
  saved: Rectangle | null,
  workAreas: readonly Rectangle[],
  minimum: Size = MIN_SIZE.console,
): WindowPlacement {
  if (saved === null) return { width: DEFAULT_WIDTH, height: DEFAULT_HEIGHT }
  for (const area of workAreas) {
    // Fitted to the screen first: a window that gets narrower may thereby slip out of reach.
    const fitted = { x: saved.x, y: saved.y, ...fitSize(saved, area, minimum) }
    if (isReachable(fitted, area)) return fitted
  }
  return { width: DEFAULT_WIDTH, height: DEFAULT_HEIGHT }
}

/**
 * Where a window of a former start opens now. One whose screen is gone comes to the first screen, and not full-screen:
 * it would cover what belongs there.
 */
export function planOpening(saved: Place, screens: readonly Screen[], minimum: Size): Opening {
  const { bounds, isMaximized, isFullScreen } = saved
  const home = screens.find((screen) => screen.id === saved.displayId)
  if (bounds !== null && home !== undefined && !isReachable(bounds, home.workArea)) {
    return { placement: centred(bounds, home.workArea, minimum), isMaximized, isFullScreen, isAway: false }
  }
  const areas = screens.map((screen) => screen.workArea)
  const placement = placeWindow(bounds, areas, minimum)
  const isFound = placement.x !== undefined || (bounds === null && (saved.displayId === null || home !== undefined))
  if (isFound) return { placement, isMaximized, isFullScreen, isAway: false }
  const stand = (screens.find((screen) => screen.isPrimary) ?? screens[0])?.workArea
  const there = stand === undefined ? placement : centred(bounds ?? placement, stand, minimum)
  return { placement: there, isMaximized: false, isFullScreen: false, isAway: true }
}

/** Beside the window it was opened in, so that both can be seen. */
export function placeBeside(opener: Rectangle, area: Rectangle, wanted: Size, minimum: Size): Rectangle {
  const size = fitSize(wanted, area, minimum)
  const x = Math.min(opener.x + STEP, area.x + area.width - size.width)
  const y = Math.min(opener.y + STEP, area.y + area.height - size.height)
  return { x: Math.max(area.x, x), y: Math.max(area.y, y), ...size }
}

export function centred(wanted: Size, area: Rectangle, minimum: Size): Rectangle {
  const size = fitSize(wanted, area, minimum)
  const x = area.x + Math.max(0, Math.round((area.width - size.width) / 2))
  const y = area.y + Math.max(0, Math.round((area.height - size.height) / 2))
  return { x, y, ...size }
}

function fitSize(wanted: Size, area: Size, minimum: Size): Size {
  return {
    width: Math.max(minimum.width, Math.min(wanted.width, area.width)),
    height: Math.max(minimum.height, Math.min(wanted.height, area.height)),
  }
}

function isReachable(bounds: Rectangle, area: Rectangle): boolean {
  const visibleWidth = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x)
  const isTopOnScreen = bounds.y >= area.y && bounds.y <= area.y + area.height - MIN_VISIBLE_HEIGHT
  return visibleWidth >= MIN_VISIBLE_WIDTH && isTopOnScreen
}
