import { CircuitState, type IBreaker } from 'cockatiel'
import type { Clock } from '../platform/clock.ts'

/** Results older than this no longer count. */
export const WINDOW_MS = 60_000
const BUCKETS = 12
export const BUCKET_MS = WINDOW_MS / BUCKETS

interface Bucket {
  /** Number of its five seconds since the clock's start: what it holds of an earlier round is void. */
  slot: number
  successes: number
  failures: number
}

/**
 * Decides when a closed circuit opens: the failures of the last minute have reached the threshold, and either the last
 * results were all failures (the server has just died) or they are more than half of all (it is ill). A few failures
 * among many successes, as one bad operation makes them, open nothing; nor do lost answers that are asked for with
 * success each time.
 *
 * Counts by the monotonic clock, in twelve buckets of five seconds; cockatiel's own windows read the wall clock.
 */
export class RollingWindow implements IBreaker {
  /** Asked for by cockatiel to carry a breaker over a restart, which this one does not do. */
  state: unknown = null
  readonly #clock: Clock
  readonly #threshold: () => number
  readonly #buckets: Bucket[] = Array.from({ length: BUCKETS }, () => ({ slot: -1, successes: 0, failures: 0 }))
  #failuresInARow = 0

  constructor(clock: Clock, threshold: () => number) {
    this.#clock = clock
    this.#threshold = threshold
  }

  /** Tries of a half-open circuit are not part of the window: it begins empty when the circuit closes. */
  success(state: CircuitState): void {
    if (state === CircuitState.HalfOpen) return
    this.#failuresInARow = 0
    this.#bucket().successes++
  }

  /** @returns whether the circuit is to open. */
  failure(): boolean {
    this.#failuresInARow++
    this.#bucket().failures++
    const { successes, failures } = this.counts()
    const threshold = this.#threshold()
    if (failures < threshold) return false
    return this.#failuresInARow >= threshold || failures > successes
  }

  /** What happened within the last minute. */
  counts(): { readonly successes: number; readonly failures: number } {
    const oldest = this.#slot() - BUCKETS + 1
    let successes = 0
    let failures = 0
    for (const bucket of this.#buckets) {
      if (bucket.slot < oldest) continue
      successes += bucket.successes
      failures += bucket.failures
    }
    return { successes, failures }
  }

  #slot(): number {
    return Math.floor(this.#clock.monotonic() / BUCKET_MS)
  }

  #bucket(): Bucket {
    const slot = this.#slot()
    const index = slot % BUCKETS
    const bucket = this.#buckets[index]
    if (bucket?.slot === slot) return bucket
    const fresh = { slot, successes: 0, failures: 0 }
    this.#buckets[index] = fresh
    return fresh
  }
}
