import { type Clock, sleep } from '../platform/clock.ts'

/** A piece takes about so long, so that progress is seen, and a new limit soon counts. */
const PIECE_MS = 1_000
/** Below this, what a request costs besides would be most of it. */
const LEAST_PIECE_BYTES = 16_384

/**
 * Keeps all that share it below so many bytes in a second together, in the long run. Each piece waits until those before it
 * have had their time; nothing is saved up while nothing is sent. Uses the monotonic clock.
 */
export class UploadRate {
  readonly #clock: Clock
  readonly #bytesPerSecond: () => number | null
  /** When what was let through so far has had its time. */
  #freeAt = 0

  /** @param bytesPerSecond null: no limit. It is asked for every piece. */
  constructor(clock: Clock, bytesPerSecond: () => number | null) {
    this.#clock = clock
    this.#bytesPerSecond = bytesPerSecond
  }

  /** How many bytes are best sent at once, where otherwise it were so many. */
  pieceBytes(most: number): number {
    const limit = this.#bytesPerSecond()
    if (limit === null) return most
    return Math.min(most, Math.max(LEAST_PIECE_BYTES, Math.floor((limit * PIECE_MS) / 1_000)))
  }

  /** Resolves when so many bytes may be sent, or at once when `signal` aborts. */
  async turn(bytes: number, signal: AbortSignal): Promise<void> {
    const limit = this.#bytesPerSecond()
    if (limit === null) return
    const now = this.#clock.monotonic()
    const startsAt = Math.max(now, this.#freeAt)
    this.#freeAt = startsAt + (bytes / limit) * 1_000
    if (startsAt > now) await sleep(this.#clock, startsAt - now, signal)
  }
}
