import type { WindowKind } from '#shared/domain/window-route.ts'
import { centred, MIN_SIZE, type Place, placeBeside, type Rectangle, type Screen, type Size } from './window-bounds.ts'

const WANTED_SIZE: Readonly<Record<WindowKind, Size>> = {
  console: { width: 1_440, height: 900 },
  page: { width: 1_100, height: 760 },
  wall: { width: 1_280, height: 720 },
}

export interface Surroundings {
  readonly screens: readonly Screen[]
  /** The window it was asked for in; null: none is open. */
  readonly opener: { readonly bounds: Rectangle; readonly displayId: number } | null
  /** Screens that already show a wall window. */
  readonly takenByWalls: readonly number[]
}

/** Where a new window opens: beside its opener; a wall window on a screen of its own, which it fills. */
export function planNewWindow(
  wanted: { readonly kind: WindowKind; readonly displayId: number | null },
  { screens, opener, takenByWalls }: Surroundings,
): Place {
  const { kind } = wanted
  const [size, minimum] = [WANTED_SIZE[kind], MIN_SIZE[kind]]
  const isOwnScreen = ({ id }: Screen): boolean => id !== opener?.displayId && !takenByWalls.includes(id)
  const chosen = screens.find(({ id }) => id === wanted.displayId)
  const free = kind === 'wall' ? screens.find(isOwnScreen) : undefined
  const screen = chosen ?? free
  if (screen !== undefined) {
    const bounds = centred(size, screen.workArea, minimum)
    return { bounds, displayId: screen.id, isMaximized: false, isFullScreen: kind === 'wall' }
  }
  const here = screens.find(({ id }) => id === opener?.displayId)
  const bounds = opener === null || here === undefined ? null : placeBeside(opener.bounds, here.workArea, size, minimum)
  return { bounds, displayId: here?.id ?? null, isMaximized: false, isFullScreen: false }
}
