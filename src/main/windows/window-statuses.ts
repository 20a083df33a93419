import type { DisplayInfo, WindowStatus } from '#shared/domain/window.ts'
import type { ManagedWindow } from './managed-window.ts'
import type { NamedScreen, Screens } from './screens.ts'

/** What each window knows of itself, its screen and the others: told when it is another than before. */
export class WindowStatuses {
  readonly #screens: Screens
  readonly #onStatus: (windowId: number, status: WindowStatus) => void
  readonly #told = new Map<number, string>()

  constructor(screens: Screens, onStatus: (windowId: number, status: WindowStatus) => void) {
    this.#screens = screens
    this.#onStatus = onStatus
  }

  /** @param windows all that are open */
  tell(windows: ReadonlyMap<number, ManagedWindow>): void {
    for (const window of windows.values()) {
      const status = this.of(window, windows.size)
      const text = JSON.stringify(status)
      if (this.#told.get(window.windowId) === text) continue
      this.#told.set(window.windowId, text)
      this.#onStatus(window.windowId, status)
    }
  }

  of(window: ManagedWindow, windowCount: number): WindowStatus {
    const here = this.#screens.at(window.bounds).id
    const displays = this.#screens.all().map((screen) => displayOf(screen, here))
    return { isFullScreen: window.isFullScreen, displays, windowCount }
  }

  forget(windowId: number): void {
    this.#told.delete(windowId)
  }
}

function displayOf({ id, name, workArea, isPrimary }: NamedScreen, here: number): DisplayInfo {
  return { id, name, width: workArea.width, height: workArea.height, isPrimary, isHere: id === here }
}
