import type { BrowserWindow } from 'electron'
import type { Cancel } from '../platform/clock.ts'
import { Emitter } from '../platform/emitter.ts'
import type { Logger } from '../platform/logger.ts'

/** One of the app's windows, as the rest of the main process may use it. */
export interface RegisteredWindow {
  readonly windowId: number
  isAlive(): boolean
  send(channel: string, message: unknown): void
}

/** The app's own windows. A frame of anything else is a stranger. */
export class WindowRegistry {
  readonly #windows = new Map<number, RegisteredWindow>()
  readonly #released: Emitter<number>

  constructor(logger: Logger) {
    this.#released = new Emitter((error) => logger.error('a listener of the windows failed', { error }))
  }

  add(window: BrowserWindow): void {
    const contents = window.webContents
    const windowId = contents.id
    this.#windows.set(windowId, {
      windowId,
      isAlive: () => !contents.isDestroyed() && !contents.isCrashed(),
      send: (channel, message) => contents.send(channel, message),
    })
    contents.on('did-start-navigation', (details) => {
      if (details.isMainFrame && !details.isSameDocument) this.#released.emit(windowId)
    })
    contents.on('render-process-gone', () => this.#released.emit(windowId))
    window.once('closed', () => {
      this.#windows.delete(windowId)
      this.#released.emit(windowId)
    })
  }

  isKnown(windowId: number): boolean {
    return this.#windows.has(windowId)
  }

  all(): Iterable<RegisteredWindow> {
    return this.#windows.values()
  }

  /** The page of a window is gone (closed, crashed or loaded anew): whatever was held for it can be let go. */
  onReleased(listener: (windowId: number) => void): Cancel {
    return this.#released.subscribe(listener)
  }
}
