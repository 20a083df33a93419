import type { WebContents } from 'electron'
import type { Recovery } from '#shared/domain/window.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import { APP_ERROR_URL } from './app-files.ts'
import { watchPage } from './page-watch.ts'
import { ReloadLimiter } from './reload-limiter.ts'

/** How long a page's process has to end when it is told to, before the system ends it. */
const END_LIMIT_MS = 1_000
/** The load was replaced by another one: not a failure. */
const ERROR_ABORTED = -3

export interface RecoveryDependencies {
  /** Where the page was, so that it comes back there. */
  readonly url: () => string
  /** The page is loaded again, now. */
  readonly onRecovering: (reason: Recovery['reason']) => void
  readonly clock: Clock
  readonly logger: Logger
}

/**
 * Brings the page of one window back after a crash, a hang or a failed load, three times a minute at most; then the
 * error page says so. The queue and the connection live in this process and are not touched by any of it.
 */
export function recoverPage(contents: WebContents, { url, onRecovering, clock, logger }: RecoveryDependencies): Cancel {
  const limiter = new ReloadLimiter(clock)
  let cancelEnd: Cancel = () => undefined
  let cancelLoad: Cancel = () => undefined
  let isHung = false

  const loadAgain = (reason: Recovery['reason']): void => {
    const isAllowed = limiter.tryReload()
    if (isAllowed) onRecovering(reason)
    // Not from inside the event: the process that reports its end is still being taken down.
    cancelLoad = clock.schedule(0, () => {
      if (contents.isDestroyed()) return
      const address = isAllowed ? url() : APP_ERROR_URL
      contents.loadURL(address).catch((error: unknown) => logger.error('the page could not be loaded', { error }))
    })
  }
  const endHung = (): void => {
    if (isHung || !canAnswer(contents)) return
    isHung = true
    logger.error('a page does not answer and is loaded again')
    cancelEnd = endPage(contents, clock)
  }
  contents.on('render-process-gone', (_event, details) => {
    logger.error('the process of a page has ended', { reason: details.reason, exitCode: details.exitCode })
    cancelEnd()
    const reason = isHung ? 'hung' : 'crashed'
    isHung = false
    if (details.reason !== 'clean-exit') loadAgain(reason)
  })
  contents.on('did-fail-load', (_event, code, description, address, isMainFrame) => {
    if (!isMainFrame || code === ERROR_ABORTED || address === APP_ERROR_URL) return
    logger.error('the page could not be loaded', { code, description })
    loadAgain('failed')
  })
  // The browser's own word for it: it comes when somebody types or clicks and nothing happens.
  contents.on('unresponsive', endHung)
  const ask = (): Promise<unknown> => contents.executeJavaScript('true')
  const cancelWatch = watchPage({ clock, ask, isExpected: () => canAnswer(contents), onHung: endHung })
  return () => {
    cancelWatch()
    cancelEnd()
    cancelLoad()
  }
}

/** A page that stands at a breakpoint is not hung, nor one that is still loading. */
function canAnswer(contents: WebContents): boolean {
  if (contents.isDestroyed() || contents.isCrashed() || contents.isLoading()) return false
  return !contents.isDevToolsOpened()
}

/** A page's process that does not even hear the request to end, because the system has stopped it, is ended from outside. */
function endPage(contents: WebContents, clock: Clock): Cancel {
  const processId = contents.getOSProcessId()
  contents.forcefullyCrashRenderer()
  return clock.schedule(END_LIMIT_MS, () => {
    if (contents.isDestroyed() || contents.isCrashed() || contents.getOSProcessId() !== processId) return
    // No process has the number 0: it would stand for this app and all that it has started.
    if (processId <= 0) return
    try {
      process.kill(processId, 'SIGKILL')
    } catch {
      // It has ended meanwhile: what was wanted.
    }
  })
}
