import type { Clock } from '../platform/clock.ts'
import type { Random } from '../platform/random.ts'
import { backoffDelay, equalJitter } from '../resilience/backoff.ts'

const INITIAL_DELAY_MS = 100
const EAGER_MAX_DELAY_MS = 1_000
/** Most outages are short, so the first minute is tried eagerly. */
const EAGER_PHASE_MS = 60_000
/** A session that lasted this long ends an outage. Shorter ones count as part of it, so a flapping server is not hammered. */
export const STABLE_AFTER_MS = 10_000
/** Faults that only an update or an administrator can mend. */
const SLOW_DELAY_MS = 30_000

/**
 * The waits between tries of one outage: 100 ms doubling to 1 s in its first minute, then doubling on to the maximum.
 */
export class ReconnectBackoff {
  readonly #clock: Clock
  readonly #random: Random
  #maxDelayMs: number
  #outageStartedAt: number | null = null
  #eagerTries = 0
  #patientTries = 0

  constructor(clock: Clock, random: Random, maxDelayMs: number) {
    this.#clock = clock
    this.#random = random
    this.#maxDelayMs = maxDelayMs
  }

  setMaxDelay(maxDelayMs: number): void {
    this.#maxDelayMs = maxDelayMs
  }

  /** Milliseconds to wait before the next try. */
  next(): number {
    this.#outageStartedAt ??= this.#clock.monotonic()
    return equalJitter(this.#base(), this.#random)
  }

  /** For faults that do not pass by themselves: half a minute, spread. */
  nextSlow(): number {
    return equalJitter(SLOW_DELAY_MS, this.#random) + SLOW_DELAY_MS / 4
  }

  reset(): void {
    this.#outageStartedAt = null
    this.#eagerTries = 0
    this.#patientTries = 0
  }

  #base(): number {
    const isEager = this.#clock.monotonic() - (this.#outageStartedAt ?? 0) < EAGER_PHASE_MS
    const eagerMax = Math.min(EAGER_MAX_DELAY_MS, this.#maxDelayMs)
    if (isEager) {
      this.#eagerTries += 1
      return exponential(INITIAL_DELAY_MS, eagerMax, this.#eagerTries)
    }
    this.#patientTries += 1
    return exponential(eagerMax, this.#maxDelayMs, this.#patientTries + 1)
  }
}

function exponential(initialDelayMs: number, maxDelayMs: number, tries: number): number {
  return backoffDelay({ kind: 'exponential', initialDelayMs, maxDelayMs, multiplier: 2 }, tries)
}
