import type { ConnectionState, ConnectionStatistics } from '#shared/domain/connection.ts'
import type { Clock } from '../platform/clock.ts'
import { newPercentiles, type Percentiles } from '../platform/histogram.ts'

/** Round trips are kept in tenths of a millisecond, up to two minutes, with two significant digits. */
const RTT_UNIT = 10
const MAX_RTT = 120_000 * RTT_UNIT

/** Figures of one connection since the app started. Nothing here is ever reset by a reconnect. */
export class LinkStatistics {
  readonly #clock: Clock
  readonly #rtt: Percentiles
  readonly #dropped = new Map<string, number>()
  readonly #transitions = new Map<string, number>()
  #lastRttMs: number | null = null
  #onlineSince: number | null = null
  #uptimeMs = 0
  #bytesReceived = 0
  #bytesSent = 0
  attempts = 0
  successes = 0
  failures = 0
  reconnects = 0
  eventsReceived = 0

  constructor(clock: Clock) {
    this.#clock = clock
    this.#rtt = newPercentiles(MAX_RTT)
  }

  recordRtt(rttMs: number): void {
    this.#lastRttMs = rttMs
    this.#rtt.recordValue(Math.min(MAX_RTT, Math.max(1, Math.round(rttMs * RTT_UNIT))))
  }

  recordDropped(cause: string): void {
    this.#dropped.set(cause, (this.#dropped.get(cause) ?? 0) + 1)
  }

  recordTransition(to: ConnectionState): void {
    this.#transitions.set(to, (this.#transitions.get(to) ?? 0) + 1)
    const isOnline = to === 'online' || to === 'degraded'
    const now = this.#clock.monotonic()
    if (isOnline) this.#onlineSince ??= now
    else if (this.#onlineSince !== null) {
      this.#uptimeMs += now - this.#onlineSince
      this.#onlineSince = null
    }
  }

  /** Takes over the bytes of a session that ended. */
  addTraffic(traffic: { readonly bytesReceived: number; readonly bytesSent: number }): void {
    this.#bytesReceived += traffic.bytesReceived
    this.#bytesSent += traffic.bytesSent
  }

  /** `live`: the bytes of the session that is open now. */
  read(live: { readonly bytesReceived: number; readonly bytesSent: number } | null): ConnectionStatistics {
    const online = this.#onlineSince === null ? 0 : this.#clock.monotonic() - this.#onlineSince
    return {
      attempts: this.attempts,
      successes: this.successes,
      failures: this.failures,
      reconnects: this.reconnects,
      uptimeMs: this.#uptimeMs + online,
      bytesReceived: this.#bytesReceived + (live?.bytesReceived ?? 0),
      bytesSent: this.#bytesSent + (live?.bytesSent ?? 0),
      eventsReceived: this.eventsReceived,
      dropped: Object.fromEntries(this.#dropped),
      transitions: Object.fromEntries(this.#transitions),
      rtt: { last: this.#lastRttMs, p50: this.#percentile(50), p95: this.#percentile(95), p99: this.#percentile(99) },
    }
  }

  #percentile(percentile: number): number | null {
    return this.#rtt.totalCount === 0 ? null : this.#rtt.getValueAtPercentile(percentile) / RTT_UNIT
  }
}
