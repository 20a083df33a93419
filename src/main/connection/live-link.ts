import type { ConnectionReason } from '#shared/domain/connection.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { ChannelSubscriptions } from './channels.ts'
import { ConnectorError, type Session } from './connector.ts'
import { Heartbeat } from './heartbeat.ts'

export interface LiveLinkListener {
  onEvent(name: string, payload: unknown): void
  onCaughtUp(): void
  onAnswer(rttMs: number, serverTime: number | null): void
  onLate(detail: string): void
  onOnTime(): void
  onClockJump(): void
  /** The link is over and cleaned up. Called once, never after `end`. */
  onLost(reason: ConnectionReason, detail: string | null, retryAfterMs: number | null): void
}

export interface LiveLinkOptions {
  readonly session: Session
  readonly clock: Clock
  readonly heartbeatIntervalMs: number
  readonly patience: number
  readonly channels: ChannelSubscriptions
  readonly resync: (session: Session, signal: AbortSignal) => Promise<void>
  readonly listener: LiveLinkListener
}

/** One session with all that hangs on it: heartbeat, channels, the catching up. Ends once and leaves nothing behind. */
export class LiveLink {
  readonly session: Session
  readonly #options: LiveLinkOptions
  readonly #abort = new AbortController()
  #heartbeat: Heartbeat
  #cancelListening: Cancel | null = null

  constructor(options: LiveLinkOptions) {
    this.#options = options
    this.session = options.session
    this.#heartbeat = this.#makeHeartbeat(options.heartbeatIntervalMs)
  }

  start(): void {
    const { listener } = this.#options
    this.#cancelListening = this.session.listen({
      onEvent: (name, payload) => listener.onEvent(name, payload),
      onClosed: (reason, detail, retryAfterMs) => this.#lose(reason, detail, retryAfterMs),
    })
    // From the first moment: a link can die while it catches up.
    this.#heartbeat.start()
    void this.#catchUp()
  }

  verify(): void {
    this.#heartbeat.verify()
  }

  setHeartbeatInterval(intervalMs: number): void {
    this.#heartbeat.stop()
    this.#heartbeat = this.#makeHeartbeat(intervalMs)
    this.#heartbeat.start()
  }

  /** Closes the session. `onLost` is not called. */
  end(): void {
    if (this.#abort.signal.aborted) return
    this.#abort.abort()
    this.#heartbeat.stop()
    this.#cancelListening?.()
    this.#options.channels.detach()
    this.session.close()
  }

  #lose(reason: ConnectionReason, detail: string | null, retryAfterMs: number | null): void {
    if (this.#abort.signal.aborted) return
    this.end()
    this.#options.listener.onLost(reason, detail, retryAfterMs)
  }

  /** Subscribe first, catch up second: nothing can fall between the two. */
  async #catchUp(): Promise<void> {
    const { channels, resync, listener } = this.#options
    try {
      await channels.attach(this.session)
      if (this.#abort.signal.aborted) return
      await resync(this.session, this.#abort.signal)
      if (!this.#abort.signal.aborted) listener.onCaughtUp()
    } catch (error) {
      if (error instanceof ConnectorError) {
        const reason = error.reason === 'none' ? 'server-closed' : error.reason
        this.#lose(reason, error.message, error.retryAfterMs)
      } else {
        const message = error instanceof Error ? error.message : String(error)
        this.#lose('bad-server-message', `Catching up failed: ${message}`, null)
      }
    }
  }

  #makeHeartbeat(intervalMs: number): Heartbeat {
    const { clock, patience, listener } = this.#options
    return new Heartbeat({
      clock,
      intervalMs,
      patience,
      ping: (timeoutMs) => this.session.request('ping', { at: clock.now() }, { timeoutMs }),
      bytesReceived: () => this.session.traffic().bytesReceived,
      listener: {
        onAnswer: (rttMs, serverTime) => listener.onAnswer(rttMs, serverTime),
        onLate: (detail) => listener.onLate(detail),
        onOnTime: () => listener.onOnTime(),
        onClockJump: () => listener.onClockJump(),
        onLost: (detail) => this.#lose('heartbeat-lost', detail, null),
      },
    })
  }
}
