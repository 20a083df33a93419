import type { Clock } from '../platform/clock.ts'

/**
 * Lets `burst` calls through at once and `perSecond` in the long run. The oldest of the rate limiters: a bucket that
 * refills steadily and holds at most `burst`. Uses the monotonic clock, so setting the wall clock grants nothing.
 */
export class TokenBucket {
  readonly #clock: Clock
  readonly #perSecond: number
  readonly #burst: number
  #tokens: number
  #refilledAt: number

  constructor(clock: Clock, perSecond: number, burst: number) {
    this.#clock = clock
    this.#perSecond = perSecond
    this.#burst = burst
    this.#tokens = burst
    this.#refilledAt = clock.monotonic()
  }

  /** Takes `cost` tokens if they are there. */
  tryTake(cost: number): boolean {
    const now = this.#clock.monotonic()
    const refill = ((now - this.#refilledAt) / 1_000) * this.#perSecond
    this.#tokens = Math.min(this.#burst, this.#tokens + Math.max(0, refill))
    this.#refilledAt = now
    if (this.#tokens < cost) return false
    this.#tokens -= cost
    return true
  }
}
