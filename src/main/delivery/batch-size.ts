const FIRST = 100
const LEAST = 10
const MOST = 500
const STEP = 25
/** A full batch answered within this lets the next one be larger. */
const QUICK_MS = 500
/** One that took longer than this makes it smaller: a lost answer would leave too much in doubt. */
const SLOW_MS = 2_000

/**
 * How many operations travel together: more while answers come quickly, half as many when they come slowly or not at all
 * (additive increase, multiplicative decrease: Chiu and Jain, "Analysis of the Increase and Decrease Algorithms for
 * Congestion Avoidance", 1989).
 */
export class BatchSize {
  #size = FIRST

  /** Never more than `limit`, the server's own. */
  current(limit: number): number {
    return Math.max(1, Math.min(this.#size, limit))
  }

  answered(count: number, tookMs: number): void {
    if (tookMs > SLOW_MS) return this.#shrink()
    if (count >= this.#size && tookMs < QUICK_MS) this.#size = Math.min(MOST, this.#size + STEP)
  }

  lost(): void {
    this.#shrink()
  }

  #shrink(): void {
    this.#size = Math.max(LEAST, Math.floor(this.#size / 2))
  }
}
