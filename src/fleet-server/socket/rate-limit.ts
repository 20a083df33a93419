/**
 * A token bucket: `burst` requests at once, refilled by `perSecond`. Times in milliseconds of a monotonic clock.
 */
export class RateLimit {
  readonly #perSecond: number
  readonly #burst: number
  #tokens: number
  #at: number

  constructor(perSecond: number, burst: number, now: number) {
    this.#perSecond = perSecond
    this.#burst = burst
    this.#tokens = burst
    this.#at = now
  }

  /** Null when the request may pass, else the milliseconds to wait. */
  take(now: number): number | null {
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#at) * this.#perSecond) / 1_000)
    this.#at = now
    if (this.#tokens < 1) return Math.ceil(((1 - this.#tokens) * 1_000) / this.#perSecond)
    this.#tokens -= 1
    return null
  }
}
