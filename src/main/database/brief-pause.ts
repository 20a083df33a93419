import { availableParallelism } from 'node:os'
import type { Clock } from '../platform/clock.ts'

/** So long the event loop is held up at most in each of its turns: a sixteenth of a frame. */
const MAX_PAUSE_MS = 1
/** An answer that takes longer is not worth standing still for. */
const WORTH_MS = 0.4
/** How much the newest answer counts in what is expected of the next. */
const NEWEST_SHARE = 0.2

/**
 * Waits for another thread's answer without going to sleep. On a fast disk an answer takes a fraction of a millisecond,
 * and falling asleep and being woken costs a third of that; on a slow disk nothing is waited for at all.
 */
export class BriefPause {
  readonly #clock: Clock
  readonly #afterThisTurn: (task: () => void) => void
  readonly #isUseful: boolean
  #expectedMs = WORTH_MS
  #spentMs = 0

  /** @param cores on a single core the other thread could not run meanwhile. */
  constructor(clock: Clock, afterThisTurn: (task: () => void) => void, cores: number = availableParallelism()) {
    this.#clock = clock
    this.#afterThisTurn = afterThisTurn
    this.#isUseful = cores > 1
  }

  /** An answer took so long. */
  learn(ms: number): void {
    this.#expectedMs += NEWEST_SHARE * (ms - this.#expectedMs)
  }

  /** Looks for the answer until it is there, or it takes too long. */
  wait(hasCome: () => boolean): void {
    if (!this.#isUseful || this.#expectedMs > WORTH_MS || this.#spentMs >= MAX_PAUSE_MS) return
    if (this.#spentMs === 0) this.#afterThisTurn(() => this.#forgetSpent())
    const startedAt = this.#clock.monotonic()
    const limitMs = MAX_PAUSE_MS - this.#spentMs
    let pausedMs = 0
    while (pausedMs < limitMs && !hasCome()) pausedMs = this.#clock.monotonic() - startedAt
    this.#spentMs += Math.max(pausedMs, Number.EPSILON)
  }

  #forgetSpent(): void {
    this.#spentMs = 0
  }
}
