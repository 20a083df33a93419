import type { ConnectionReason, ConnectionState, ConnectionStatus } from '#shared/domain/connection.ts'
import type { RequestName, RequestOf, ResponseOf } from '#shared/protocol/requests.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import { Emitter } from '../platform/emitter.ts'
import type { Logger } from '../platform/logger.ts'
import type { Random } from '../platform/random.ts'
import type { Service } from '../platform/service.ts'
import { ChannelSubscriptions } from './channels.ts'
import { type Connector, ConnectorError, type Cursor, type ProbeResult, type Session } from './connector.ts'
import { Dialer } from './dialer.ts'
import { notConnected } from './failures.ts'
import type { LifecycleSettings } from './lifecycle-settings.ts'
import { LiveLink, type LiveLinkListener } from './live-link.ts'
import { Prober } from './prober.ts'
import { STABLE_AFTER_MS } from './reconnect-backoff.ts'
import { type Loss, ReconnectPlan } from './reconnect-plan.ts'
import { ServerTime } from './server-time.ts'
import { needsNewToken } from './states.ts'
import { LinkStatistics } from './statistics.ts'
import { StatusBoard } from './status-board.ts'

/** A try that takes longer is shown as offline; it goes on all the same. */
const SHOW_OFFLINE_AFTER_MS = 4_000
/** A try whose transport has not opened for this long is replaced when a probe says that the server is back. */
const STUCK_AFTER_MS = 500
/** A wake-up replaces a running try only when it is older: it may hang in a network that is gone. */
const FRESH_TRY_MS = 1_000

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
  readonly #dialer: Dialer
  readonly #prober: Prober
  readonly #plan: ReconnectPlan
  readonly #serverTime: ServerTime
  readonly #sessions: Emitter<Session | null>
  readonly #events: Emitter<{ readonly name: string; readonly payload: unknown }>
  #settings: LifecycleSettings
  #isStopped = false
  #isWanted = false
  #live: LiveLink | null = null
  #cancelPatience: Cancel | null = null
  #cancelStable: Cancel | null = null

  constructor(options: ConnectionLifecycleOptions) {
    const { clock, random, connector } = options
    this.#options = options
    this.#clock = clock
    this.#settings = options.settings
    this.#logger = options.logger.child('connection')
    this.#statistics = new LinkStatistics(clock)
    this.#serverTime = new ServerTime(clock)
    this.#plan = new ReconnectPlan(clock, random, options.settings.reconnectDelayMaxMs)
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
    this.#dialer = new Dialer(connector, clock, {
      onOpen: () => this.#board.apply({ name: 'open' }),
      onSession: (session, tookMs) => this.#onSession(session, tookMs),
      onFailed: (error) => this.#onFailed(error),
    })
    this.#prober = new Prober({
      clock,
      random,
      probe: (timeoutMs) => connector.probe(this.#settings.serverUrl ?? '', timeoutMs),
      patientIntervalMs: () => this.#settings.reconnectDelayMaxMs,
      onResult: (result) => this.#onProbe(result),
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
    this.#restart()
    this.#dial()
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
    if (this.#live) return this.#live.verify()
    this.#restart()
    const unopenedForMs = this.#dialer.unopenedForMs
    const isTrying =
      unopenedForMs !== null ? unopenedForMs < FRESH_TRY_MS : !this.#dialer.isWaiting && !this.#hasGivenUp
    if (isTrying) return
    if (this.#plan.heldForMs > 0) this.#wait(this.#plan.soonMs())
    else this.#dial()
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
      this.#restart()
      this.#dial()
    }
  }

  reconfigure(settings: LifecycleSettings): void {
    const before = this.#settings
    this.#settings = settings
    this.#plan.setMaxDelay(settings.reconnectDelayMaxMs)
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

  get #hasGivenUp(): boolean {
    return (
      this.#board.state.name === 'offline' && this.#board.nextAttemptAt === null && this.#dialer.unopenedForMs === null
    )
  }

  #dial(): void {
    const { serverUrl, tenant, requestTimeoutMs } = this.#settings
    if (serverUrl === null) return this.#hangUp('disabled', null)
    const token = this.#options.tokenSource()
    this.#board.nextAttemptAt = null
    this.#board.attempt += 1
    this.#board.apply({ name: 'connect' })
    if (token === null) return this.#pause('token-missing', null)
    this.#statistics.attempts += 1
    this.#cancelPatience?.()
    this.#cancelPatience = this.#clock.schedule(SHOW_OFFLINE_AFTER_MS, () => this.#showOffline())
    const { clientId, cursor } = this.#options
    this.#serverTime.begin()
    this.#dialer.dial({ serverUrl, token, tenant, clientId, cursor: cursor(), timeoutMs: requestTimeoutMs })
    this.#board.tell()
  }

  #showOffline(): void {
    this.#cancelPatience = null
    this.#board.apply({ name: 'lose', reason: 'timeout', detail: 'The server has not answered yet.' })
    this.#prober.start()
  }

  #onSession(session: Session, tookMs: number): void {
    this.#serverTime.record(session.welcome.serverTime, tookMs)
    if (this.#statistics.successes > 0) this.#statistics.reconnects += 1
    this.#statistics.successes += 1
    this.#cancelPatience?.()
    this.#cancelPatience = null
    this.#prober.stop()
    this.#board.isServerReachable = true
    this.#board.introduce(session.welcome)
    this.#live = new LiveLink({
      session,
      clock: this.#clock,
      heartbeatIntervalMs: this.#settings.heartbeatIntervalMs,
      patience: this.#plan.patience,
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
        if (serverTime !== null) this.#serverTime.record(serverTime, rttMs)
        this.#board.tell()
      },
      onLate: (detail) => this.#board.apply({ name: 'answers-late', detail }),
      onOnTime: () => this.#board.apply({ name: 'answers-on-time' }),
      onClockJump: () => this.#serverTime.forget(),
      onLost: (reason, detail, retryAfterMs) => {
        this.#endLive()
        this.#lose({ reason, retryAfterMs }, detail)
      },
    }
  }

  #onCaughtUp(): void {
    this.#board.attempt = 0
    this.#plan.succeed()
    this.#cancelStable = this.#clock.schedule(STABLE_AFTER_MS, () => this.#plan.stabilise())
    this.#board.apply({ name: 'caught-up' })
  }

  #onFailed(error: ConnectorError): void {
    this.#statistics.failures += 1
    if (error.kind === 'protocol') this.#statistics.recordDropped('handshake')
    this.#lose({ reason: error.reason, retryAfterMs: error.retryAfterMs }, error.message)
  }

  /** The connection, or a try, is gone: waits for a token where only that helps, and else for the next try. */
  #lose(loss: Loss, detail: string | null): void {
    this.#cancelPatience?.()
    this.#cancelPatience = null
    const shown = this.#withoutToken(detail)
    if (needsNewToken(loss.reason)) return this.#pause(loss.reason, shown)
    const delayMs = this.#plan.nextDelay(loss, this.#settings.maxReconnectAttempts)
    if (delayMs === null) return this.#giveUp(loss.reason)
    this.#board.nextAttemptAt = this.#clock.now() + delayMs
    this.#board.apply({ name: 'lose', reason: loss.reason, detail: shown })
    this.#wait(delayMs)
    this.#prober.start()
  }

  #wait(delayMs: number): void {
    this.#board.nextAttemptAt = this.#clock.now() + delayMs
    this.#dialer.wait(delayMs, () => this.#dial())
  }

  /** `needs-auth`: no try, no probe, until there is a token. Nothing that waits to be sent is touched. */
  #pause(reason: ConnectionReason, detail: string | null): void {
    this.#dialer.cancel()
    this.#prober.stop()
    this.#board.nextAttemptAt = null
    this.#board.apply({ name: 'refuse-token', reason, detail })
  }

  #giveUp(reason: ConnectionReason): void {
    this.#dialer.cancel()
    this.#prober.stop()
    this.#board.nextAttemptAt = null
    this.#board.apply({ name: 'lose', reason, detail: `Gave up after ${this.#board.attempt} tries.` })
  }

  #onProbe(result: ProbeResult): void {
    this.#board.isServerReachable = result.ok
    if (this.#plan.isBack(result.ok)) {
      const unopenedForMs = this.#dialer.unopenedForMs
      if (this.#dialer.isWaiting || (unopenedForMs !== null && unopenedForMs > STUCK_AFTER_MS)) return this.#dial()
    }
    this.#board.tell()
  }

  /** A request was refused because the token has ended: the session is of no more use. */
  #noticeFailure(live: LiveLink, error: unknown): void {
    if (!(error instanceof ConnectorError)) return
    if (error.kind === 'protocol') this.#statistics.recordDropped(error.code)
    if (error.code !== 'token-expired' && error.code !== 'unauthenticated') return
    if (this.#live !== live) return
    this.#endLive()
    this.#lose({ reason: error.reason, retryAfterMs: null }, error.message)
  }

  #endLive(): void {
    const live = this.#live
    if (!live) return
    this.#live = null
    this.#cancelStable?.()
    this.#cancelStable = null
    live.end()
    this.#statistics.addTraffic(live.session.traffic())
    this.#sessions.emit(null)
  }

  #hangUp(reason: ConnectionReason, detail: string | null): void {
    this.#isWanted = false
    this.#dialer.cancel()
    this.#prober.stop()
    this.#cancelPatience?.()
    this.#cancelPatience = null
    this.#endLive()
    this.#plan.forget()
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

  #restart(): void {
    this.#plan.restart()
    this.#board.attempt = 0
  }

  /** What a server says is shown and logged; should it repeat the token, that part is cut out. */
  #withoutToken(detail: string | null): string | null {
    const token = this.#options.tokenSource()
    return detail === null || token === null ? detail : detail.replaceAll(token, '•••')
  }
}
