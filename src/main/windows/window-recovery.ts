import type { WebContents } from 'electron'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import { APP_ERROR_URL } from './app-files.ts'
import { ReloadLimiter } from './reload-limiter.ts'

/** A page that answers nothing for this long is ended and loaded again. */
const HANG_LIMIT_MS = 5_000
/** The load was replaced by another one: not a failure. */
const ERROR_ABORTED = -3

export interface RecoveryDependencies {
  readonly homeUrl: string
  readonly clock: Clock
  readonly logger: Logger
}

/**
 * Brings the page back after a crash, a hang or a failed load, three times a minute at most; then the error page says
 * so. The queue and the connection live in this process and are not touched by any of it.
 */
export function recoverPage(contents: WebContents, { homeUrl, clock, logger }: RecoveryDependencies): Cancel {
  const limiter = new ReloadLimiter(clock)
  let cancelHangTimer: Cancel = () => undefined
  let cancelLoad: Cancel = () => undefined

  const loadAgain = (): void => {
    const url = limiter.tryReload() ? homeUrl : APP_ERROR_URL
    // Not from inside the event: the process that reports its end is still being taken down.
    cancelLoad = clock.schedule(0, () => {
      if (contents.isDestroyed()) return
      contents.loadURL(url).catch((error: unknown) => logger.error('the page could not be loaded', { error }))
    })
  }
  contents.on('render-process-gone', (_event, details) => {
    logger.error('the process of a page has ended', { reason: details.reason, exitCode: details.exitCode })
    cancelHangTimer()
    if (details.reason !== 'clean-exit') loadAgain()
  })
  contents.on('did-fail-load', (_event, code, description, url, isMainFrame) => {
    if (!isMainFrame || code === ERROR_ABORTED || url === APP_ERROR_URL) return
    logger.error('the page could not be loaded', { code, description })
    loadAgain()
  })
  contents.on('unresponsive', () => {
    logger.warn('a page does not answer')
    // A page that stands at a breakpoint is not hung.
    if (contents.isDevToolsOpened()) return
    cancelHangTimer()
    cancelHangTimer = clock.schedule(HANG_LIMIT_MS, () => contents.forcefullyCrashRenderer())
  })
  contents.on('responsive', () => cancelHangTimer())
  return () => {
    cancelHangTimer()
    cancelLoad()
  }
}
