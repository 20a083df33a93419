import type { IncomingMessage, ServerResponse } from 'node:http'
import { HTTP_PATHS } from '#shared/protocol/http.ts'
import { Refusal } from '../core/refusal.ts'
import { asRefusal } from '../core/requests.ts'
import { textOf } from '../platform/log.ts'
import type { ServerContext } from '../server-context.ts'
import { serveAudit } from './audit-routes.ts'
import { type Exchange, sendRefusal } from './exchange.ts'
import { serveSync } from './sync-routes.ts'
import { serveTest, type TestControls } from './test-routes.ts'
import { serveUploads } from './upload-routes.ts'

/** Answers one HTTP request that is not Socket.IO's. Never throws. */
export async function serveHttp(
  request: IncomingMessage,
  response: ServerResponse,
  context: ServerContext,
  controls: TestControls,
): Promise<void> {
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2)
  const exchange: Exchange = { request, response, path, query: new URLSearchParams(query) }
  // Nothing comes back out of a black hole, but the switch that ends it must still be reached.
  if (context.switches.isBlackhole && !exchange.path.startsWith('/v1/test/')) return
  try {
    if (await serveSync(exchange, context)) return
    if (await serveUploads(exchange, context)) return
    if (await serveAudit(exchange, context, controls.simulation)) return
    if (await serveTest(exchange, context, controls)) return
    throw unknownPath(exchange.path)
  } catch (error) {
    const refusal = asRefusal(error)
    if (refusal.detail.code === 'internal')
      context.log.error('request failed', { path: exchange.path, error: textOf(error) })
    if (!response.headersSent && !response.destroyed) sendRefusal(exchange, refusal)
  }
}

function unknownPath(path: string): Refusal {
  if (path === HTTP_PATHS.token) {
    return new Refusal('not-found', 'This server issues its token when it is started and renews it; it has no sign-in.')
  }
  return new Refusal('not-found', 'There is nothing at this address.')
}
