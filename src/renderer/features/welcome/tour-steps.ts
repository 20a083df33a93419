/** The stations of the tour: each a part of the frame, found by its mark. */
export const TOUR_STEPS = ['strip', 'rail', 'page', 'pending', 'find', 'help'] as const
export type TourStep = (typeof TOUR_STEPS)[number]

export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

const GAP = 12
/** How much of the window a column at its side takes at most. */
const ASIDE_SHARE = 1 / 8

/**
 * Where a note of this size stands: below what it is about, else above, else to its right, else its left; beside what stands
 * in a column at the side. Where there is no room on any side it stands in the lower corner of the thing itself. It is always
 * wholly in sight where it fits.
 */
export function placeBeside(target: Box, note: Size, view: Size): { readonly left: number; readonly top: number } {
  const right = target.left + target.width
  const bottom = target.top + target.height
  const below = { left: target.left, top: bottom + GAP, fits: bottom + GAP + note.height + GAP <= view.height }
  const above = { left: target.left, top: target.top - GAP - note.height, fits: target.top - note.height >= 2 * GAP }
  const after = { left: right + GAP, top: target.top, fits: right + note.width + 2 * GAP <= view.width }
  const before = { left: target.left - GAP - note.width, top: target.top, fits: target.left - note.width >= 2 * GAP }
  // What stands in a column at the side has its neighbours above and below.
  const isAside = right < view.width * ASIDE_SHARE || target.left > view.width * (1 - ASIDE_SHARE)
  const places = isAside && target.top > view.height * ASIDE_SHARE ? [after, before] : [below, above, after, before]
  const { left, top } = places.find(({ fits }) => fits) ?? {
    left: right - GAP - note.width,
    top: bottom - GAP - note.height,
  }
  return { left: within(left, note.width, view.width), top: within(top, note.height, view.height) }
}

function within(start: number, length: number, room: number): number {
  return Math.max(GAP, Math.min(start, room - length - GAP))
}
