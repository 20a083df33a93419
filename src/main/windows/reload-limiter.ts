import type { Clock } from '../platform/clock.ts'

const MAX_RELOADS = 3
const WINDOW_MS = 60_000

/** A page that crashes is loaded again at once, but one that crashes at every start must not do so for ever. */
export class ReloadLimiter {
  readonly #clock: Clock
  #reloads: readonly number[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** True at most three times in any minute. */
  tryReload(): boolean {
    const now = this.#clock.monotonic()
    this.#reloads = this.#reloads.filter((at) => now - at < WINDOW_MS)
    if (this.#reloads.length >= MAX_RELOADS) return false
    this.#reloads = [...this.#reloads, now]
    return true
  }
}
