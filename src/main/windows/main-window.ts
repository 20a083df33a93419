import { BrowserWindow, type BrowserWindowConstructorOptions, nativeTheme, screen } from 'electron'
import type { Settings } from '#shared/domain/settings.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import type { PageSource } from './page-source.ts'
import { MIN_HEIGHT, MIN_WIDTH, placeWindow, type WindowPlacement } from './window-bounds.ts'
import { recoverPage } from './window-recovery.ts'
import type { WindowRegistry } from './window-registry.ts'
import type { WindowStateFile } from './window-state-file.ts'

/** The planes of the two themes, so that the window has its colour before the page has drawn anything. */
const DARK_PLANE = '#15181c'
const LIGHT_PLANE = '#eceef0'

export interface MainWindowDependencies {
  readonly source: PageSource
  /** The built preload script. */
  readonly preloadPath: string
  /** Null: the system takes the icon from the program. */
  readonly iconPath: string | null
  readonly isPackaged: boolean
  readonly theme: Settings['theme']
  readonly stateFile: WindowStateFile
  readonly registry: WindowRegistry
  readonly clock: Clock
  readonly logger: Logger
}

/** The operator's window. */
export class MainWindow {
  readonly #window: BrowserWindow
  readonly #stateFile: WindowStateFile
  readonly #stopRecovery: Cancel

  /** Opens the window and starts loading its page; it shows itself when there is something to see. */
  static async open(dependencies: MainWindowDependencies): Promise<MainWindow> {
    const { registry, stateFile, source, clock, logger } = dependencies
    applyTheme(dependencies.theme)
    const state = await stateFile.load()
    const workAreas = screen.getAllDisplays().map((display) => display.workArea)
    const window = new BrowserWindow(windowOptions(dependencies, placeWindow(state?.bounds ?? null, workAreas)))
    registry.add(window)
    const stopRecovery = recoverPage(window.webContents, { homeUrl: source.homeUrl, clock, logger })
    window.once('ready-to-show', () => {
      if (state?.isMaximized) window.maximize()
      if (state?.isFullScreen) window.setFullScreen(true)
      window.show()
    })
    const main = new MainWindow(window, stateFile, stopRecovery)
    // A failed load is recovered above; here it only must not become an unhandled rejection.
    window.loadURL(source.homeUrl).catch(() => undefined)
    return main
  }

  private constructor(window: BrowserWindow, stateFile: WindowStateFile, stopRecovery: Cancel) {
    this.#window = window
    this.#stateFile = stateFile
    this.#stopRecovery = stopRecovery
    const remember = (): void => this.#remember()
    window.on('resize', remember)
    window.on('move', remember)
    window.on('maximize', remember)
    window.on('unmaximize', remember)
    window.on('enter-full-screen', remember)
    window.on('leave-full-screen', remember)
    window.once('closed', stopRecovery)
  }

  get windowId(): number {
    return this.#window.webContents.id
  }

  /** Brings the window to the front: a second start of the app ends here. */
  focus(): void {
    if (this.#window.isDestroyed()) return
    if (this.#window.isMinimized()) this.#window.restore()
    this.#window.show()
    this.#window.focus()
  }

  onClosed(listener: () => void): void {
    this.#window.once('closed', listener)
  }

  /** Runs a script in the page, for the readiness check. */
  evaluate(script: string): Promise<unknown> {
    return this.#window.webContents.executeJavaScript(script)
  }

  /** The visible page as PNG. */
  async capture(): Promise<Buffer> {
    return (await this.#window.webContents.capturePage()).toPNG()
  }

  /** Ends the timers and resolves when the window's place is saved. The window itself is closed by the app's end. */
  async stop(): Promise<void> {
    this.#stopRecovery()
    await this.#stateFile.flush()
  }

  #remember(): void {
    const window = this.#window
    if (window.isDestroyed() || window.isMinimized()) return
    this.#stateFile.remember({
      bounds: window.getNormalBounds(),
      isMaximized: window.isMaximized(),
      isFullScreen: window.isFullScreen(),
    })
  }
}

/** Makes the system's parts of the window, and the pages' `prefers-color-scheme`, follow the setting. */
export function applyTheme(theme: Settings['theme']): void {
  nativeTheme.themeSource = theme
}

function windowOptions(
  dependencies: MainWindowDependencies,
  placement: WindowPlacement,
): BrowserWindowConstructorOptions {
  const { preloadPath, iconPath, isPackaged } = dependencies
  return {
    ...placement,
    ...(iconPath === null ? {} : { icon: iconPath }),
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    show: false,
    title: 'Outpost Console',
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? DARK_PLANE : LIGHT_PLANE,
    webPreferences: {
      preload: preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      disableDialogs: true,
      devTools: !isPackaged,
    },
  }
}
