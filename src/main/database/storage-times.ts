import type { Cancel, Clock } from '../platform/clock.ts'

/** What the storage did, and how many milliseconds it took. */
export type StorageTime = readonly [work: string, ms: number]

const TELL_AFTER_MS = 1_000
const MOST_KEPT = 200

/** Collects how long the storage takes, and tells it at most once a second, so that telling costs nearly nothing. */
export class StorageTimes {
  readonly #clock: Clock
  readonly #tell: (times: readonly StorageTime[]) => void
  #times: StorageTime[] = []
  #cancel: Cancel | null = null

  constructor(clock: Clock, tell: (times: readonly StorageTime[]) => void) {
    this.#clock = clock
    this.#tell = tell
  }

  /** Times the work, also when it fails. */
  measure<T>(name: string, work: () => T): T {
    const startedAt = this.#clock.monotonic()
    try {
      return work()
    } finally {
      this.#times.push([name, this.#clock.monotonic() - startedAt])
      if (this.#times.length >= MOST_KEPT) this.stop()
      else this.#cancel ??= this.#clock.schedule(TELL_AFTER_MS, () => this.stop())
    }
  }

  /** Tells what is left. */
  stop(): void {
    this.#cancel?.()
    this.#cancel = null
    if (this.#times.length === 0) return
    const times = this.#times
    this.#times = []
    this.#tell(times)
  }
}
