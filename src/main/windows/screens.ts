import { type Display, screen } from 'electron'
import type { Cancel } from '../platform/clock.ts'
import type { Rectangle, Screen } from './window-bounds.ts'

export interface NamedScreen extends Screen {
  /** What the system calls it; may be empty. */
  readonly name: string
}

/** The screens of this PC. */
export interface Screens {
  all(): readonly NamedScreen[]
  /** The one that most of the rectangle is on. */
  at(bounds: Rectangle): NamedScreen
  onChanged(listener: () => void): Cancel
}

/** Call when Electron is ready. */
export const systemScreens: Screens = {
  all: () => screen.getAllDisplays().map(screenOf),
  at: (bounds) => screenOf(screen.getDisplayMatching(bounds)),
  onChanged(listener) {
    screen.on('display-added', listener)
    screen.on('display-removed', listener)
    screen.on('display-metrics-changed', listener)
    return () => {
      screen.off('display-added', listener)
      screen.off('display-removed', listener)
      screen.off('display-metrics-changed', listener)
    }
  },
}

function screenOf({ id, label, workArea }: Display): NamedScreen {
  return { id, name: label, workArea, isPrimary: id === screen.getPrimaryDisplay().id }
}
