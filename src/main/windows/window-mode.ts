import type { ManagedWindow, WindowHold } from './managed-window.ts'
import { planNewWindow } from './new-window.ts'
import type { Screen } from './window-bounds.ts'
import { HOME_RECORD, type WindowRecord } from './window-record.ts'

/** `isKiosk`: windows cannot be left. `isWall`: screens show walls, and nothing else lies on them. */
export interface WindowMode {
  readonly isKiosk: boolean
  readonly isWall: boolean
}

export function holdOf({ kind }: WindowRecord, { isKiosk, isWall }: WindowMode): WindowHold {
  if (isKiosk) return 'kiosk'
  return isWall && kind === 'wall' ? 'full-screen' : 'free'
}

/** A window whose screen is gone covers nobody else's picture where windows are held; the only picture it stays. */
export function setAside(windows: readonly ManagedWindow[], { isKiosk, isWall }: WindowMode): void {
  const isOneHome = windows.some(({ isAway }) => !isAway)
  for (const window of windows) window.setAside(window.isAway && isOneHome && (isKiosk || isWall))
}

/** What a wall PC opens that has remembered nothing: a wall on each screen. */
export function firstWalls(screens: readonly Screen[]): readonly WindowRecord[] {
  return screens.map(({ id }) => ({
    ...HOME_RECORD,
    kind: 'wall',
    page: 'devices',
    ...planNewWindow({ kind: 'wall', displayId: id }, { screens, opener: null, takenByWalls: [] }),
  }))
}
