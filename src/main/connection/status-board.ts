import type { ConnectionReason, ConnectionStatus } from '#shared/domain/connection.ts'
import type { Welcome } from '#shared/protocol/handshake.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import { Emitter } from '../platform/emitter.ts'
import type { Logger } from '../platform/logger.ts'
import type { LifecycleSettings } from './lifecycle-settings.ts'
import { INITIAL_STATE, type LinkEvent, type LinkState, reasonOf, transition } from './states.ts'
import type { LinkStatistics } from './statistics.ts'

export interface Traffic {
  readonly bytesReceived: number
  readonly bytesSent: number
}

/** Holds the state of the connection and everything shown beside it. Every change of state is logged, counted and told. */
export class StatusBoard {
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #statistics: LinkStatistics
  readonly #settings: () => LifecycleSettings
  readonly #traffic: () => Traffic | null
  readonly #serverNow: () => number | null
  readonly #changed: Emitter<ConnectionStatus>
  #state: LinkState = INITIAL_STATE
  #since: number
  #lastOnlineAt: number | null = null
  #welcome: Welcome | null = null
  /** Tries since the last time online, or since the operator asked. */
  attempt = 0
  nextAttemptAt: number | null = null
  isServerReachable: boolean | null = null

  constructor(
    clock: Clock,
    logger: Logger,
    statistics: LinkStatistics,
    settings: () => LifecycleSettings,
    traffic: () => Traffic | null,
    serverNow: () => number | null,
  ) {
    this.#clock = clock
    this.#logger = logger
    this.#statistics = statistics
    this.#settings = settings
    this.#traffic = traffic
    this.#serverNow = serverNow
    this.#since = clock.now()
    this.#changed = new Emitter((error) => logger.error('status listener failed', { error: String(error) }))
  }

  get state(): LinkState {
    return this.#state
  }

  get reason(): ConnectionReason {
    return reasonOf(this.#state).reason
  }

  get listeners(): number {
    return this.#changed.size
  }

  /** Applies an event. False: it means nothing in this state, and nothing changed. */
  apply(event: LinkEvent): boolean {
    const before = this.#state
    const after = transition(before, event)
    if (after === null) return false
    this.#state = after
    if (isOnline(before) && !isOnline(after)) this.#lastOnlineAt = this.#clock.now()
    if (before.name !== after.name) this.#record(before, after, event)
    this.tell()
    return true
  }

  /** The server has introduced itself. What it said stays shown while offline. */
  introduce(welcome: Welcome): void {
    this.#welcome = welcome
  }

  /** Another site: nothing of the old one may be shown as if it were this one's. */
  forgetServer(): void {
    this.#welcome = null
    this.#lastOnlineAt = null
    this.isServerReachable = null
  }

  onChanged(listener: (status: ConnectionStatus) => void): Cancel {
    return this.#changed.subscribe(listener)
  }

  tell(): void {
    if (this.#changed.size > 0) this.#changed.emit(this.status())
  }

  clear(): void {
    this.#changed.clear()
  }

  status(): ConnectionStatus {
    const settings = this.#settings()
    const { reason, detail } = reasonOf(this.#state)
    const statistics = this.#statistics.read(this.#traffic())
    const isUp = isOnline(this.#state)
    return {
      state: this.#state.name,
      reason,
      detail,
      since: this.#since,
      lastOnlineAt: isUp ? this.#clock.now() : this.#lastOnlineAt,
      nextAttemptAt: this.nextAttemptAt,
      attempt: this.attempt,
      serverUrl: settings.serverUrl,
      isDemo: settings.isDemo,
      siteName: this.#welcome?.site.name ?? null,
      tenant: settings.tenant,
      user: this.#welcome?.user.name ?? null,
      capabilities: this.#welcome?.capabilities ?? null,
      isServerReachable: this.isServerReachable,
      rttMs: isUp ? statistics.rtt.last : null,
      serverAheadMs: this.#serverAheadMs(),
      statistics,
    }
  }

  #serverAheadMs(): number | null {
    const serverNow = this.#serverNow()
    return serverNow === null ? null : Math.round((serverNow - this.#clock.now()) / 100) * 100
  }

  #record(before: LinkState, after: LinkState, event: LinkEvent): void {
    this.#since = this.#clock.now()
    this.#statistics.recordTransition(after.name)
    const { reason, detail } = reasonOf(after)
    this.#logger.info('connection changed', {
      from: before.name,
      to: after.name,
      by: event.name,
      reason,
      detail,
      attempt: this.attempt,
    })
  }
}

function isOnline(state: LinkState): boolean {
  return state.name === 'online' || state.name === 'degraded'
}
