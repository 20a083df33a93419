import type { OperationIndexRow } from '../database/store.ts'
import type { Clock } from '../platform/clock.ts'

/** No waiting time is longer. A later time than this can only come from a clock that was set back. */
export const MAX_BACKOFF_MS = 300_000

/** From when on operations that were refused may be tried again. */
export class DueTimes {
  readonly #clock: Clock
  /** `dueAt`: monotonic. `stored`: the time it was made of. */
  readonly #noted = new Map<string, { readonly stored: number; readonly dueAt: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Nothing waits for a time. */
  get isNone(): boolean {
    return this.#noted.size === 0
  }

  /** The stored time is by the wall clock; what counts from here on is the monotonic one, since a clock may be set. */
  note({ key, nextAttemptAt: stored }: OperationIndexRow): void {
    if (stored === null) this.#noted.delete(key)
    else if (this.#noted.get(key)?.stored !== stored) {
      const delay = Math.min(MAX_BACKOFF_MS, stored - this.#clock.now())
      this.#noted.set(key, { stored, dueAt: this.#clock.monotonic() + delay })
    }
  }

  forget(key: string): void {
    this.#noted.delete(key)
  }

  /** Monotonic; null: at once. */
  laterThanNow(key: string): number | null {
    const dueAt = this.#noted.get(key)?.dueAt
    return dueAt === undefined || dueAt <= this.#clock.monotonic() ? null : dueAt
  }
}
