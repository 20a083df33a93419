import { type BrowserWindowConstructorOptions, nativeTheme } from 'electron'
import type { Settings } from '#shared/domain/settings.ts'
import type { Size, WindowPlacement } from './window-bounds.ts'
import { planeOf } from './window-plane.ts'

export interface WindowLook {
  /** The built preload script. */
  readonly preloadPath: string
  /** Null: the system takes the icon from the program. */
  readonly iconPath: string | null
  readonly isPackaged: boolean
  /** The setting as it is when a window opens. */
  readonly theme: () => Settings['theme']
}

/** Makes the system's parts of the windows, and the pages' `prefers-color-scheme`, follow the setting. */
export function applyTheme(theme: Settings['theme']): void {
  nativeTheme.themeSource = theme === 'high-contrast' ? 'dark' : theme
}

/**
 * The same locks for every kind of window. Background throttling stays on: a window nobody sees draws nothing and
 * leaves the PC to those that are seen; it catches up before its first frame when it is shown again.
 */
export function windowOptions(
  { preloadPath, isPackaged, theme }: WindowLook,
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
    backgroundColor: planeOf(theme(), nativeTheme),
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
