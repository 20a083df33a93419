import { entityTypeSchema } from '#shared/domain/ids.ts'
import { Refusal } from '../core/refusal.ts'
import { parse } from '../core/requests.ts'
import type { ServerContext } from '../server-context.ts'
import type { Simulation } from '../simulation/simulation.ts'
import { recordOf } from '../store/entity-table.ts'
import { type Exchange, isLocal, numberOf, sendJson } from './exchange.ts'
import { authorize } from './sync-routes.ts'

const MAX_EFFECTS = 5_000
const PATHS: ReadonlySet<string> = new Set(['/v1/audit', '/v1/audit/entities', '/v1/audit/feed'])

/** What really happened, for tests and support on the same PC. Answers true when the path was one of them. */
export async function serveAudit(exchange: Exchange, context: ServerContext, simulation: Simulation): Promise<boolean> {
  const { path, query, request } = exchange
  if (request.method !== 'GET' || !PATHS.has(path)) return false
  if (!isLocal(request)) throw new Refusal('forbidden', 'The audit is for programs on the same PC.')
  if (!context.options.testSwitches) {
    const { role } = await authorize(request, context, 'ping')
    if (role === 'viewer') throw new Refusal('forbidden', 'A viewer may not read the audit.')
  }
  if (path === '/v1/audit/feed') {
    const { behind, skipped, pace } = simulation
    sendJson(exchange, 200, { ...context.figures.report(context.clock.now()), behind, skipped, pace })
    return true
  }
  if (path === '/v1/audit/entities') {
    const entityType = parse(entityTypeSchema, query.get('type'))
    const { epoch, feed, entities } = context.store
    sendJson(exchange, 200, { epoch, head: feed.head, records: entities.ofType(entityType).map(recordOf) })
    return true
  }
  const limit = Math.min(MAX_EFFECTS, Math.max(1, numberOf(query, 'limit', 1_000)))
  const since = numberOf(query, 'since', 0)
  const effects = context.store.effects(since, limit)
  sendJson(exchange, 200, { effects, next: effects.at(-1)?.id ?? since })
  return true
}
