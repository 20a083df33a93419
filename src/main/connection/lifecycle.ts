import type { ConnectionReason, ConnectionState, ConnectionStatus } from '#shared/domain/connection.ts'
import type { RequestName, RequestOf, ResponseOf } from '#shared/protocol/requests.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import { Emitter } from '../platform/emitter.ts'
import type { Logger } from '../platform/logger.ts'
import type { Random } from '../platform/random.ts'
import type { Service } from '../platform/service.ts'
import { ChannelSubscriptions } from './channels.ts'
import { type Connector, ConnectorError, type Cursor, type Session } from './connector.ts'
import { notConnected } from './failures.ts'
import type { LifecycleSettings } from './lifecycle-settings.ts'
import { LiveLink, type LiveLinkListener } from './live-link.ts'
import { Redial } from './redial.ts'
import { ServerTime } from './server-time.ts'
import { LinkStatistics } from './statistics.ts'
import { StatusBoard } from './status-board.ts'

export interface ConnectionLifecycleOptions {
  readonly connector: Connector
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly settings: LifecycleSettings
  readonly clientId: string
  readonly tokenSource: () => string | null
  readonly cursor: () => Cursor | null
  /** Brings the local copy up to date. Rejecting ends the session; it is tried again. */
  readonly resync: (session: Session, signal: AbortSignal) => Promise<void>
  /** The server has answered a heartbeat. */
  readonly onRtt?: ((rttMs: number) => void) | undefined
}

export type FeedEventListener = (name: string, payload: unknown) => void

/**
 * The one connection to one site: keeps it up, and always knows how it is. The states and their meaning are in
 * `shared/domain/connection.ts`. `run` makes it ready; `connect` dials.
 */
export class ConnectionLifecycle implements Service {
  readonly channels: ChannelSubscriptions
  readonly #options: ConnectionLifecycleOptions
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #statistics: LinkStatistics
  readonly #board: StatusBoard
  readonly #redial: Redial
  readonly #serverTime: ServerTime
  readonly #sessions: Emitter<Session | null>
  readonly #events: Emitter<{ readonly name: string; readonly payload: unknown }>
  #settings: LifecycleSettings
  #isStopped = false
  #isWanted = false
  #live: LiveLink | null = null

  constructor(options: ConnectionLifecycleOptions) {
    const { clock } = options
    this.#options = options
    this.#clock = clock
    this.#settings = options.settings
    this.#logger = options.logger.child('connection')
    this.#statistics = new LinkStatistics(clock)
    this.#serverTime = new ServerTime(clock)
    this.channels = new ChannelSubscriptions(() => this.#settings.requestTimeoutMs, this.#logger)
    const onListenerError = (error: unknown): void =>
      this.#logger.error('connection listener failed', { error: String(error) })
    this.#sessions = new Emitter(onListenerError)
    this.#events = new Emitter(onListenerError)
    this.#board = new StatusBoard(
      clock,
      this.#logger,
      this.#statistics,
      () => this.#settings,
      () => this.#live?.session.traffic() ?? null,
      () => this.#serverTime.now(),
    )
    this.#redial = new Redial({
      ...options,
      settings: () => this.#settings,
      board: this.#board,
      statistics: this.#statistics,
      serverTime: this.#serverTime,
      onSession: (session, tookMs) => this.#onSession(session, tookMs),
      onNowhere: () => this.#hangUp('disabled', null),
    })
  }

  async run(): Promise<void> {
    this.#isStopped = false
  }

  async stop(): Promise<void> {
    if (this.#isStopped) return
    this.#isStopped = true
    this.#hangUp('none', null)
    this.#board.clear()
    this.#sessions.clear()
    this.#events.clear()
  }

  /** Connects, and keeps the connection up from now on. While trying already: tries at once. */
  connect(): void {
    if (this.#isStopped) return
    const needsAuth = this.#board.state.name === 'needs-auth'
    if (this.#isWanted && !needsAuth) return this.wake()
    this.#isWanted = true
    this.#redial.startAnew()
  }

  disconnect(): void {
    if (!this.#isStopped) this.#hangUp('by-operator', null)
  }

  /**
   * The PC woke up, the network changed, or the operator wants it now. A live connection is verified at once; a lost
   * one is tried at once. Without a valid token it changes nothing.
   */
  wake(): void {
    if (this.#isStopped || !this.#isWanted || this.#board.state.name === 'needs-auth') return
    if (this.#live) this.#live.verify()
    else this.#redial.hurry()
  }

  /**
   * A live session goes on with `token`, which the token source is to hold once this resolves. Without one the token
   * source holds it already, and the connection is tried at once. Rejects with a ConnectorError.
   */
  async renewToken(token: string): Promise<void> {
    const live = this.#live
    if (live) {
      await live.session.request('auth:renew', { token }, { timeoutMs: this.#settings.requestTimeoutMs })
    } else if (this.#isWanted && !this.#isStopped) {
      this.#redial.startAnew()
    }
  }

  reconfigure(settings: LifecycleSettings): void {
    const before = this.#settings
    this.#settings = settings
    this.#redial.setMaxDelay(settings.reconnectDelayMaxMs)
    if (before.serverUrl !== settings.serverUrl || before.tenant !== settings.tenant) this.#moveTo()
    else if (before.heartbeatIntervalMs !== settings.heartbeatIntervalMs) {
      this.#live?.setHeartbeatInterval(settings.heartbeatIntervalMs)
    }
    this.#board.tell()
  }

  /** The state alone, for whoever asks often: the status is made of many figures. */
  get state(): ConnectionState {
    return this.#board.state.name
  }

  status(): ConnectionStatus {
    return this.#board.status()
  }

  onStatus(listener: (status: ConnectionStatus) => void): Cancel {
    return this.#board.onChanged(listener)
  }

  /** The session from `welcome` to its end, also while it catches up. */
  session(): Session | null {
    return this.#live?.session ?? null
  }

  onSession(listener: (session: Session | null) => void): Cancel {
    return this.#sessions.subscribe(listener)
  }

  /** Raw events of the feed, from the moment a session exists, known or not. */
  onEvent(listener: FeedEventListener): Cancel {
    return this.#events.subscribe(({ name, payload }) => listener(name, payload))
  }

  /** Rejects with a ConnectorError; its code is `not-connected` when nothing was sent. */
  async request<N extends RequestName>(
    name: N,
    request: RequestOf<N>,
    options: { readonly timeoutMs?: number } = {},
  ): Promise<ResponseOf<N>> {
    const live = this.#live
    if (!live) throw notConnected(this.#board.reason)
    try {
      return await live.session.request(name, request, {
        timeoutMs: options.timeoutMs ?? this.#settings.requestTimeoutMs,
      })
    } catch (error) {
      this.#noticeFailure(live, error)
      throw error
    }
  }

  /** Where it connects to; null: nowhere. */
  get serverUrl(): string | null {
    return this.#settings.serverUrl
  }

  get requestTimeoutMs(): number {
    return this.#settings.requestTimeoutMs
  }

  /** The server's clock in milliseconds since the epoch; null: not known. */
  serverNow(): number | null {
    return this.#serverTime.now()
  }

  /** Counts a message that whoever reads the feed had to drop. `cause` is a stable code. */
  recordDropped(cause: string): void {
    this.#statistics.recordDropped(cause)
  }

  /** Listeners of this object: a test for leaks compares it before and after. */
  get listenerCount(): number {
    return this.#board.listeners + this.#sessions.size + this.#events.size
  }

  #onSession(session: Session, tookMs: number): void {
    this.#serverTime.record(session.welcome.serverTime, tookMs)
    if (this.#statistics.successes > 0) this.#statistics.reconnects += 1
    this.#statistics.successes += 1
    this.#redial.arrived()
    this.#board.introduce(session.welcome)
    this.#live = new LiveLink({
      session,
      clock: this.#clock,
      heartbeatIntervalMs: this.#settings.heartbeatIntervalMs,
      patience: this.#redial.patience,
      channels: this.channels,
      resync: this.#options.resync,
      listener: this.#linkListener(),
    })
    // A try that was shown as offline for its slowness opens late.
    this.#board.apply({ name: 'open' })
    this.#board.apply({ name: 'welcome' })
    this.#sessions.emit(session)
    this.#live?.start()
  }

  #linkListener(): LiveLinkListener {
    return {
      onEvent: (name, payload) => {
        this.#statistics.eventsReceived += 1
        this.#events.emit({ name, payload })
      },
      onCaughtUp: () => this.#onCaughtUp(),
      onAnswer: (rttMs, serverTime) => {
        this.#statistics.recordRtt(rttMs)
        this.#options.onRtt?.(rttMs)
        if (serverTime !== null) this.#serverTime.record(serverTime, rttMs)
        this.#board.tell()
      },
      onLate: (detail) => this.#board.apply({ name: 'answers-late', detail }),
      onOnTime: () => this.#board.apply({ name: 'answers-on-time' }),
      onClockJump: () => this.#serverTime.forget(),
      onLost: (reason, detail, retryAfterMs) => {
        this.#endLive()
        this.#redial.lose({ reason, retryAfterMs }, detail)
      },
    }
  }

  #onCaughtUp(): void {
    this.#redial.succeeded()
    this.#board.apply({ name: 'caught-up' })
  }

  /** A request was refused because the token has ended: the session is of no more use. */
  #noticeFailure(live: LiveLink, error: unknown): void {
    if (!(error instanceof ConnectorError)) return
    if (error.kind === 'protocol') this.#statistics.recordDropped(error.code)
    if (error.code !== 'token-expired' && error.code !== 'unauthenticated') return
    if (this.#live !== live) return
    this.#endLive()
    this.#redial.lose({ reason: error.reason, retryAfterMs: null }, error.message)
  }

  #endLive(): void {
    const live = this.#live
    if (!live) return
    this.#live = null
    this.#redial.ended()
    live.end()
    this.#statistics.addTraffic(live.session.traffic())
    this.#sessions.emit(null)
  }

  #hangUp(reason: ConnectionReason, detail: string | null): void {
    this.#isWanted = false
    this.#redial.stop()
    this.#endLive()
    this.#board.nextAttemptAt = null
    this.#board.attempt = 0
    this.#board.apply({ name: 'disconnect', reason, detail })
  }

  /** The address or the tenant changed: nothing of the old place is kept. */
  #moveTo(): void {
    const wasWanted = this.#isWanted
    this.#hangUp(this.#settings.serverUrl === null ? 'disabled' : 'none', null)
    this.#board.forgetServer()
    this.#serverTime.forget()
    if (wasWanted && this.#settings.serverUrl !== null && !this.#isStopped) this.connect()
  }
}
