import type { Recovery } from '#shared/domain/window.ts'
import type { PageProbe } from './first-picture.ts'
import type { Opening, Rectangle, Screen } from './window-bounds.ts'
import type { WindowRecord } from './window-record.ts'

/** One open window, as the desk of all windows knows it. */
export interface ManagedWindow extends PageProbe {
  /** Number of its web contents, as in the registry. */
  readonly windowId: number
  /** What to remember of it. Still there when the window is closed. */
  readonly record: WindowRecord
  readonly isFullScreen: boolean
  readonly bounds: Rectangle
  /** Its own screen is not there. */
  readonly isAway: boolean
  /** It has the keyboard. */
  readonly isFocused: boolean
  /** Somebody asks for the windows of a console that waited without showing any. */
  reveal(): void
  /** Brings it to the front, from wherever it is. */
  focus(): void
  setFullScreen(isOn: boolean): void
  /** How it is held: in kiosk mode it fills its screen and cannot be left, and so a wall does on a wall PC. */
  setHold(hold: WindowHold): void
  /** One that has no screen of its own leaves the others’ screens to them. */
  setAside(isAside: boolean): void
  /** What it looks at is remembered with its place. */
  lookAt(siteId: string): void
  moveTo(screen: Screen): void
  /** Screens came or went: the window leaves a place that is gone, and returns when it is back. */
  followScreens(screens: readonly Screen[]): void
  /** Why its page was loaded again, told once. */
  takeRecovery(): Recovery | null
  /** Its place, its page or its size has changed. */
  onChanged(listener: () => void): void
  onFocused(listener: () => void): void
  onClosed(listener: () => void): void
  /** It has something to show, or is closed without ever having had. */
  onceShown(listener: () => void): void
  /** Ends its timers. The window itself is closed by the app's end. */
  stop(): void
}

export type WindowHold = 'free' | 'full-screen' | 'kiosk'

export type MakeWindow = (record: WindowRecord, opening: Opening) => ManagedWindow
