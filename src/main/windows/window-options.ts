import { type BrowserWindowConstructorOptions, nativeTheme } from 'electron'
import type { Settings } from '#shared/domain/settings.ts'
import type { Size, WindowPlacement } from './window-bounds.ts'

/** The planes of the two themes, so that the window has its colour before the page has drawn anything. */
const DARK_PLANE = '#15181c'
const LIGHT_PLANE = '#eceef0'

export interface WindowLook {
  /** The built preload script. */
  readonly preloadPath: string
  /** Null: the system takes the icon from the program. */
  readonly iconPath: string | null
  readonly isPackaged: boolean
}

/** Makes the system's parts of the windows, and the pages' `prefers-color-scheme`, follow the setting. */
export function applyTheme(theme: Settings['theme']): void {
  nativeTheme.themeSource = theme
}

/**
 * The same locks for every kind of window. Background throttling stays on: a window nobody sees draws nothing and
 * leaves the PC to those that are seen; it catches up before its first frame when it is shown again.
 */
export function windowOptions(
  { preloadPath, isPackaged }: WindowLook,
  placement: WindowPlacement,
  minimum: Size,
): BrowserWindowConstructorOptions {
  return {
    ...placement,
    minWidth: minimum.width,
    minHeight: minimum.height,
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
      // The pages are the app's own and few: their compiled form is kept from the first start on.
      v8CacheOptions: 'bypassHeatCheck',
      disableDialogs: true,
      devTools: !isPackaged,
    },
  }
}
