import { BrowserWindow } from 'electron'
import type { Recovery } from '#shared/domain/window.ts'
import { targetSchema } from '#shared/domain/window.ts'
import { formatRoute, parseRoute } from '#shared/domain/window-route.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import type { ManagedWindow, WindowHold } from './managed-window.ts'
import type { PageSource } from './page-source.ts'
import type { Screens } from './screens.ts'
import { centred, MIN_SIZE, type Opening, type Place, type Rectangle, type Screen } from './window-bounds.ts'
import { type WindowLook, windowOptions } from './window-options.ts'
import { WindowPlace } from './window-place.ts'
import type { WindowRecord } from './window-record.ts'
import { recoverPage } from './window-recovery.ts'
import type { WindowRegistry } from './window-registry.ts'
import { followSteps, type WindowStep } from './window-steps.ts'

/** How long a window manager may take to make a window fill its screen. */
const FILL_LIMIT_MS = 700

export interface AppWindowDependencies extends WindowLook {
  readonly source: PageSource
  readonly registry: WindowRegistry
  readonly screens: Screens
  readonly clock: Clock
  readonly logger: Logger
  readonly onStep: (windowId: number, step: WindowStep) => void
  /** Nobody has asked for a window yet: the console waits in the desktop's panel. */
  readonly isUnseen: () => boolean
}

/** One of the app's windows: its place, its page and how that comes back after a crash. */
export class AppWindow implements ManagedWindow {
  readonly windowId: number
  readonly #window: BrowserWindow
  readonly #dependencies: AppWindowDependencies
  readonly #place: WindowPlace
  readonly #stopRecovery: Cancel
  readonly #changed: (() => void)[] = []
  #record: WindowRecord
  #recovery: Recovery | null = null
  #hold: WindowHold = 'free'
  #isAside = false
  #isReady = false
  #cancelFill: Cancel = () => undefined
  /** It has something to show, and waits for whoever asks for it. */
  #reveal: (() => void) | null = null

  /** Opens the window and starts loading its page; it shows itself when there is something to see. */
  constructor(dependencies: AppWindowDependencies, record: WindowRecord, opening: Opening) {
    const { registry, clock, logger } = dependencies
    this.#dependencies = dependencies
    this.#record = record
    const minimum = MIN_SIZE[record.kind]
    const { bounds, displayId, isMaximized, isFullScreen } = record
    const place = { bounds, displayId, isMaximized, isFullScreen }
    this.#place = new WindowPlace({ place, isAway: opening.isAway, minimum, clock })
    this.#window = new BrowserWindow(windowOptions(dependencies, opening.placement, minimum))
    this.windowId = this.#window.webContents.id
    registry.add(this.#window)
    this.#stopRecovery = recoverPage(this.#window.webContents, {
      url: () => this.#url,
      onRecovering: (reason) => {
        this.#recovery = { reason, at: clock.now() }
      },
      clock,
      logger,
    })
    this.#followPlace()
    this.#followPage()
    followSteps(this.#window, (step) => dependencies.onStep(this.windowId, step))
    this.#showWhenReady(opening)
    this.#window.once('closed', () => this.stop())
    // A failed load is recovered above; here it only must not become an unhandled rejection.
    this.#window.loadURL(this.#url).catch(() => undefined)
  }

  get record(): WindowRecord {
    return { ...this.#record, ...this.#place.current }
  }

  get isFullScreen(): boolean {
    return !this.#window.isDestroyed() && this.#window.isFullScreen()
  }

  get isFocused(): boolean {
    return !this.#window.isDestroyed() && this.#window.isFocused()
  }

  get bounds(): Rectangle {
    return this.#window.getBounds()
  }

  get isAway(): boolean {
    return this.#place.isAway
  }

  setHold(hold: WindowHold): void {
    if (hold === this.#hold || this.#window.isDestroyed()) return
    const before = this.#hold
    this.#hold = hold
    if (before === 'kiosk') this.#window.setKiosk(false)
    if (this.#window.isVisible()) this.#fill()
  }

  setAside(isAside: boolean): void {
    if (isAside === this.#isAside || this.#window.isDestroyed()) return
    this.#isAside = isAside
    if (isAside) this.#window.hide()
    else this.#show()
  }

  reveal(): void {
    this.#reveal?.()
    this.#reveal = null
  }

  focus(): void {
    const window = this.#window
    if (window.isDestroyed()) return
    this.reveal()
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }

  setFullScreen(isOn: boolean): void {
    this.#window.setFullScreen(isOn)
  }

  lookAt(siteId: string): void {
    if (this.#record.siteId === siteId) return
    this.#record = { ...this.#record, siteId }
    this.#tell()
  }

  moveTo(screen: Screen): void {
    const { width, height } = this.#window.getNormalBounds()
    const placement = centred({ width, height }, screen.workArea, MIN_SIZE[this.#record.kind])
    const { isFullScreen } = this
    this.#place.adopt()
    this.#apply({ placement, isMaximized: false, isFullScreen, isAway: false })
  }

  followScreens(screens: readonly Screen[]): void {
    const opening = this.#place.followScreens(screens)
    if (opening !== null) this.#apply(opening)
  }

  takeRecovery(): Recovery | null {
    const recovery = this.#recovery
    this.#recovery = null
    return recovery
  }

  onChanged(listener: () => void): void {
    this.#changed.push(listener)
  }

  onFocused(listener: () => void): void {
    this.#window.on('focus', listener)
  }

  onClosed(listener: () => void): void {
    this.#window.once('closed', listener)
  }

  onceShown(listener: () => void): void {
    let isTold = false
    const tell = (): void => {
      if (!isTold) listener()
      isTold = true
    }
    this.#window.once('ready-to-show', tell)
    this.#window.once('closed', tell)
  }

  stop(): void {
    this.#cancelFill()
    this.#place.stop()
    this.#stopRecovery()
  }

  /** Runs a script in the page, for the readiness check. */
  evaluate(script: string): Promise<unknown> {
    return this.#window.webContents.executeJavaScript(script)
  }

  /** The visible page as PNG. */
  async capture(): Promise<Buffer> {
    return (await this.#window.webContents.capturePage()).toPNG()
  }

  get #url(): string {
    return `${this.#dependencies.source.homeUrl}${formatRoute(this.#record)}`
  }

  #showWhenReady({ isMaximized, isFullScreen }: Opening): void {
    const window = this.#window
    const { iconPath } = this.#dependencies
    const show = (): void => {
      if (isMaximized) window.maximize()
      if (isFullScreen) window.setFullScreen(true)
      this.#isReady = true
      this.#show()
      // Reading a picture takes a while, and the page has waited for nothing else.
      if (iconPath !== null) window.setIcon(iconPath)
    }
    window.once('ready-to-show', () => {
      if (this.#dependencies.isUnseen()) this.#reveal = show
      else show()
    })
    window.on('close', (event) => {
      if (this.#hold === 'kiosk') event.preventDefault()
    })
  }

  #show(): void {
    if (!this.#isReady || this.#isAside) return
    this.#window.show()
    this.#fill()
  }

  /** Fills its screen, where it is held there. */
  #fill(): void {
    if (this.#hold === 'kiosk') this.#window.setKiosk(true)
    else if (this.#hold === 'full-screen') this.#window.setFullScreen(true)
    else return
    this.#cancelFill()
    this.#cancelFill = this.#dependencies.clock.schedule(FILL_LIMIT_MS, () => this.#fillByHand())
  }

  /** Without a window manager, as on many kiosks, nobody makes a window as large as its screen. */
  #fillByHand(): void {
    const window = this.#window
    if (window.isDestroyed() || !window.isVisible()) return
    const { workArea } = this.#dependencies.screens.at(window.getBounds())
    const { width, height } = window.getBounds()
    if (width >= workArea.width && height >= workArea.height) return
    // One that is exactly as large as its screen is made a little smaller on X11, and the desktop would be seen beside it.
    window.setBounds({ ...workArea, width: workArea.width + 1, height: workArea.height + 1 })
  }

  #followPlace(): void {
    const changed = (): void => {
      const window = this.#window
      if (window.isDestroyed() || window.isMinimized()) return
      this.#place.moved(this.#placeNow())
      this.#tell()
    }
    this.#window.on('resize', changed)
    this.#window.on('move', changed)
    this.#window.on('maximize', changed)
    this.#window.on('unmaximize', changed)
    this.#window.on('enter-full-screen', changed)
    this.#window.on('leave-full-screen', changed)
  }

  #placeNow(): Place {
    const window = this.#window
    return {
      bounds: window.getNormalBounds(),
      displayId: this.#dependencies.screens.at(window.getBounds()).id,
      isMaximized: window.isMaximized(),
      isFullScreen: window.isFullScreen(),
    }
  }

  /** The page keeps its place in the fragment of its address. What kind of window it is in is not for it to say. */
  #followPage(): void {
    const contents = this.#window.webContents
    contents.on('did-navigate-in-page', (_event, url, isMainFrame) => {
      if (!isMainFrame || !URL.canParse(url)) return
      const { page, target } = parseRoute(new URL(url).hash)
      this.#record = { ...this.#record, page, target: targetSchema.catch({}).parse(target) }
      this.#tell()
    })
    contents.on('will-navigate', (event) => {
      if (event.url !== this.#dependencies.source.homeUrl) return
      // From the error page, which knows only the start page: back to where this window was.
      event.preventDefault()
      contents.loadURL(this.#url).catch(() => undefined)
    })
  }

  /** The system leaves full screen in its own time, and a full-screen window cannot be moved. */
  #apply(opening: Opening): void {
    const window = this.#window
    const move = (): void => {
      const { x, y, width, height } = opening.placement
      if (x === undefined || y === undefined) window.setSize(width, height)
      else window.setBounds({ x, y, width, height })
      if (opening.isMaximized) window.maximize()
      if (opening.isFullScreen) window.setFullScreen(true)
      this.#fill()
    }
    if (!window.isFullScreen()) return move()
    window.once('leave-full-screen', move)
    if (this.#hold === 'kiosk') window.setKiosk(false)
    window.setFullScreen(false)
  }

  #tell(): void {
    for (const listener of this.#changed) listener()
  }
}
