import { protocol, type Session } from 'electron'
import { type Cancel, type Clock, systemClock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import { SampledLog } from '../platform/sampled-log.ts'
import { APP_SCHEME } from './app-files.ts'
import { answerAppRequest } from './app-responses.ts'
import { addressForLog } from './request-rules.ts'

/** Must be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, codeCache: true } },
  ])
}

/** Serves the files of the renderer's folder, and only those, under `app://console/`. */
export function serveAppFiles(
  session: Session,
  rendererRoot: string,
  logger: Logger,
  clock: Clock = systemClock,
): Cancel {
  const refusals = new SampledLog<'file'>(clock, logger, 'a page asked for a file that is not there')
  session.protocol.handle(APP_SCHEME, (request) => {
    const response = answerAppRequest(request.method, request.url, rendererRoot)
    if (response.status !== 200) {
      refusals.record('file', { url: addressForLog(request.url), status: response.status })
    }
    return response
  })
  return () => session.protocol.unhandle(APP_SCHEME)
}
