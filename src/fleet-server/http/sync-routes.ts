import type { IncomingMessage } from 'node:http'
import { idSchema } from '#shared/domain/ids.ts'
import { MAX_HEALTH_SAMPLES } from '#shared/protocol/device-health.ts'
import { HTTP_PATHS } from '#shared/protocol/http.ts'
import type { RequestName } from '#shared/protocol/requests.ts'
import { MAX_PAGE } from '#shared/protocol/version.ts'
import type { Principal } from '../auth/tokens.ts'
import { Refusal } from '../core/refusal.ts'
import { pause } from '../platform/clock.ts'
import type { ServerContext } from '../server-context.ts'
import { assertTenant } from '../socket/admission.ts'
import { type Exchange, numberOf, readJson, sendJson } from './exchange.ts'

const CLIENT_HEADER = 'x-outpost-client'

/** The requests of the socket, for programs without one. Answers true when the path was one of them. */
export async function serveSync(exchange: Exchange, context: ServerContext): Promise<boolean> {
  const { path, query, request } = exchange
  const { requests, store } = context
  switch (`${request.method} ${path}`) {
    case `GET ${HTTP_PATHS.health}`: {
      const { min, max } = context.switches.protocol
      sendJson(exchange, 200, {
        service: 'outpost-fleet-server',
        protocol: { min, max },
        serverTime: context.clock.now(),
      })
      return true
    }
    case `GET ${HTTP_PATHS.snapshot}`:
      await authorize(request, context, 'sync:snapshot')
      sendJson(exchange, 200, requests.snapshot({ page: query.get('page'), limit: numberOf(query, 'limit', MAX_PAGE) }))
      return true
    case `GET ${HTTP_PATHS.changes}`: {
      await authorize(request, context, 'sync:changes')
      const epoch = query.get('epoch')
      if (epoch !== null && epoch !== store.epoch)
        throw new Refusal('cursor-expired', 'The feed began anew: take a snapshot.')
      const since = numberOf(query, 'since', 0)
      const compact = query.get('compact') === '1'
      sendJson(exchange, 200, requests.changes({ since, limit: numberOf(query, 'limit', MAX_PAGE), compact }))
      return true
    }
    case `POST ${HTTP_PATHS.operations}`:
      await serveOperations(exchange, context)
      return true
    case `GET ${HTTP_PATHS.deviceHealth}`: {
      await authorize(request, context, 'devices:health')
      const since = numberOf(query, 'since', 0)
      const limit = numberOf(query, 'limit', MAX_HEALTH_SAMPLES)
      sendJson(exchange, 200, requests.health({ deviceId: query.get('device'), since, limit }))
      return true
    }
    case `GET ${HTTP_PATHS.alarmRules}`:
      await authorize(request, context, 'alarms:rules')
      sendJson(exchange, 200, requests.alarmRules({}))
      return true
    case `POST ${HTTP_PATHS.renew}`: {
      const principal = await authorize(request, context, 'auth:renew')
      sendJson(exchange, 200, await context.tokens.issue(principal, context.options.tokenTtlSeconds))
      return true
    }
    default:
      return serveAnswer(exchange, context)
  }
}

/** Requests whose body and answer are those of the socket. */
const ANSWERS = {
  [HTTP_PATHS.read]: { name: 'entities:read', answer: ({ requests }, body) => requests.read(body) },
  [HTTP_PATHS.lookup]: { name: 'operations:lookup', answer: ({ requests }, body) => requests.lookup(body) },
  [HTTP_PATHS.screenshot]: { name: 'devices:screenshot', answer: ({ requests }, body) => requests.screenshot(body) },
  [HTTP_PATHS.thumbnail]: { name: 'content:thumbnail', answer: ({ requests }, body) => requests.thumbnail(body) },
  [HTTP_PATHS.plays]: { name: 'analytics:plays', answer: ({ requests }, body) => requests.plays(body) },
} as const satisfies Readonly<
  Record<string, { name: RequestName; answer: (context: ServerContext, body: unknown) => unknown }>
>

async function serveAnswer(exchange: Exchange, context: ServerContext): Promise<boolean> {
  const { path, request } = exchange
  const found = Object.entries(ANSWERS).find(([known]) => known === path)?.[1]
  if (request.method !== 'POST' || found === undefined) return false
  await authorize(request, context, found.name)
  sendJson(exchange, 200, found.answer(context, await readJson(request)))
  return true
}

async function serveOperations(exchange: Exchange, context: ServerContext): Promise<void> {
  const { request, response } = exchange
  const principal = await authorize(request, context, 'operations:apply')
  const clientId = idSchema.safeParse(request.headers[CLIENT_HEADER])
  if (!clientId.success) throw new Refusal('malformed', `The header ${CLIENT_HEADER} must name the client.`)
  const value = context.requests.apply(await readJson(request), { ...principal, clientId: clientId.data })
  if (context.dropsAck()) return void response.destroy()
  if (context.switches.delayMs > 0) await pause(context.clock, context.switches.delayMs)
  sendJson(exchange, 200, value)
}

/** The user behind the bearer token. @throws Refusal when there is none, or when a refusal is planned. */
export async function authorize(
  request: IncomingMessage,
  context: ServerContext,
  name: RequestName,
): Promise<Principal> {
  const token = /^Bearer (\S{1,8192})$/i.exec(request.headers.authorization ?? '')?.[1]
  if (token === undefined) throw new Refusal('unauthenticated', 'A bearer token is required.')
  const principal = await context.tokens.verify(token)
  assertTenant(principal, context.options.tenant)
  context.switches.check(name)
  return principal
}
