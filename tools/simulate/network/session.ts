import {
  type Capabilities,
  ConnectorError,
  type Session,
  type SessionListener,
} from '../../../src/main/connection/connector.ts'
import { notConnected, refusedBy } from '../../../src/main/connection/failures.ts'
import type { Cancel, Clock } from '../../../src/main/platform/clock.ts'
import type { ConnectionReason } from '../../../src/shared/domain/connection.ts'
import type { Reply } from '../../../src/shared/protocol/errors.ts'
import type { Welcome } from '../../../src/shared/protocol/handshake.ts'
import type { RequestName, RequestOf, ResponseOf } from '../../../src/shared/protocol/requests.ts'
import type { Wire } from './wire.ts'

/** The server's end of a connection. */
export interface ServerEnd {
  receive(name: RequestName, request: unknown, answer: (reply: Reply<unknown>) => void): void
  /** The console has said that it goes. */
  left(): void
}

/** Whoever wants to know what passes between a console and the server, at the console's end. */
export interface SessionWitness {
  onRequest(name: RequestName, request: unknown): void
  onReply(name: RequestName, request: unknown, reply: Reply<unknown>): void
  /** No answer will come any more: the connection is lost, or the time is over. */
  onLost(name: RequestName, request: unknown): void
}

interface Waiter {
  readonly cancel: Cancel
  readonly fail: (error: ConnectorError) => void
}

export interface SessionOptions {
  readonly wire: Wire
  readonly clock: Clock
  readonly welcome: Welcome
  readonly server: ServerEnd
  readonly witness: SessionWitness
}

const MESSAGE_BYTES = 200

/** The console's end of a connection, from the welcome on. It behaves as the shipped session over a socket does. */
export class SimulatedSession implements Session {
  readonly welcome: Welcome
  readonly capabilities: Capabilities
  readonly #options: SessionOptions
  readonly #listeners = new Set<SessionListener>()
  readonly #waiters = new Set<Waiter>()
  #messages = 0
  #end: {
    readonly reason: ConnectionReason
    readonly detail: string | null
    readonly retryAfterMs: number | null
  } | null = null

  constructor(options: SessionOptions) {
    this.#options = options
    this.welcome = options.welcome
    const has = (name: string): boolean => options.welcome.capabilities.includes(name)
    this.capabilities = {
      idempotentApply: has('idempotent-apply'),
      compareAndSet: has('compare-and-set'),
      deltaFeed: has('delta-feed'),
      batch: has('batch'),
      lookup: has('lookup'),
    }
  }

  listen(listener: SessionListener): Cancel {
    const own: SessionListener = {
      onEvent: (name, payload) => listener.onEvent(name, payload),
      onClosed: (reason, detail, retryAfterMs) => listener.onClosed(reason, detail, retryAfterMs),
    }
    this.#listeners.add(own)
    if (this.#end !== null) queueMicrotask(() => this.#tell())
    return () => this.#listeners.delete(own)
  }

  request<N extends RequestName>(
    name: N,
    request: RequestOf<N>,
    { timeoutMs }: { timeoutMs: number },
  ): Promise<ResponseOf<N>> {
    if (this.#end !== null) return Promise.reject(notConnected(this.#end.reason))
    return new Promise((resolve, reject) => {
      this.#send(name, request, timeoutMs, (value) => resolve(value as ResponseOf<N>), reject)
    })
  }

  traffic(): { readonly bytesReceived: number; readonly bytesSent: number } {
    return { bytesReceived: this.#messages * MESSAGE_BYTES, bytesSent: 0 }
  }

  close(): void {
    const { wire, server } = this.#options
    if (this.#end === null) wire.toServer(() => server.left())
    this.finish('by-operator', null, null)
  }

  /** An event arrives. */
  receive(name: string, payload: unknown): void {
    if (this.#end !== null) return
    this.#messages++
    for (const listener of [...this.#listeners]) listener.onEvent(name, payload)
  }

  /** The connection is over, or its end was announced. */
  finish(reason: ConnectionReason, detail: string | null, retryAfterMs: number | null): void {
    if (this.#end !== null) return
    this.#end = { reason, detail, retryAfterMs }
    this.#options.wire.end('down')
    const error = new ConnectorError('network', reason, 'The connection was lost before the answer came.')
    for (const waiter of [...this.#waiters]) waiter.fail(error)
    this.#tell()
  }

  #send(
    name: RequestName,
    request: unknown,
    timeoutMs: number,
    resolve: (value: unknown) => void,
    reject: (error: Error) => void,
  ): void {
    const { wire, clock, server, witness } = this.#options
    const fail = (error: ConnectorError): void => {
      if (!settle()) return
      witness.onLost(name, request)
      reject(error)
    }
    const cancel = clock.schedule(timeoutMs, () =>
      fail(new ConnectorError('timeout', 'timeout', `The server did not answer ${name} within ${timeoutMs} ms.`)),
    )
    const waiter: Waiter = { cancel, fail }
    const settle = (): boolean => {
      cancel()
      return this.#waiters.delete(waiter)
    }
    this.#waiters.add(waiter)
    witness.onRequest(name, request)
    const hear = (reply: Reply<unknown>): void => {
      this.#messages++
      if (!settle()) return
      witness.onReply(name, request, reply)
      if (reply.ok) resolve(reply.value)
      else reject(refusedBy(reply.error))
    }
    wire.toServer(() => server.receive(name, request, (reply) => wire.toConsole(() => hear(reply))), true)
  }

  #tell(): void {
    if (this.#end === null) return
    const { reason, detail, retryAfterMs } = this.#end
    const listeners = [...this.#listeners]
    this.#listeners.clear()
    for (const listener of listeners) listener.onClosed(reason, detail, retryAfterMs)
  }
}
