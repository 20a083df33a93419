const FIRST_WAIT_MS = 500
const REST_MS = 5 * 60_000
/** Deaths within this time belong together. */
const WINDOW_MS = 10 * 60_000
/** A console that dies so often is not helped by starting it again at once. */
const MAX_DEATHS = 5

export interface NextStart {
  readonly waitMs: number
  /** How often it has died of late. */
  readonly deaths: number
  /** It has died too often: whoever looks at the screen is told so meanwhile. */
  readonly isResting: boolean
}

/** When a console that has died is started again: soon, then later and later, and after five times only every five minutes. */
export class RestartPlan {
  #deaths: readonly number[] = []

  /** @param now milliseconds of a clock that only grows */
  died(now: number): NextStart {
    this.#deaths = [...this.#deaths.filter((at) => now - at < WINDOW_MS), now].slice(-MAX_DEATHS)
    const deaths = this.#deaths.length
    const isResting = deaths >= MAX_DEATHS
    return { waitMs: isResting ? REST_MS : FIRST_WAIT_MS * 2 ** (deaths - 1), deaths, isResting }
  }
}
