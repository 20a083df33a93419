import type { WebContents } from 'electron'
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
  let cancelEnd: Cancel = () => undefined
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
    cancelEnd()
    if (details.reason !== 'clean-exit') loadAgain()
  })
  contents.on('did-fail-load', (_event, code, description, url, isMainFrame) => {
    if (!isMainFrame || code === ERROR_ABORTED || url === APP_ERROR_URL) return
    logger.error('the page could not be loaded', { code, description })
    loadAgain()
  })
  const cancelWatch = watchPage({
    clock,
    ask: () => contents.executeJavaScript('true'),
    isExpected: () => canAnswer(contents),
    onHung: () => {
      logger.error('a page does not answer and is loaded again')
      cancelEnd = endPage(contents, clock)
    },
  })
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
    try {
      process.kill(processId, 'SIGKILL')
    } catch {
      // It has ended meanwhile: what was wanted.
    }
  })
}
