import type { Cancel, Clock } from '../platform/clock.ts'

/** Reading a fleet comes in bursts, and an operator who has just opened a window works in it first. */
const QUIET_MS = 2_000

export interface MemoryCareDependencies {
  readonly clock: Clock
  /** Gives back what this process holds for nobody. */
  readonly release: () => void
  /** Asks all pages to do the same. */
  readonly tellPages: () => void
}

/** After much was read, room is left in every heap that nothing needs any more: it is given back when it is quiet. */
export class MemoryCare {
  readonly #dependencies: MemoryCareDependencies
  #cancel: Cancel | null = null

  constructor(dependencies: MemoryCareDependencies) {
    this.#dependencies = dependencies
  }

  readonly muchWasRead = (): void => {
    const { clock, release, tellPages } = this.#dependencies
    this.#cancel?.()
    this.#cancel = clock.schedule(QUIET_MS, () => {
      this.#cancel = null
      tellPages()
      release()
    })
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = null
  }
}
