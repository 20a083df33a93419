import type { Cancel, Clock } from '../platform/clock.ts'

/** A window that has not got so far by then is not waited for. */
const LIMIT_MS = 2_000

/**
 * A page that starts needs the processor and the main process more than anything else does: what is not needed for its first
 * screen waits until it has drawn that and asks for more.
 */
export class FirstLook {
  readonly #taken = Promise.withResolvers<void>()
  readonly #cancel: Cancel

  constructor(clock: Clock) {
    this.#cancel = clock.schedule(LIMIT_MS, () => this.#taken.resolve())
  }

  /** A page wants more than there is. */
  readonly taken = (): void => {
    this.#taken.resolve()
    this.#cancel()
  }

  /** Resolves when a page has asked for more, or when none does. */
  get over(): Promise<void> {
    return this.#taken.promise
  }
}
