import type { Clock } from '../platform/clock.ts'

/** The disk refused to store a step: look again after this, and after twice as long each time it goes on. */
const STORAGE_RETRY_MS = 1_000
/** Short enough for the queue to move within ten seconds after the disk is well again. */
const MAX_STORAGE_RETRY_MS = 8_000

/** How long to leave alone what the disk has refused, after so many refusals in a row. */
export function storageDelay(refusals: number): number {
  return Math.min(MAX_STORAGE_RETRY_MS, STORAGE_RETRY_MS * 2 ** Math.min(refusals - 1, 10))
}

/** What keeps the queue from being written to, as an operator is told. */
export interface StorageTrouble {
  /** Milliseconds since the epoch. */
  readonly since: number
  /** What the storage said last. */
  readonly message: string
}

/** The disk takes nothing: it is asked less often while that goes on, and at once when it has taken something. */
export class StorageWait {
  readonly #clock: Clock
  #refusals = 0
  /** Monotonic. */
  #until = 0
  #trouble: StorageTrouble | null = null

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get trouble(): StorageTrouble | null {
    return this.#trouble
  }

  /** In milliseconds; 0: it may be asked. */
  remainingMs(): number {
    return this.#refusals === 0 ? 0 : Math.max(0, this.#until - this.#clock.monotonic())
  }

  refused(message: string): void {
    this.#refusals++
    this.#until = this.#clock.monotonic() + storageDelay(this.#refusals)
    this.#trouble = { since: this.#trouble?.since ?? this.#clock.now(), message }
  }

  worked(): void {
    this.#refusals = 0
    this.#trouble = null
  }
}

/** In words, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
