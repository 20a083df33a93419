import type { Page } from '#shared/domain/window-route.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { DesktopLanguage } from '#shared/i18n/desktop-texts.ts'
import { EventBroadcaster } from '../ipc/events.ts'
import type { WindowsPort } from '../ipc/services.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import { AppWindow, type AppWindowDependencies } from '../windows/app-window.ts'
import type { ManagedWindow } from '../windows/managed-window.ts'
import { installMenu, leaveMenuOut } from '../windows/menu.ts'
import type { PageSource } from '../windows/page-source.ts'
import { systemScreens } from '../windows/screens.ts'
import { type Where, WindowDesk } from '../windows/window-desk.ts'
import type { WindowMode } from '../windows/window-mode.ts'
import type { WindowLook } from '../windows/window-options.ts'
import { WindowRegistry } from '../windows/window-registry.ts'
import { WindowStateFile } from '../windows/window-state-file.ts'
import { OperationOrigins, WindowSink } from './operation-origins.ts'
import type { SiteMemory } from './window-sites.ts'

export interface WindowFiles {
  readonly source: PageSource
  readonly preloadPath: string
  readonly iconPath: string | null
  readonly isPackaged: boolean
  readonly theme: WindowLook['theme']
  readonly windowFile: string
  readonly startPage: () => Page
  readonly mode: () => WindowMode
  /** Nothing is shown until somebody asks for it. */
  readonly isUnseen: boolean
}

/** All that the app has of windows: who they are, what they are told, which are open. */
export class AppWindows {
  readonly registry: WindowRegistry
  readonly events: EventBroadcaster
  readonly origins = new OperationOrigins()
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #language: () => DesktopLanguage
  readonly #cancelForget: Cancel
  #desk: WindowDesk | null = null
  #isUnseen = false
  #installMenuFor: () => void = () => undefined
  #mode: () => WindowMode | null = () => null
  #heldBy = 'null'
  #menuSpeaks = ''
  /** Windows came or went. */
  onCount: () => void = () => undefined

  constructor(clock: Clock, logger: Logger, language: () => DesktopLanguage) {
    this.#clock = clock
    this.#language = language
    this.#logger = logger.child('windows')
    this.registry = new WindowRegistry(this.#logger)
    this.events = new EventBroadcaster(() => this.registry.all(), logger.child('ipc'))
    this.#cancelForget = this.registry.onClosed((windowId) => this.origins.windowClosed(windowId))
  }

  /** Where a site tells what happens in it: to the windows that look at it. */
  sinkOf(siteId: string, isLooking: (windowId: number) => boolean): WindowSink {
    const events = this.events.ofSite(siteId, isLooking)
    return new WindowSink(events, this.origins, () => this.#desk?.leadId(isLooking) ?? null, isLooking)
  }

  /** Which site each window looks at, kept with its place. */
  get memory(): SiteMemory {
    return {
      siteOf: (windowId) => this.#desk?.siteOf(windowId) ?? null,
      lookAt: (windowId, siteId) => this.#desk?.lookAt(windowId, siteId),
    }
  }

  /** Opens the windows of the last time. Resolves with the first of them. Call when Electron is ready. */
  async restore(files: WindowFiles): Promise<ManagedWindow> {
    this.#isUnseen = files.isUnseen
    this.#mode = files.mode
    this.#heldBy = JSON.stringify(files.mode())
    const [clock, logger, screens] = [this.#clock, this.#logger, systemScreens]
    const onStep: AppWindowDependencies['onStep'] = (windowId, by) =>
      this.events.sendTo(windowId, 'windows:step', { by }, null)
    const isUnseen = (): boolean => this.#isUnseen
    const parts = { ...files, registry: this.registry, screens, clock, logger, onStep, isUnseen }
    const desk = new WindowDesk({
      file: new WindowStateFile({ path: files.windowFile, clock, logger }),
      make: (record, opening) => new AppWindow(parts, record, opening),
      screens,
      clock,
      startPage: files.startPage,
      mode: files.mode,
      onCount: () => this.onCount(),
      onStatus: (windowId, status) => this.events.sendTo(windowId, 'windows:changed', status, null),
      onGo: (windowId, where, siteId) => this.events.sendTo(windowId, 'windows:go', { ...where, siteId }, null),
    })
    this.#desk = desk
    const first = await desk.restore()
    this.#installMenuFor = () => this.#installMenu(desk, files)
    this.#installMenuFor()
    return first
  }

  /** What pages may ask of the windows. */
  get port(): WindowsPort {
    return {
      self: (windowId) => this.#open.describe(windowId),
      open: (windowId, request) => ({ windowId: this.#open.open(request, windowId) }),
      show: (windowId, where) => this.#open.show(where, windowId),
      place: (windowId, request) => this.#open.place(windowId, request),
      visibility: (windowId, isHidden) => this.registry.pageIsHidden(windowId, isHidden),
    }
  }

  /** Kiosk mode or walls began or ended, or another language is spoken: the menu is another one. */
  menuChanged(): void {
    if (this.#menuSpeaks !== this.#language().name) this.#installMenuFor()
    const mode = JSON.stringify(this.#mode())
    if (mode === this.#heldBy) return
    this.#heldBy = mode
    this.#installMenuFor()
    this.#desk?.modeChanged()
  }

  /** A wall window is open. */
  get hasWall(): boolean {
    return this.#desk?.hasWall === true
  }

  focus(): void {
    this.#seen()
    this.#desk?.focus()
  }

  /** The window that has the keyboard; null: none. */
  get frontId(): number | null {
    return this.#desk?.frontId ?? null
  }

  /** Shows a page of a site in a console window, which asks about what is not saved there before it looks at another site. */
  showAt(siteId: string | null, where: Where): void {
    this.#seen()
    this.#open.showAt(siteId, where)
  }

  /** The window that speaks for those asked for; null: none is open. */
  leadId(isAsked?: (windowId: number) => boolean): number | null {
    return this.#desk?.leadId(isAsked) ?? null
  }

  async stop(): Promise<void> {
    this.#cancelForget()
    await this.#desk?.stop()
  }

  get #open(): WindowDesk {
    if (this.#desk === null) throw new OutpostError('shutting-down', 'The windows are not open yet.')
    return this.#desk
  }

  /** Somebody has asked for the console: all its windows are shown. */
  #seen(): void {
    this.#isUnseen = false
    this.#desk?.reveal()
  }

  #installMenu(desk: WindowDesk, { isPackaged, mode }: WindowFiles): void {
    this.#menuSpeaks = this.#language().name
    // A menu has keys that open and close windows.
    if (mode().isKiosk) return leaveMenuOut()
    installMenu({
      platform: process.platform,
      isPackaged,
      language: this.#language(),
      onNewWindow: (kind, windowId) => {
        try {
          desk.openLike(kind, windowId)
        } catch (error) {
          this.#logger.warn('a window could not be opened', { kind, error })
        }
      },
    })
  }
}
