import type { ConnectionReason } from '#shared/domain/connection.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { Random } from '../platform/random.ts'
import type { Connector, ConnectorError, Cursor, ProbeResult, Session } from './connector.ts'
import { Dialer } from './dialer.ts'
import type { LifecycleSettings } from './lifecycle-settings.ts'
import { Prober } from './prober.ts'
import { STABLE_AFTER_MS } from './reconnect-backoff.ts'
import { type Loss, ReconnectPlan } from './reconnect-plan.ts'
import type { ServerTime } from './server-time.ts'
import { needsNewToken } from './states.ts'
import type { LinkStatistics } from './statistics.ts'
import type { StatusBoard } from './status-board.ts'

/** A try that takes longer is shown as offline; it goes on all the same. */
const SHOW_OFFLINE_AFTER_MS = 4_000
/** A try whose transport has not opened for this long is replaced when a probe says that the server is back. */
const STUCK_AFTER_MS = 500
/** A wake-up replaces a running try only when it is older: it may hang in a network that is gone. */
const FRESH_TRY_MS = 1_000

export interface RedialDependencies {
  readonly connector: Connector
  readonly clock: Clock
  readonly random: Random
  readonly settings: () => LifecycleSettings
  readonly clientId: string
  readonly tokenSource: () => string | null
  readonly cursor: () => Cursor | null
  readonly board: StatusBoard
  readonly statistics: LinkStatistics
  readonly serverTime: ServerTime
  /** A try has succeeded. `tookMs`: since it began. */
  readonly onSession: (session: Session, tookMs: number) => void
  /** There is no address to dial. */
  readonly onNowhere: () => void
}

/** Gets a connection that is not there: dials, waits for the next try, asks whether the server is back, gives up. */
export class Redial {
  readonly #dependencies: RedialDependencies
  readonly #dialer: Dialer
  readonly #prober: Prober
  readonly #plan: ReconnectPlan
  #cancelPatience: Cancel | null = null
  #cancelStable: Cancel | null = null

  constructor(dependencies: RedialDependencies) {
    const { clock, random, connector, settings, board, onSession } = dependencies
    this.#dependencies = dependencies
    this.#plan = new ReconnectPlan(clock, random, settings().reconnectDelayMaxMs)
    this.#dialer = new Dialer(connector, clock, {
      onOpen: () => board.apply({ name: 'open' }),
      onSession: (session, tookMs) => onSession(session, tookMs),
      onFailed: (error) => this.#onFailed(error),
    })
    this.#prober = new Prober({
      clock,
      random,
      probe: (timeoutMs) => connector.probe(settings().serverUrl ?? '', timeoutMs),
      patientIntervalMs: () => settings().reconnectDelayMaxMs,
      onResult: (result) => this.#onProbe(result),
    })
  }

  /** How patient the next heartbeat is. */
  get patience(): number {
    return this.#plan.patience
  }

  setMaxDelay(maxDelayMs: number): void {
    this.#plan.setMaxDelay(maxDelayMs)
  }

  /** Tries at once; what was tried before does not count. */
  startAnew(): void {
    this.#restart()
    this.#dial()
  }

  /** Tries as soon as it may, unless a try has just begun. */
  hurry(): void {
    this.#restart()
    const unopenedForMs = this.#dialer.unopenedForMs
    const isTrying =
      unopenedForMs !== null ? unopenedForMs < FRESH_TRY_MS : !this.#dialer.isWaiting && !this.#hasGivenUp
    if (isTrying) return
    if (this.#plan.heldForMs > 0) this.#wait(this.#plan.soonMs())
    else this.#dial()
  }

  /** A session is there: nobody waits for one any more. */
  arrived(): void {
    this.#losePatience()
    this.#prober.stop()
    this.#dependencies.board.isServerReachable = true
  }

  /** The session has caught up. */
  succeeded(): void {
    this.#dependencies.board.attempt = 0
    this.#plan.succeed()
    this.#cancelStable = this.#dependencies.clock.schedule(STABLE_AFTER_MS, () => this.#plan.stabilise())
  }

  /** The session has ended: it does not become a stable one. */
  ended(): void {
    this.#cancelStable?.()
    this.#cancelStable = null
  }

  /** The connection, or a try, is gone: waits for a token where only that helps, and else for the next try. */
  lose(loss: Loss, detail: string | null): void {
    const { board, clock, settings } = this.#dependencies
    this.#losePatience()
    const shown = this.#withoutToken(detail)
    if (needsNewToken(loss.reason)) return this.#pause(loss.reason, shown)
    const delayMs = this.#plan.nextDelay(loss, settings().maxReconnectAttempts)
    if (delayMs === null) return this.#giveUp(loss.reason)
    board.nextAttemptAt = clock.now() + delayMs
    board.apply({ name: 'lose', reason: loss.reason, detail: shown })
    this.#wait(delayMs)
    this.#prober.start()
  }

  /** No connection is wanted any more. */
  stop(): void {
    this.#dialer.cancel()
    this.#prober.stop()
    this.#losePatience()
    this.#plan.forget()
  }

  get #hasGivenUp(): boolean {
    const { board } = this.#dependencies
    return board.state.name === 'offline' && board.nextAttemptAt === null && this.#dialer.unopenedForMs === null
  }

  #dial(): void {
    const { settings, tokenSource, clientId, cursor, board, statistics, serverTime, clock } = this.#dependencies
    const { serverUrl, tenant, requestTimeoutMs } = settings()
    if (serverUrl === null) return this.#dependencies.onNowhere()
    const token = tokenSource()
    board.nextAttemptAt = null
    board.attempt += 1
    board.apply({ name: 'connect' })
    if (token === null) return this.#pause('token-missing', null)
    statistics.attempts += 1
    this.#losePatience()
    this.#cancelPatience = clock.schedule(SHOW_OFFLINE_AFTER_MS, () => this.#showOffline())
    serverTime.begin()
    this.#dialer.dial({ serverUrl, token, tenant, clientId, cursor: cursor(), timeoutMs: requestTimeoutMs })
    board.tell()
  }

  #losePatience(): void {
    this.#cancelPatience?.()
    this.#cancelPatience = null
  }

  #showOffline(): void {
    this.#cancelPatience = null
    this.#dependencies.board.apply({ name: 'lose', reason: 'timeout', detail: 'The server has not answered yet.' })
    this.#prober.start()
  }

  #onFailed(error: ConnectorError): void {
    const { statistics } = this.#dependencies
    statistics.failures += 1
    if (error.kind === 'protocol') statistics.recordDropped('handshake')
    this.lose({ reason: error.reason, retryAfterMs: error.retryAfterMs }, error.message)
  }

  #wait(delayMs: number): void {
    const { board, clock } = this.#dependencies
    board.nextAttemptAt = clock.now() + delayMs
    this.#dialer.wait(delayMs, () => this.#dial())
  }

  /** `needs-auth`: no try, no probe, until there is a token. Nothing that waits to be sent is touched. */
  #pause(reason: ConnectionReason, detail: string | null): void {
    this.#endTries()
    this.#dependencies.board.apply({ name: 'refuse-token', reason, detail })
  }

  #giveUp(reason: ConnectionReason): void {
    const { board } = this.#dependencies
    this.#endTries()
    board.apply({ name: 'lose', reason, detail: `Gave up after ${board.attempt} tries.` })
  }

  #endTries(): void {
    this.#dialer.cancel()
    this.#prober.stop()
    this.#dependencies.board.nextAttemptAt = null
  }

  #onProbe(result: ProbeResult): void {
    const { board } = this.#dependencies
    board.isServerReachable = result.ok
    if (this.#plan.isBack(result.ok)) {
      const unopenedForMs = this.#dialer.unopenedForMs
      if (this.#dialer.isWaiting || (unopenedForMs !== null && unopenedForMs > STUCK_AFTER_MS)) return this.#dial()
    }
    board.tell()
  }

  #restart(): void {
    this.#plan.restart()
    this.#dependencies.board.attempt = 0
  }

  /** What a server says is shown and logged; should it repeat the token, that part is cut out. */
  #withoutToken(detail: string | null): string | null {
    const token = this.#dependencies.tokenSource()
    return detail === null || token === null ? detail : detail.replaceAll(token, '•••')
  }
}
