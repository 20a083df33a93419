import {
  type ConnectOptions,
  type Connector,
  ConnectorError,
  type ProbeResult,
  type Session,
  type SessionListener,
} from '../../src/main/connection/connector.ts'
import type { ConnectionReason } from '../../src/shared/domain/connection.ts'
import type { Welcome } from '../../src/shared/protocol/handshake.ts'
import type { RequestName, RequestOf, ResponseOf } from '../../src/shared/protocol/requests.ts'

export const WELCOME: Welcome = {
  protocol: 1,
  serverTime: 1_700_000_000_000,
  server: { name: 'scripted', version: '1' },
  site: { id: 'site', name: 'Scripted site' },
  tenant: 'main',
  user: { id: 'u', name: 'Operator', role: 'operator' },
  tokenExpiresAt: null,
  capabilities: [],
  channels: ['main/devices', 'main/alerts'],
  epoch: 'e1',
  head: 0,
  resume: 'delta',
  limits: { messageBytes: 1_048_576, batchOperations: 500, lookupKeys: 1_000, page: 2_000 },
}

/** One session of a `ScriptedConnector`. Requests are answered unless the test takes that over. */
export class ScriptedSession implements Session {
  readonly welcome = WELCOME
  readonly capabilities = { idempotentApply: true, compareAndSet: true, deltaFeed: true, batch: true, lookup: true }
  readonly requests: RequestName[] = []
  readonly #listeners = new Set<SessionListener>()
  isClosed = false
  /** Decides about each request; a promise that never settles is a lost answer. */
  answer: (name: RequestName, request: unknown) => Promise<unknown> = async (name, request) => answerOf(name, request)

  listen(listener: SessionListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async request<N extends RequestName>(name: N, request: RequestOf<N>): Promise<ResponseOf<N>> {
    this.requests.push(name)
    return (await this.answer(name, request)) as ResponseOf<N>
  }

  traffic(): { bytesReceived: number; bytesSent: number } {
    return { bytesReceived: 0, bytesSent: 0 }
  }

  close(): void {
    this.isClosed = true
    this.#listeners.clear()
  }

  event(name: string, payload: unknown): void {
    for (const listener of [...this.#listeners]) listener.onEvent(name, payload)
  }

  /** The other side or the network ends it. */
  lose(reason: ConnectionReason): void {
    this.isClosed = true
    for (const listener of [...this.#listeners]) listener.onClosed(reason, null, null)
  }
}

function answerOf(name: RequestName, request: unknown): unknown {
  if (name === 'ping') return { serverTime: WELCOME.serverTime }
  if (name === 'channel:subscribe') return { ...(request as object), last: 0 }
  if (name === 'channel:unsubscribe') return request
  return { tokenExpiresAt: null }
}

/** A server whose every answer to a try is decided by the test; by default it takes everybody. */
export class ScriptedConnector implements Connector {
  readonly name = 'scripted'
  readonly sessions: ScriptedSession[] = []
  readonly tries: ConnectOptions[] = []
  isReachable = true
  /** Thrown at the next tries; null lets them through. */
  refusal: ConnectorError | null = null

  async connect(options: ConnectOptions): Promise<Session> {
    this.tries.push(options)
    await Promise.resolve()
    if (this.refusal !== null) throw this.refusal
    options.onTransportOpen()
    await Promise.resolve()
    const session = new ScriptedSession()
    this.sessions.push(session)
    return session
  }

  async probe(): Promise<ProbeResult> {
    return this.isReachable
      ? { ok: true, rttMs: 1, serverTime: WELCOME.serverTime, message: 'ok' }
      : { ok: false, message: 'unreachable' }
  }

  get last(): ScriptedSession {
    const session = this.sessions.at(-1)
    if (session === undefined) throw new Error('nobody has connected yet')
    return session
  }
}

export function unreachable(): ConnectorError {
  return new ConnectorError('network', 'unreachable', 'connection refused')
}
