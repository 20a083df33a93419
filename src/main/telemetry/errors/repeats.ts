import type { Clock } from '../../platform/clock.ts'

const WINDOW_MS = 10 * 60_000
const MOST_IN_WINDOW = 5
/** Kinds that are remembered; of more the oldest are forgotten. */
const MAX_KINDS = 200

interface Tally {
  startedAt: number
  count: number
  left: number
}

/** Lets the same error through a few times, then only counts it: a fault in a loop must not use up what may be sent. */
export class Repeats {
  readonly #clock: Clock
  readonly #tallies = new Map<string, Tally>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** How many of this kind were left out since the last one; null: this one is left out too. */
  let(kind: string): number | null {
    const now = this.#clock.monotonic()
    const tally = this.#tallies.get(kind) ?? { startedAt: now, count: 0, left: 0 }
    // Put back at the end: those that come no more are forgotten first.
    this.#tallies.delete(kind)
    this.#tallies.set(kind, tally)
    if (this.#tallies.size > MAX_KINDS) this.#tallies.delete(this.#tallies.keys().next().value ?? '')
    if (now - tally.startedAt >= WINDOW_MS) Object.assign(tally, { startedAt: now, count: 0 })
    if (tally.count >= MOST_IN_WINDOW) {
      tally.left += 1
      return null
    }
    tally.count += 1
    const { left } = tally
    tally.left = 0
    return left
  }
}
