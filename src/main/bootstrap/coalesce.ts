import type { Cancel, Clock } from '../platform/clock.ts'

/**
 * Calls `task` at once, then at most once per `intervalMs` however often it is asked for, and never misses the last
 * wish. For figures that change thousands of times a second and are looked at by a person.
 */
export class Coalescer {
  readonly #clock: Clock
  readonly #intervalMs: number
  readonly #task: () => void
  #cancel: Cancel | null = null
  #isWanted = false

  constructor(clock: Clock, intervalMs: number, task: () => void) {
    this.#clock = clock
    this.#intervalMs = intervalMs
    this.#task = task
  }

  request(): void {
    if (this.#cancel !== null) {
      this.#isWanted = true
      return
    }
    this.#task()
    this.#cancel = this.#clock.schedule(this.#intervalMs, () => {
      this.#cancel = null
      if (!this.#isWanted) return
      this.#isWanted = false
      this.request()
    })
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = null
    this.#isWanted = false
  }
}
