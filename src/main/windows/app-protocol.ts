import { protocol, type Session } from 'electron'
import { type Cancel, type Clock, systemClock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import { SampledLog } from '../platform/sampled-log.ts'
import { answerWithRetries } from './answer-with-retries.ts'
import { APP_SCHEME } from './app-files.ts'
import { type AppPages, answerAppRequest } from './app-responses.ts'
import { addressForLog } from './request-rules.ts'

/** Must be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, codeCache: true } },
  ])
}

/** Serves the files of the renderer's folder, and only those, under `app://console/`. */
export function serveAppFiles(session: Session, pages: AppPages, logger: Logger, clock: Clock = systemClock): Cancel {
  const refusals = new SampledLog<'file'>(clock, logger, 'a page asked for a file that is not there')
  // Deprecated, and kept on purpose (ADR 13): the newer `handle` makes a Request, a Response and a stream of each file, and
  // reads Node's whole HTTP library for that while the first page waits. Where this call is gone, only this file changes.
  session.protocol.registerBufferProtocol(APP_SCHEME, ({ method, url }, answer) => {
    answerWithRetries(
      clock,
      () => answerAppRequest(method, url, pages),
      (response) => {
        const { statusCode: status } = response
        if (status !== 200) refusals.record('file', { url: addressForLog(url), status })
        answer(response)
      },
    )
  })
  return () => session.protocol.unregisterProtocol(APP_SCHEME)
}
