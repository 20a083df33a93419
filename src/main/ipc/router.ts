import { z } from 'zod'
import { siteIdSchema } from '#shared/domain/sites.ts'
import { type ErrorCode, type Failure, OutpostError, type Result } from '#shared/errors/result.ts'
import { IPC_REQUEST_NAMES, IPC_REQUESTS, type IpcRequest, type IpcRequestName } from '#shared/ipc/contract.ts'
import type { Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import { SampledLog } from '../platform/sampled-log.ts'
import type { IpcHandlers } from './handler-types.ts'
import { findMessageFault, MAX_LIST_BYTES, MAX_MESSAGE_BYTES } from './message-guard.ts'
import type { RequestContext } from './services.ts'
import { TokenBucket } from './token-bucket.ts'

/** What the transport knows about the frame that sent a message. */
export interface SenderInfo {
  readonly windowId: number
  /** One of the app's own windows. */
  readonly isKnownWindow: boolean
  readonly isMainFrame: boolean
  /** The origin of the frame's document, such as `app://console`; null when the frame is gone. */
  readonly origin: string | null
}

export interface RouterDependencies {
  /** Requests without one are refused. */
  readonly handlers: Partial<IpcHandlers>
  readonly allowedOrigin: string
  /** Requests that are in order wait for it: until then nobody knows which sites there are. */
  readonly whenKnown: Promise<unknown>
  readonly clock: Clock
  readonly logger: Logger
  /** Told of every request by name, and how it ended: `ok`, or the code of the failure. */
  readonly onAnswered?: (name: IpcRequestName, outcome: string) => void
  /** How long a request took that was in order, its failure included. Milliseconds. */
  readonly onTimed?: (name: string, tookMs: number) => void
}

const CALLS_PER_SECOND = 500
const CALL_BURST = 1_000

/** Calls that cost the main process or the network more than a look into memory count for more. */
const COSTS: ReadonlyMap<string, number> = new Map<IpcRequestName, number>([
  ['replica:snapshot', 1],
  ['operations:list', 2],
  ['operations:outline', 5],
  ['conflicts:outline', 5],
  ['conflicts:history', 2],
  ['conflicts:preview-bulk', 20],
  ['conflicts:resolve-bulk', 20],
  ['conflicts:undo', 20],
  ['settings:update', 10],
  ['connection:token', 50],
  ['connection:test', 50],
  ['connection:connect', 10],
  ['connection:disconnect', 10],
  ['sync:now', 10],
  ['server:request', 5],
  ['device:screenshot', 10],
  ['content:thumbnail', 2],
  ['uploads:choose', 100],
  ['uploads:choose-again', 100],
  ['uploads:renew', 100],
  ['uploads:drop', 50],
  ['uploads:act', 10],
  ['device:codes', 5],
  ['device:health', 5],
  ['server:alarm-rules', 5],
  ['bundle:export', 100],
  ['bundle:inspect', 100],
  ['bundle:import', 100],
  ['quarantine:export', 100],
  ['quarantine:import', 100],
  ['ledger:export', 100],
  ['boards:local', 5],
  ['boards:import', 100],
  ['boards:export', 100],
  ['boards:keep', 20],
  ['boards:remove', 20],
  ['stream:read', 2],
  ['reports:export', 100],
  ['telemetry:report', 50],
  ['telemetry:test', 100],
  ['reports:choose-folder', 100],
  ['metrics:moment', 20],
  ['analytics:fleet', 20],
  ['analytics:plays', 10],
  ['analytics:export', 100],
  ['lists:begin', 100],
  ['lists:append', 2],
  ['usage:read', 5],
  ['usage:clear', 20],
  ['usage:export', 100],
  ['session:sign-out', 50],
  ['workplace:autostart', 5],
  ['workplace:set-up-autostart', 50],
  ['windows:open', 100],
  ['windows:show', 20],
  ['windows:place', 20],
  ['sites:switch', 5],
  ['sites:reopen', 50],
  ['sites:add', 50],
  ['sites:edit', 50],
  ['sites:remove', 50],
  ['sites:attention', 10],
])

/** These look at every key at once, so that a long list may be longer than other messages, and counts for as much as it costs: one for each hundred. */
const COST_BY_KEYS: ReadonlySet<string> = new Set<IpcRequestName>(['operations:restore', 'operations:consequences'])
const KEYS_PER_CALL = 100

const messageSchema = z.strictObject({
  v: z.literal(1),
  id: z.string().min(1).max(100),
  name: z.string().max(60),
  request: z.unknown(),
  /** The site the window looked at when it asked. */
  site: siteIdSchema.optional(),
})

/**
 * The one door between windows and the main process. Whatever comes in, the answer is an envelope and nothing is
 * thrown: who sends, how often, how much and what is checked in that order, the cheap checks first.
 */
export class IpcRouter {
  readonly #dependencies: RouterDependencies
  readonly #denials: SampledLog<ErrorCode>
  /** Kept when a page is loaded anew: a flood must not be able to win a full bucket by reloading. */
  readonly #buckets = new Map<number, TokenBucket>()

  constructor(dependencies: RouterDependencies) {
    this.#dependencies = dependencies
    const { clock, logger } = dependencies
    this.#denials = new SampledLog(clock, logger, 'a request from a window was denied')
  }

  async handle(sender: SenderInfo, message: unknown): Promise<Result<unknown>> {
    let id = ''
    let name = ''
    try {
      this.#checkSender(sender)
      id = textProperty(message, 'id', 100)
      name = textProperty(message, 'name', 60)
      this.#checkRate(sender.windowId, costOf(name, message))
      const value = await this.#dispatch(message, sender.windowId)
      this.#answered(name, 'ok')
      return { v: 1, id, ok: true, value }
    } catch (error) {
      const failure = this.#failureOf(error, name, sender)
      this.#answered(name, failure.code)
      return { v: 1, id, ok: false, error: failure }
    }
  }

  /** The window is gone for good. */
  windowClosed(windowId: number): void {
    this.#buckets.delete(windowId)
  }

  /** How often each kind of denial happened since the start. */
  denials(): ReadonlyMap<ErrorCode, number> {
    return this.#denials.counts()
  }

  #answered(name: string, outcome: string): void {
    // A name that is none of the contract's was made up by the page: it is not repeated.
    if (isRequestName(name)) this.#dependencies.onAnswered?.(name, outcome)
  }

  #checkSender(sender: SenderInfo): void {
    if (sender.isKnownWindow && sender.isMainFrame && sender.origin === this.#dependencies.allowedOrigin) return
    throw new Denial('forbidden-sender', 'This frame may not make requests.')
  }

  #checkRate(windowId: number, cost: number): void {
    const bucket =
      this.#buckets.get(windowId) ?? new TokenBucket(this.#dependencies.clock, CALLS_PER_SECOND, CALL_BURST)
    this.#buckets.set(windowId, bucket)
    if (!bucket.tryTake(cost)) {
      throw new Denial('rate-limited', 'The window makes too many requests. Try again in a moment.')
    }
  }

  async #dispatch(message: unknown, windowId: number): Promise<unknown> {
    const isList = COST_BY_KEYS.has(textProperty(message, 'name', 60))
    const fault = findMessageFault(message, isList ? MAX_LIST_BYTES : MAX_MESSAGE_BYTES)
    if (fault === 'too-large') throw new Denial('too-large', 'The request is too large. Split it into smaller ones.')
    if (fault === 'not-plain') throw new Denial('bad-request', 'The request holds something other than plain data.')
    const envelope = messageSchema.safeParse(message)
    if (!envelope.success) throw new Denial('bad-request', 'The request has a wrong form.')
    const { name, request, site } = envelope.data
    if (!isRequestName(name)) throw new Denial('bad-request', 'There is no request of this name.')
    return this.#call(name, request, { windowId, siteId: site ?? null })
  }

  async #call<N extends IpcRequestName>(name: N, request: unknown, context: RequestContext): Promise<unknown> {
    const handler: ((request: IpcRequest<N>, context: RequestContext) => Promise<unknown>) | undefined =
      this.#dependencies.handlers[name]
    if (handler === undefined) throw new Denial('bad-request', 'There is no request of this name here.')
    const parsed = parseRequest(name, request)
    await this.#dependencies.whenKnown
    const { clock, onTimed } = this.#dependencies
    const startedAt = clock.monotonic()
    try {
      return await handler(parsed, context)
    } finally {
      onTimed?.(name, clock.monotonic() - startedAt)
    }
  }

  #failureOf(error: unknown, name: string, sender: SenderInfo): Failure {
    if (error instanceof Denial) {
      this.#denials.record(error.code, { request: name, windowId: sender.windowId, origin: sender.origin })
    }
    if (error instanceof OutpostError) {
      const { code, message, field } = error
      return field === undefined ? { code, message } : { code, message, field }
    }
    this.#dependencies.logger.error('a request failed unexpectedly', { request: name, error })
    const message = 'Something went wrong inside the app; the log has the details. Changes already queued are safe.'
    return { code: 'internal', message }
  }
}

/** Raised by the router itself, as opposed to a handler's refusal. */
class Denial extends OutpostError {}

/** The message is not checked yet. A list that no window may send counts as the longest it may. */
function costOf(name: string, message: unknown): number {
  if (!COST_BY_KEYS.has(name)) return COSTS.get(name) ?? 1
  const request = property(message, 'request')
  const keys = property(request, 'keys')
  const count = Array.isArray(keys) ? keys.length : 0
  return Math.min(Math.max(Math.ceil(count / KEYS_PER_CALL), 1), CALL_BURST)
}

function property(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null && Object.hasOwn(of, name) ? Reflect.get(of, name) : undefined
}

function isRequestName(name: string): name is IpcRequestName {
  return Object.hasOwn(IPC_REQUESTS, name)
}

/** Fields the contract does not name are refused, not dropped. */
const STRICT_SCHEMAS: ReadonlyMap<string, z.ZodType> = new Map(
  IPC_REQUEST_NAMES.map((name) => [name, IPC_REQUESTS[name].request.strict()]),
)

function parseRequest<N extends IpcRequestName>(name: N, request: unknown): IpcRequest<N> {
  const parsed = STRICT_SCHEMAS.get(name)?.safeParse(request)
  // The compiler cannot follow a name to its schema through a map; the schema above is the one of this name.
  if (parsed?.success) return parsed.data as IpcRequest<N>
  const issue = parsed?.error.issues[0]
  const field = issue?.path.join('.').slice(0, 200) ?? ''
  const where = field === '' ? '' : ` at “${field}”`
  const message = `The request is not valid${where}: ${issue?.message.slice(0, 200) ?? 'unknown'}.`
  throw new Denial('bad-request', message, field === '' ? {} : { field })
}

function textProperty(message: unknown, property: string, maxLength: number): string {
  if (typeof message !== 'object' || message === null || !Object.hasOwn(message, property)) return ''
  const value: unknown = Reflect.get(message, property)
  return typeof value === 'string' && value.length <= maxLength ? value : ''
}
