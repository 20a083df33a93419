import { writeFile } from 'node:fs/promises'
import type { SettingsService } from '../config/settings-service.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import { serveAppFiles } from '../windows/app-protocol.ts'
import { announceReadiness } from '../windows/first-picture.ts'
import type { ManagedWindow } from '../windows/managed-window.ts'
import { applySessionPolicy } from '../windows/security-policy.ts'
import { applyTheme } from '../windows/window-options.ts'
import type { AppOptions } from './app-options.ts'
import type { AppWindows } from './app-windows.ts'

/** The pages are served from the files of the build, and may do what the policy of the session allows. */
export function servePages(settings: SettingsService, { running, files, source, logger }: AppOptions): Cancel {
  const electronSession = running.defaultSession()
  applySessionPolicy(electronSession, { source, isPackaged: running.isPackaged, logger: logger.child('security') })
  return serveAppFiles(
    electronSession,
    { root: files.renderer, language: () => settings.current().language },
    logger.child('files'),
  )
}

/** Opens the windows of the last time in the theme of the settings. Resolves with the first of them. */
export function restoreWindows(
  windows: AppWindows,
  settings: SettingsService,
  isUnseen: boolean,
  { running, files, paths, source }: AppOptions,
): Promise<ManagedWindow> {
  applyTheme(settings.values.theme)
  return windows.restore({
    source,
    preloadPath: files.preload,
    iconPath: files.icon,
    isPackaged: running.isPackaged,
    theme: () => settings.values.theme,
    windowFile: paths.windowFile,
    startPage: () => settings.values.startPage,
    mode: () => ({ isKiosk: settings.values.kiosk, isWall: settings.values.wall }),
    isUnseen,
  })
}

export interface FirstPage {
  readonly window: ManagedWindow
  readonly clock: Clock
  /** Ends the waiting when the app shuts down. */
  readonly signal: AbortSignal
  /** There is a fleet to be seen. */
  readonly isPictureWorthIt: () => boolean
  /** The page is ready, or is not waited for any longer. */
  readonly onOver: () => void
}

/** Tells those who wait for the first page about it. Returns at once. */
export function followFirstPage(
  { window, clock, signal, isPictureWorthIt, onOver }: FirstPage,
  { launch, graphics, logger }: AppOptions,
): void {
  void announceReadiness(
    { page: window, clock, signal },
    {
      printsReadyLine: launch.printsReadyLine,
      picturePath: launch.firstPaintPicture,
      print: (line) => process.stdout.write(`${line}\n`),
      writePicture: (path, png) => writeFile(path, png),
      isPictureWorthIt,
    },
  )
    .then((isReady) => {
      onOver()
      return isReady ? graphics.learn() : undefined
    })
    .catch((error: unknown) =>
      logger.warn('the first picture failed', { cause: error instanceof Error ? error.message : '' }),
    )
}
