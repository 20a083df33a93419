import type { Socket } from 'socket.io-client'
import type { z } from 'zod'
import type { ConnectionReason } from '#shared/domain/connection.ts'
import { replySchema } from '#shared/protocol/errors.ts'
import type { Welcome } from '#shared/protocol/handshake.ts'
import {
  NOTICES,
  REQUEST_NAMES,
  REQUESTS,
  type RequestName,
  type RequestOf,
  type ResponseOf,
} from '#shared/protocol/requests.ts'
import { MAX_MESSAGE_BYTES } from '#shared/protocol/version.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import { type Capabilities, ConnectorError, type Session, type SessionListener } from './connector.ts'
import { notConnected, refusedBy, transportFailure } from './failures.ts'
import type { TrafficMeter } from './traffic-meter.ts'

/** How long the server may take to close after it said that it will; and our own sockets after a polite close. */
const GRACE_MS = 1_000
/** Room for the event name and the id of the answer around a request's argument. */
const ENVELOPE_BYTES = 256

const REPLIES = Object.fromEntries(
  REQUEST_NAMES.map((name) => [name, replySchema(REQUESTS[name].response)]),
) as unknown as Record<
  RequestName,
  z.ZodType<{ ok: true; value: unknown } | { ok: false; error: Parameters<typeof refusedBy>[0] }>
>

interface Closing {
  readonly reason: ConnectionReason
  readonly detail: string | null
  readonly retryAfterMs: number | null
}

interface Waiter {
  readonly cancelTimer: Cancel
  readonly reject: (error: ConnectorError) => void
}

/** A session of the Outpost protocol over one Socket.IO connection. */
export class OutpostSession implements Session {
  readonly welcome: Welcome
  readonly capabilities: Capabilities
  readonly #socket: Socket
  readonly #clock: Clock
  readonly #meter: TrafficMeter
  readonly #maxRequestBytes: number
  readonly #listeners = new Set<SessionListener>()
  readonly #waiters = new Set<Waiter>()
  /** Set when the end has been announced or ordered: nothing new is sent. */
  #closing: Closing | null = null
  #isClosed = false
  #cancelGrace: Cancel | null = null

  constructor(socket: Socket, welcome: Welcome, clock: Clock, meter: TrafficMeter) {
    this.#socket = socket
    this.welcome = welcome
    this.#clock = clock
    this.#meter = meter
    this.#maxRequestBytes = Math.min(MAX_MESSAGE_BYTES, welcome.limits.messageBytes) - ENVELOPE_BYTES
    const has = (name: string): boolean => welcome.capabilities.includes(name)
    this.capabilities = {
      idempotentApply: has('idempotent-apply'),
      compareAndSet: has('compare-and-set'),
      deltaFeed: has('delta-feed'),
      batch: has('batch'),
      lookup: has('lookup'),
    }
    socket.onAny(this.#onAny)
    socket.on('disconnect', this.#onDisconnect)
  }

  listen(listener: SessionListener): Cancel {
    const own: SessionListener = {
      onEvent: (name, payload) => listener.onEvent(name, payload),
      onClosed: (reason, detail, retryAfterMs) => listener.onClosed(reason, detail, retryAfterMs),
    }
    this.#listeners.add(own)
    // Lost between `welcome` and now: told as soon as the caller is ready to hear it.
    if (this.#isClosed) queueMicrotask(() => this.#tellClosed())
    return () => {
      this.#listeners.delete(own)
    }
  }

  request<N extends RequestName>(
    name: N,
    request: RequestOf<N>,
    options: { timeoutMs: number },
  ): Promise<ResponseOf<N>> {
    // Checked here because the library would keep the message in a buffer of its own and send it at a time nobody chose.
    if (this.#isClosed || this.#closing !== null || !this.#socket.connected) {
      return Promise.reject(notConnected(this.#closing?.reason))
    }
    if (Buffer.byteLength(JSON.stringify(request)) > this.#maxRequestBytes) {
      const message = `The request ${name} is larger than the ${this.#maxRequestBytes} bytes the server takes.`
      return Promise.reject(new ConnectorError('refused', 'none', message, { code: 'too-large' }))
    }
    return new Promise((resolve, reject) => this.#send(name, request, options.timeoutMs, resolve, reject))
  }

  traffic(): { readonly bytesReceived: number; readonly bytesSent: number } {
    return { bytesReceived: this.#meter.bytesReceived, bytesSent: this.#meter.bytesSent }
  }

  close(): void {
    if (this.#isClosed) return
    this.#closing ??= { reason: 'by-operator', detail: null, retryAfterMs: null }
    this.#socket.disconnect()
    this.#finish()
  }

  #send<N extends RequestName>(
    name: N,
    request: RequestOf<N>,
    timeoutMs: number,
    resolve: (value: ResponseOf<N>) => void,
    reject: (error: ConnectorError) => void,
  ): void {
    const settle = (): boolean => {
      waiter.cancelTimer()
      return this.#waiters.delete(waiter)
    }
    const cancelTimer = this.#clock.schedule(timeoutMs, () => {
      if (!settle()) return
      reject(new ConnectorError('timeout', 'timeout', `The server did not answer ${name} within ${timeoutMs} ms.`))
    })
    const waiter: Waiter = { cancelTimer, reject }
    this.#waiters.add(waiter)
    this.#socket.emit(name, request, (reply: unknown) => {
      if (!settle()) return
      const parsed = REPLIES[name].safeParse(reply)
      if (!parsed.success) {
        const message = `The server's answer to ${name} makes no sense: ${parsed.error.issues[0]?.message ?? 'malformed'}.`
        reject(new ConnectorError('protocol', 'bad-server-message', message, { code: 'malformed-reply' }))
      } else if (!parsed.data.ok) reject(refusedBy(parsed.data.error))
      else resolve(parsed.data.value as ResponseOf<N>)
    })
  }

  readonly #onAny = (name: unknown, ...values: unknown[]): void => {
    if (this.#isClosed) return
    // The last value is a function when the server asks for an answer; this protocol never answers events.
    const payload = typeof values[0] === 'function' ? undefined : values[0]
    if (this.#announcesEnd(name, payload)) return
    for (const listener of this.#listeners) listener.onEvent(String(name), payload)
  }

  /** True for the two notices that end a session. A malformed notice goes on as an event, where it is counted. */
  #announcesEnd(name: unknown, payload: unknown): boolean {
    if (name === 'server:shutdown') {
      const notice = NOTICES['server:shutdown'].safeParse(payload)
      if (!notice.success) return false
      this.#expectEnd({ reason: 'server-shutdown', detail: notice.data.reason, retryAfterMs: notice.data.restartInMs })
      return true
    }
    if (name === 'auth:expired') {
      const notice = NOTICES['auth:expired'].safeParse(payload)
      if (!notice.success) return false
      this.#expectEnd({ reason: 'token-expired', detail: notice.data.message, retryAfterMs: null })
      return true
    }
    return false
  }

  /** Answers that are under way may still arrive, so the server closes first; but not for ever. */
  #expectEnd(closing: Closing): void {
    if (this.#closing !== null) return
    this.#closing = closing
    this.#cancelGrace = this.#clock.schedule(GRACE_MS, () => this.close())
  }

  readonly #onDisconnect = (reason: string, description?: unknown): void => {
    this.#closing ??= closingOf(reason, description)
    this.#finish()
  }

  #finish(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#cancelGrace?.()
    this.#socket.offAny(this.#onAny)
    this.#socket.off('disconnect', this.#onDisconnect)
    this.#clock.schedule(GRACE_MS, () => this.#meter.destroySockets())
    const error = new ConnectorError(
      'network',
      this.#closing?.reason ?? 'unreachable',
      'The connection was lost before the answer came.',
    )
    for (const waiter of this.#waiters) {
      waiter.cancelTimer()
      waiter.reject(error)
    }
    this.#waiters.clear()
    this.#tellClosed()
  }

  #tellClosed(): void {
    const { reason, detail, retryAfterMs } = this.#closing ?? closingOf('transport close', undefined)
    const listeners = [...this.#listeners]
    this.#listeners.clear()
    for (const listener of listeners) listener.onClosed(reason, detail, retryAfterMs)
  }
}

/** Socket.IO's words for an end, in ours. */
function closingOf(reason: string, description: unknown): Closing {
  const closing = (code: ConnectionReason, detail: string | null): Closing => ({
    reason: code,
    detail,
    retryAfterMs: null,
  })
  if (reason === 'io server disconnect') return closing('server-closed', null)
  if (reason === 'io client disconnect') return closing('by-operator', null)
  if (reason === 'ping timeout') return closing('heartbeat-lost', null)
  if (reason === 'parse error') return closing('bad-server-message', 'The server sent a message that can not be read.')
  if (reason === 'transport error') {
    const failure = transportFailure(causeOf(description))
    return closing(failure.reason, failure.message)
  }
  return closing('unreachable', 'The connection was lost.')
}

/** A TransportError keeps what happened in `description`: an error, or a WebSocket event that holds one. */
function causeOf(description: unknown): unknown {
  if (typeof description !== 'object' || description === null) return description
  const inner = (description as { readonly description?: unknown }).description ?? description
  if (typeof inner !== 'object' || inner === null) return inner
  return (inner as { readonly error?: unknown }).error ?? inner
}
