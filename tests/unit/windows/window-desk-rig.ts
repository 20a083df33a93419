import type { Recovery, WindowStatus } from '#shared/domain/window.ts'
import type { ManagedWindow, WindowHold } from '../../../src/main/windows/managed-window.ts'
import type { NamedScreen, Screens } from '../../../src/main/windows/screens.ts'
import type { Opening, Rectangle } from '../../../src/main/windows/window-bounds.ts'
import { WindowDesk } from '../../../src/main/windows/window-desk.ts'
import type { WindowMode } from '../../../src/main/windows/window-mode.ts'
import type { WindowRecord } from '../../../src/main/windows/window-record.ts'
import { ManualClock } from '../../support/manual-clock.ts'

export const DESK: NamedScreen = {
  id: 1,
  name: 'Desk',
  workArea: { x: 0, y: 0, width: 1_920, height: 1_080 },
  isPrimary: true,
}
export const WALL: NamedScreen = {
  id: 2,
  name: 'Wall',
  workArea: { x: 1_920, y: 0, width: 1_920, height: 1_080 },
  isPrimary: false,
}

class FakeManaged implements ManagedWindow {
  readonly windowId: number
  record: WindowRecord
  readonly opening: Opening
  isFullScreen = false
  isFocused = false
  isAway = false
  hold: WindowHold = 'free'
  isAside = false
  recovery: Recovery | null = null
  readonly done: string[] = []
  readonly #listeners: { changed?: () => void; focused?: () => void; closed?: () => void; shown?: () => void } = {}

  constructor(windowId: number, record: WindowRecord, opening: Opening) {
    this.windowId = windowId
    this.record = record
    this.opening = opening
    this.isAway = opening.isAway
  }
  get bounds(): Rectangle {
    return this.record.bounds ?? { x: 10, y: 10, width: 1_440, height: 900 }
  }
  setHold(hold: WindowHold): void {
    this.hold = hold
  }
  setAside(isAside: boolean): void {
    this.isAside = isAside
  }
  reveal(): void {
    this.done.push('reveal')
  }
  focus(): void {
    this.done.push('focus')
    this.#listeners.focused?.()
  }
  setFullScreen(isOn: boolean): void {
    this.isFullScreen = isOn
    this.#listeners.changed?.()
  }
  lookAt(siteId: string): void {
    this.record = { ...this.record, siteId }
    this.#listeners.changed?.()
  }
  moveTo({ id }: { id: number }): void {
    this.done.push(`move ${id}`)
  }
  followScreens(screens: readonly { id: number }[]): void {
    this.done.push(`screens ${screens.length}`)
  }
  takeRecovery(): Recovery | null {
    const { recovery } = this
    this.recovery = null
    return recovery
  }
  onChanged(listener: () => void): void {
    this.#listeners.changed = listener
  }
  onFocused(listener: () => void): void {
    this.#listeners.focused = listener
  }
  onClosed(listener: () => void): void {
    this.#listeners.closed = listener
  }
  onceShown(listener: () => void): void {
    this.#listeners.shown = listener
  }
  stop(): void {
    this.done.push('stop')
  }
  evaluate(): Promise<unknown> {
    return Promise.resolve(true)
  }
  capture(): Promise<Buffer> {
    return Promise.resolve(Buffer.alloc(0))
  }
  go(page: WindowRecord['page']): void {
    this.record = { ...this.record, page }
    this.#listeners.changed?.()
  }
  show(): void {
    this.#listeners.shown?.()
  }
  close(): void {
    this.#listeners.closed?.()
  }
}

/** The desk over imagined windows, with what it remembers and tells. */
export class DeskRig {
  readonly clock = new ManualClock()
  readonly made: FakeManaged[] = []
  readonly told: { windowId: number; status: WindowStatus }[] = []
  readonly went: { windowId: number; page: string; siteId?: string }[] = []
  remembered: readonly WindowRecord[] = []
  screens: readonly NamedScreen[] = [DESK, WALL]
  startPage: WindowRecord['page'] = 'overview'
  mode: WindowMode = { isKiosk: false, isWall: false }
  screensChanged: () => void = () => undefined
  readonly desk: WindowDesk

  constructor(stored: readonly WindowRecord[] = []) {
    const screens: Screens = {
      all: () => this.screens,
      at: ({ x }) => this.screens.find(({ workArea }) => x >= workArea.x && x < workArea.x + workArea.width) ?? DESK,
      onChanged: (listener) => {
        this.screensChanged = listener
        return () => undefined
      },
    }
    this.desk = new WindowDesk({
      file: {
        load: async () => stored,
        remember: (windows) => {
          this.remembered = windows
        },
        flush: async () => undefined,
      },
      make: (record, opening) => {
        const window = new FakeManaged(this.made.length + 1, record, opening)
        this.made.push(window)
        return window
      },
      screens,
      clock: this.clock,
      startPage: () => this.startPage,
      mode: () => this.mode,
      onStatus: (windowId, status) => this.told.push({ windowId, status }),
      onGo: (windowId, { page }, siteId) => this.went.push({ windowId, page, ...(siteId === null ? {} : { siteId }) }),
    })
  }

  window(windowId: number): FakeManaged {
    const window = this.made[windowId - 1]
    if (window === undefined) throw new Error(`there is no window ${windowId}`)
    return window
  }
}
