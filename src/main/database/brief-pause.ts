import { availableParallelism } from 'node:os'
import type { Clock } from '../platform/clock.ts'

/** So long the event loop is held up at most in each of its turns: a sixteenth of a frame. */
const MAX_PAUSE_MS = 1
/** An answer that takes longer is not worth staying awake for. */
const WORTH_MS = 1
/** How much the newest answer counts in what is expected of the next. */
const NEWEST_SHARE = 0.2
/** An answer that is so much later than expected comes by itself. */
const PATIENCE = 2

/**
 * Waits for another thread's answer without going to sleep. On a fast disk an answer takes a fraction of a millisecond,
 * and falling asleep and being woken costs half as much again; on a slow disk nothing is waited for at all.
 */
export class BriefPause {
  readonly #clock: Clock
  readonly #afterThisTurn: (task: () => void) => void
  readonly #isUseful: boolean
  #expectedMs = WORTH_MS
  /** Of this turn of the event loop. */
  #spentMs = 0
  #isTurnNoted = false
  /** Of the newest call: an older one looks no more. */
  #until = 0

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

  /** Looks for the answer until it is there or is late; what else the event loop has to do comes in between. */
  wait(hasCome: () => boolean): void {
    if (!this.#isUseful || this.#expectedMs > WORTH_MS) return
    this.#until = this.#clock.monotonic() + PATIENCE * this.#expectedMs
    this.#look(hasCome, this.#until)
  }

  #look(hasCome: () => boolean, until: number): void {
    this.#noteTurn()
    const startedAt = this.#clock.monotonic()
    const end = Math.min(until, startedAt + MAX_PAUSE_MS - this.#spentMs)
    let now = startedAt
    let isThere = false
    while (!isThere && now < end) {
      isThere = hasCome()
      now = this.#clock.monotonic()
    }
    this.#spentMs += now - startedAt
    if (isThere || now >= until) return
    this.#afterThisTurn(() => {
      if (this.#until === until) this.#look(hasCome, until)
    })
  }

  #noteTurn(): void {
    if (this.#isTurnNoted) return
    this.#isTurnNoted = true
    this.#afterThisTurn(() => {
      this.#isTurnNoted = false
      this.#spentMs = 0
    })
  }
}
