import type { ConnectionReason } from '#shared/domain/connection.ts'
import type { Clock } from '../platform/clock.ts'
import type { Random } from '../platform/random.ts'
import { announcedDelay } from '../resilience/backoff.ts'
import { ReconnectBackoff } from './reconnect-backoff.ts'
import { isSlowToMend } from './states.ts'

/**
 * A heartbeat is never more patient than this many times its normal deadline: at the default, 2.5 s between questions and
 * 2.4 s for an answer still show every dead link within the 5 s that are promised, also while the network flaps.
 */
const MAX_PATIENCE = 1.2

export interface Loss {
  readonly reason: ConnectionReason
  /** When the server said it will be back. */
  readonly retryAfterMs: number | null
}

/** Decides when to try again, and remembers what an outage has taught. */
export class ReconnectPlan {
  readonly #clock: Clock
  readonly #random: Random
  readonly #backoff: ReconnectBackoff
  #retries = 0
  #notBefore = 0
  #hasProbeFailed = false
  #isSlow = false
  #patience = 1

  constructor(clock: Clock, random: Random, maxDelayMs: number) {
    this.#clock = clock
    this.#random = random
    this.#backoff = new ReconnectBackoff(clock, random, maxDelayMs)
  }

  setMaxDelay(maxDelayMs: number): void {
    this.#backoff.setMaxDelay(maxDelayMs)
  }

  /**
   * How patient the next heartbeat is. A link that was given up for silence may only have been slow (a big batch on a
   * thin line); without patience it would be given up again in every session and never get anything through.
   */
  get patience(): number {
    return this.#patience
  }

  get retries(): number {
    return this.#retries
  }

  /** Milliseconds until the next try; null when the limit of tries is reached. */
  nextDelay(loss: Loss, maxRetries: number | null): number | null {
    if (loss.reason === 'heartbeat-lost') this.#patience = Math.min(MAX_PATIENCE, this.#patience * 2)
    if (maxRetries !== null && this.#retries >= maxRetries) return null
    this.#retries += 1
    this.#isSlow = isSlowToMend(loss.reason)
    // A try that nobody answered says the same as a probe. Without it a server that comes back between a try and the next
    // probe would not be noticed before the wait is over, which is five seconds in a long outage.
    this.#hasProbeFailed = loss.reason === 'unreachable'
    if (loss.retryAfterMs !== null) return this.#announced(loss.reason, loss.retryAfterMs)
    return Math.max(this.#isSlow ? this.#backoff.nextSlow() : this.#backoff.next(), this.heldForMs)
  }

  /** Milliseconds for which the server has asked not to be tried, whoever asks for it. */
  get heldForMs(): number {
    return Math.max(0, this.#notBefore - this.#clock.monotonic())
  }

  /** True when a probe shows that the server, which did not answer before, is back: a try should not wait any longer. */
  isBack(isReachable: boolean): boolean {
    if (!isReachable) {
      this.#hasProbeFailed = true
      return false
    }
    const hasReturned = this.#hasProbeFailed
    this.#hasProbeFailed = false
    return hasReturned && !this.#isSlow && this.heldForMs === 0
  }

  /** Online: the tries begin to count anew. The waits do only when the session proves stable. */
  succeed(): void {
    this.#retries = 0
    this.#notBefore = 0
  }

  stabilise(): void {
    this.#backoff.reset()
    this.#patience = 1
  }

  /** The operator asked, or the PC woke up: everything starts afresh, except what the server asked for. */
  restart(): void {
    this.#retries = 0
    this.#isSlow = false
    this.#backoff.reset()
  }

  /** Soon, but spread. */
  soonMs(): number {
    return Math.max(this.#backoff.next(), this.heldForMs)
  }

  forget(): void {
    this.restart()
    this.succeed()
    this.stabilise()
  }

  /** A polite shutdown only says when it is worth coming back; any other such answer is a request to stay away. */
  #announced(reason: ConnectionReason, retryAfterMs: number): number {
    const delay = announcedDelay(retryAfterMs, this.#random)
    if (reason !== 'server-shutdown') this.#notBefore = this.#clock.monotonic() + delay
    return delay
  }
}
