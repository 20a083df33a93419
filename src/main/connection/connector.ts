import type { ConnectionReason } from '#shared/domain/connection.ts'
import type { Welcome } from '#shared/protocol/handshake.ts'
import type { RequestName, RequestOf, ResponseOf } from '#shared/protocol/requests.ts'
import type { Cancel } from '../platform/clock.ts'

/** What a kind of fleet server can promise. Delivery is more careful where a promise is missing. */
export interface Capabilities {
  readonly idempotentApply: boolean
  readonly compareAndSet: boolean
  readonly deltaFeed: boolean
  readonly batch: boolean
  readonly lookup: boolean
}

/** Where the client stands in the server's feed. */
export interface Cursor {
  readonly epoch: string
  readonly sequence: number
}

export interface ConnectOptions {
  readonly serverUrl: string
  readonly token: string
  readonly tenant: string
  readonly clientId: string
  readonly cursor: Cursor | null
  /** Milliseconds for the whole way from dialling to `welcome`. */
  readonly timeoutMs: number
  readonly signal: AbortSignal
  /** Called when the transport is open and the handshake is on its way. */
  readonly onTransportOpen: () => void
}

/** Raised by `connect` and by every request of a session. */
export class ConnectorError extends Error {
  /** `network`: nobody knows whether the server saw it. `refused`: the server answered no. */
  readonly kind: 'network' | 'timeout' | 'refused' | 'protocol'
  readonly reason: ConnectionReason
  /** The server's own code, when it answered. */
  readonly code: string
  readonly retryAfterMs: number | null

  constructor(
    kind: ConnectorError['kind'],
    reason: ConnectionReason,
    message: string,
    details: { code?: string; retryAfterMs?: number | null; cause?: unknown } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'ConnectorError'
    this.kind = kind
    this.reason = reason
    this.code = details.code ?? kind
    this.retryAfterMs = details.retryAfterMs ?? null
  }
}

/** Everything a live session tells. `event` payloads are raw: inbound validates them. */
export interface SessionListener {
  onEvent(name: string, payload: unknown): void
  /**
   * The session is over. Called once. `retryAfterMs`: when the server said it will be back; do not come much earlier.
   */
  onClosed(reason: ConnectionReason, detail: string | null, retryAfterMs: number | null): void
}

/** One authenticated connection to a server, from `welcome` to close. Never re-used after it closed. */
export interface Session {
  readonly welcome: Welcome
  readonly capabilities: Capabilities
  listen(listener: SessionListener): Cancel
  /** Rejects with a ConnectorError; `network` and `timeout` mean the outcome is not known. */
  request<N extends RequestName>(name: N, request: RequestOf<N>, options: { timeoutMs: number }): Promise<ResponseOf<N>>
  traffic(): { readonly bytesReceived: number; readonly bytesSent: number }
  close(): void
}

/** Round trip of a health probe and what the server said of itself; `ok: false` with a sentence when it did not answer. */
export type ProbeResult =
  | { readonly ok: true; readonly rttMs: number; readonly serverTime: number; readonly message: string }
  | { readonly ok: false; readonly message: string }

/**
 * A kind of fleet server. The native Outpost protocol is one; the shared contract suite runs against each.
 * `apply` and `lookup` of a session are requests like the others.
 */
export interface Connector {
  readonly name: string
  connect(options: ConnectOptions): Promise<Session>
  /** Asks the health address; never throws. */
  probe(serverUrl: string, timeoutMs: number): Promise<ProbeResult>
}
