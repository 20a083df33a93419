import type { Recovery, WindowStatus } from '#shared/domain/window.ts'
import { type Page, type Target, targetFor, type WindowKind } from '#shared/domain/window-route.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import { type Closing, closingAfter } from './closing-burst.ts'
import type { MakeWindow, ManagedWindow } from './managed-window.ts'
import { planNewWindow } from './new-window.ts'
import type { Screens } from './screens.ts'
import { MIN_SIZE, planOpening } from './window-bounds.ts'
import { firstWalls, holdOf, setAside, type WindowMode } from './window-mode.ts'
import { HOME_RECORD, MAX_WINDOWS, type WindowRecord } from './window-record.ts'
import type { WindowStateFile } from './window-state-file.ts'
import { WindowStatuses } from './window-statuses.ts'

export interface WindowDeskDependencies {
  readonly file: Pick<WindowStateFile, 'load' | 'remember' | 'flush'>
  readonly make: MakeWindow
  readonly screens: Screens
  readonly clock: Clock
  /** The page of a console that opens anew. */
  readonly startPage: () => Page
  readonly mode: () => WindowMode
  readonly onStatus: (windowId: number, status: WindowStatus) => void
  /** Windows came or went. */
  readonly onCount?: () => void
  /** A window is to show a page, of its site or of another one; null: of its own. */
  readonly onGo: (windowId: number, where: Where, siteId: string | null) => void
}

export interface Where {
  readonly page: Page
  readonly target: Target
}

export interface Destination {
  readonly isFullScreen?: boolean | undefined
  readonly displayId?: number | undefined
}

export interface NewWindow extends Where {
  readonly kind: WindowKind
  /** Null: wherever there is room for it. */
  readonly displayId: number | null
}

/** All windows of the app: which are open, what each is, and what is remembered of them. */
export class WindowDesk {
  readonly #dependencies: WindowDeskDependencies
  /** In the order of their opening. */
  readonly #windows = new Map<number, ManagedWindow>()
  readonly #statuses: WindowStatuses
  readonly #cancelScreens: Cancel
  /** Remembered windows that are opened once the first one has something to show. */
  #waiting: readonly WindowRecord[] = []
  #closing: Closing | null = null
  #lastFocused = 0
  #isStopping = false

  constructor(dependencies: WindowDeskDependencies) {
    this.#dependencies = dependencies
    this.#statuses = new WindowStatuses(dependencies.screens, dependencies.onStatus)
    this.#cancelScreens = dependencies.screens.onChanged(() => this.#followScreens())
  }

  /** Opens the windows of the last time, the first of them at once. Resolves with it. */
  async restore(): Promise<ManagedWindow> {
    const { file, mode, screens } = this.#dependencies
    const remembered = await file.load()
    const [first = this.#home(), ...others] =
      remembered.length > 0 || !mode().isWall ? remembered : firstWalls(screens.all())
    this.#waiting = others
    const window = this.#open(first)
    window.onceShown(() => {
      const waiting = this.#waiting
      this.#waiting = []
      if (!this.#isStopping) for (const record of waiting) this.#open(record)
    })
    return window
  }

  /**
   * Opens another window. It looks at the site given, or that of the one it was asked for in.
   * @throws OutpostError `rate-limited` when too many are open.
   */
  open(wanted: NewWindow, openerId: number | null, siteId: string | null = null): number {
    this.#assertFree()
    return this.#openNew(wanted, openerId, siteId)
  }

  #openNew(wanted: NewWindow, openerId: number | null, siteId: string | null): number {
    if (this.#windows.size + this.#waiting.length >= MAX_WINDOWS) {
      throw new OutpostError('rate-limited', `${MAX_WINDOWS} windows are open. Close one of them first.`)
    }
    const { screens } = this.#dependencies
    const opener = (openerId === null ? undefined : this.#windows.get(openerId)) ?? this.#lead()
    const place = planNewWindow(wanted, {
      screens: screens.all(),
      opener: opener === null ? null : { bounds: opener.bounds, displayId: screens.at(opener.bounds).id },
      takenByWalls: [...this.#windows.values()].flatMap(({ record }) =>
        record.kind === 'wall' ? (record.displayId ?? []) : [],
      ),
    })
    const { kind, page, target } = wanted
    return this.#open({ kind, page, target, siteId: siteId ?? opener?.record.siteId ?? null, ...place }).windowId
  }

  /** Opens another window on what this one shows. */
  openLike(kind: WindowKind, windowId: number | null): void {
    const { page, target } = (windowId === null ? undefined : this.#windows.get(windowId)?.record) ?? this.#home()
    this.open({ kind, page, target: targetFor(kind, page, target), displayId: null }, windowId)
  }

  /** Shows a page in a console window: the one used last, or a new one. */
  show(where: Where, askerId: number | null): void {
    const consoles = [...this.#windows.values()].filter(({ record }) => record.kind === 'console')
    const asker = askerId === null ? undefined : this.#windows.get(askerId)
    const near = consoles.filter(({ record }) => asker === undefined || record.siteId === asker.record.siteId)
    const window = near.find(({ windowId }) => windowId === this.#lastFocused) ?? near[0]
    if (window === undefined) return void this.#openNew({ kind: 'console', ...where, displayId: null }, askerId, null)
    this.#dependencies.onGo(window.windowId, where, null)
    window.focus()
  }

  /** Shows a page of a site, null: of any, in a console window: one that looks at it, or the one used last, or a new one. */
  showAt(siteId: string | null, where: Where): void {
    const consoles = [...this.#windows.values()].filter(({ record }) => record.kind === 'console')
    const there = consoles.filter(({ record }) => siteId === null || record.siteId === siteId)
    const isLast = ({ windowId }: ManagedWindow): boolean => windowId === this.#lastFocused
    const window = there.find(isLast) ?? there[0] ?? consoles.find(isLast) ?? consoles[0]
    if (window === undefined) return void this.#openNew({ kind: 'console', ...where, displayId: null }, null, siteId)
    this.#dependencies.onGo(window.windowId, where, siteId)
    window.focus()
  }

  /** Moves a window to a screen, and into or out of full screen. Throws `not-found` for what is gone. */
  place(windowId: number, { isFullScreen, displayId }: Destination): void {
    this.#assertFree()
    const window = this.#windowOf(windowId)
    if (displayId !== undefined) {
      const screen = this.#dependencies.screens.all().find(({ id }) => id === displayId)
      if (screen === undefined) throw new OutpostError('not-found', 'This screen is not there any more.')
      window.moveTo(screen)
    }
    if (isFullScreen !== undefined) window.setFullScreen(isFullScreen)
  }

  /** What a page asks when it starts. The recovery is told once. */
  describe(windowId: number): WindowStatus & { recovery: Recovery | null } {
    const window = this.#windowOf(windowId)
    return { ...this.#statuses.of(window, this.#windows.size), recovery: window.takeRecovery() }
  }

  /** The window that speaks for those asked for: the oldest console, or the oldest window. Null: none is open. */
  leadId(isAsked: (windowId: number) => boolean = () => true): number | null {
    return this.#lead(isAsked)?.windowId ?? null
  }

  /** The site that the window looks at; null: not known. */
  siteOf(windowId: number): string | null {
    return this.#windows.get(windowId)?.record.siteId ?? null
  }

  /** The window looks at this site, and does so at the next start too. */
  lookAt(windowId: number, siteId: string): void {
    this.#windows.get(windowId)?.lookAt(siteId)
  }

  /** A second start of the app, or a click on its icon, ends here. */
  focus(): void {
    const lead = this.#lead()
    if (lead === null) this.#open(this.#home())
    else lead.focus()
  }

  /** Somebody asks for windows that nobody has seen yet. */
  reveal(): void {
    for (const window of this.#windows.values()) window.reveal()
  }

  /** The window that has the keyboard: somebody looks at it. Null: none has. */
  get frontId(): number | null {
    return [...this.#windows.values()].find(({ isFocused }) => isFocused)?.windowId ?? null
  }

  get count(): number {
    return this.#windows.size
  }

  /** Ends the timers. Resolves when all places are saved; what closes from now on is open at the next start. */
  async stop(): Promise<void> {
    if (!this.#isStopping) {
      this.#isStopping = true
      this.#cancelScreens()
      for (const window of this.#windows.values()) window.stop()
      if (this.#windows.size > 0) this.#remember()
    }
    await this.#dependencies.file.flush()
  }

  /** The settings are others: kiosk mode or walls began or ended. */
  modeChanged(): void {
    for (const window of this.#windows.values()) window.setHold(holdOf(window.record, this.#dependencies.mode()))
    this.#setAside()
    this.#changed()
  }

  /** A wall window is open. */
  get hasWall(): boolean {
    return [...this.#windows.values()].some(({ record }) => record.kind === 'wall')
  }

  #setAside(): void {
    setAside([...this.#windows.values()], this.#dependencies.mode())
  }

  #assertFree(): void {
    if (!this.#dependencies.mode().isKiosk) return
    throw new OutpostError('locked', 'In kiosk mode windows are neither opened nor moved nor closed.')
  }

  #home(): WindowRecord {
    return { ...HOME_RECORD, page: this.#dependencies.startPage() }
  }

  #open(record: WindowRecord): ManagedWindow {
    const { make, screens, mode } = this.#dependencies
    const window = make(record, planOpening(record, screens.all(), MIN_SIZE[record.kind]))
    this.#windows.set(window.windowId, window)
    window.setHold(holdOf(record, mode()))
    this.#setAside()
    window.onChanged(() => this.#changed())
    window.onFocused(() => {
      this.#lastFocused = window.windowId
    })
    window.onClosed(() => this.#closed(window))
    this.#changed()
    this.#dependencies.onCount?.()
    return window
  }

  #closed(window: ManagedWindow): void {
    this.#closing = closingAfter(this.#closing, this.#records(), this.#dependencies.clock.monotonic())
    this.#windows.delete(window.windowId)
    this.#statuses.forget(window.windowId)
    if (this.#isStopping) return
    this.#dependencies.onCount?.()
    if (this.#windows.size > 0) return this.#changed()
    // The last one: the app ends now, or has no window for a while. The next start is as it was before.
    this.#dependencies.file.remember(this.#closing.records)
  }

  #changed(): void {
    if (this.#isStopping) return
    this.#remember()
    this.#statuses.tell(this.#windows)
  }

  #remember(): void {
    this.#dependencies.file.remember(this.#records())
  }

  #records(): readonly WindowRecord[] {
    return [...Array.from(this.#windows.values(), ({ record }) => record), ...this.#waiting]
  }

  #followScreens(): void {
    const screens = this.#dependencies.screens.all()
    // For a moment while a cable is changed there may be none.
    if (screens.length === 0) return
    for (const window of this.#windows.values()) window.followScreens(screens)
    this.#setAside()
    this.#changed()
  }

  #lead(isAsked: (windowId: number) => boolean = () => true): ManagedWindow | null {
    const windows = [...this.#windows.values()].filter(({ windowId }) => isAsked(windowId))
    return windows.find(({ record }) => record.kind === 'console') ?? windows[0] ?? null
  }

  #windowOf(windowId: number): ManagedWindow {
    const window = this.#windows.get(windowId)
    if (window === undefined) throw new OutpostError('not-found', 'This window is not open any more.')
    return window
  }
}
