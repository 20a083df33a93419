import type { BrowserWindow, MessagePortMain } from 'electron'
import type { Cancel } from '../platform/clock.ts'
import { Emitter } from '../platform/emitter.ts'
import type { Logger } from '../platform/logger.ts'

/** One of the app's windows, as the rest of the main process may use it. */
export interface RegisteredWindow {
  /** Number of the window's web contents: the same through reloads and crashes of its page. */
  readonly windowId: number
  isAlive(): boolean
  /** Sends to the window's main frame only. */
  send(channel: string, message: unknown): void
  /** As `send`, handing over message ports. A port handed to a page ends with that page. */
  postMessage(channel: string, message: unknown, ports: readonly MessagePortMain[]): void
}

/**
 * `visible`: what the page draws can be seen, or the window is about to be shown. `hidden`: minimised, hidden, or the
 * page says that nobody can see it (on macOS and Windows also when other windows cover it).
 */
export type WindowVisibility = 'visible' | 'hidden'

export interface VisibilityChange {
  readonly windowId: number
  readonly visibility: WindowVisibility
}

interface Entry {
  readonly registered: RegisteredWindow
  isWindowHidden: boolean
  isPageHidden: boolean
}

const visibilityOf = (entry: Entry): WindowVisibility =>
  entry.isWindowHidden || entry.isPageHidden ? 'hidden' : 'visible'

/** The app's own windows. A frame of anything else is a stranger. */
export class WindowRegistry {
  readonly #windows = new Map<number, Entry>()
  readonly #loaded: Emitter<number>
  readonly #released: Emitter<number>
  readonly #closed: Emitter<number>
  readonly #visibility: Emitter<VisibilityChange>

  constructor(logger: Logger) {
    const failed = (error: unknown): void => logger.error('a listener of the windows failed', { error })
    this.#loaded = new Emitter(failed)
    this.#released = new Emitter(failed)
    this.#closed = new Emitter(failed)
    this.#visibility = new Emitter(failed)
  }

  /** Call before the window loads its page. */
  add(window: BrowserWindow): void {
    const contents = window.webContents
    const windowId = contents.id
    const registered: RegisteredWindow = {
      windowId,
      isAlive: () => !contents.isDestroyed() && !contents.isCrashed(),
      send: (channel, message) => contents.send(channel, message),
      postMessage: (channel, message, ports) => contents.postMessage(channel, message, [...ports]),
    }
    this.#windows.set(windowId, { registered, isWindowHidden: false, isPageHidden: false })
    this.#followPage(window, windowId)
    this.#followVisibility(window, windowId)
    window.once('closed', () => {
      this.#windows.delete(windowId)
      this.#released.emit(windowId)
      this.#closed.emit(windowId)
    })
  }

  isKnown(windowId: number): boolean {
    return this.#windows.has(windowId)
  }

  all(): Iterable<RegisteredWindow> {
    return Array.from(this.#windows.values(), ({ registered }) => registered)
  }

  get(windowId: number): RegisteredWindow | null {
    return this.#windows.get(windowId)?.registered ?? null
  }

  /** `hidden` for a window that is closed. */
  visibilityOf(windowId: number): WindowVisibility {
    const entry = this.#windows.get(windowId)
    return entry === undefined ? 'hidden' : visibilityOf(entry)
  }

  /** What the page knows of its own visibility. Forgotten when the page goes. */
  pageIsHidden(windowId: number, isHidden: boolean): void {
    this.#change(windowId, { isPageHidden: isHidden })
  }

  /** Told only when it is another one than before. Not told for a window that closes. */
  onVisibilityChanged(listener: (change: VisibilityChange) => void): Cancel {
    return this.#visibility.subscribe(listener)
  }

  /** A page has been loaded into the window: the first, or a new one after a reload or a crash. */
  onLoaded(listener: (windowId: number) => void): Cancel {
    return this.#loaded.subscribe(listener)
  }

  /** The page of a window is gone (closed, crashed or loaded anew): whatever was held for it can be let go. */
  onReleased(listener: (windowId: number) => void): Cancel {
    return this.#released.subscribe(listener)
  }

  /** The window is gone for good. Told after `onReleased`. */
  onClosed(listener: (windowId: number) => void): Cancel {
    return this.#closed.subscribe(listener)
  }

  #followPage(window: BrowserWindow, windowId: number): void {
    const contents = window.webContents
    const release = (): void => {
      this.#change(windowId, { isPageHidden: false })
      this.#released.emit(windowId)
    }
    contents.on('did-start-navigation', (details) => {
      if (details.isMainFrame && !details.isSameDocument) release()
    })
    contents.on('render-process-gone', release)
    contents.on('did-finish-load', () => this.#loaded.emit(windowId))
  }

  #followVisibility(window: BrowserWindow, windowId: number): void {
    // Not `isVisible()`: a window that has never been shown is about to be, and its page must be ready by then.
    window.on('hide', () => this.#change(windowId, { isWindowHidden: true }))
    window.on('minimize', () => this.#change(windowId, { isWindowHidden: true }))
    window.on('show', () => this.#change(windowId, { isWindowHidden: window.isMinimized() }))
    window.on('restore', () => this.#change(windowId, { isWindowHidden: false }))
    window.on('maximize', () => this.#change(windowId, { isWindowHidden: false }))
  }

  #change(windowId: number, change: Partial<Pick<Entry, 'isWindowHidden' | 'isPageHidden'>>): void {
    const entry = this.#windows.get(windowId)
    if (entry === undefined) return
    const before = visibilityOf(entry)
    Object.assign(entry, change)
    const visibility = visibilityOf(entry)
    if (visibility !== before) this.#visibility.emit({ windowId, visibility })
  }
}
