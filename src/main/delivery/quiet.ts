import type { Clock } from '../platform/clock.ts'
import { DeliveryError } from './server-port.ts'

/** A server that asked to be left alone is left alone by everything: sending, questions about lost answers, and reports. */
export class Quiet {
  readonly #clock: Clock
  /** Monotonic. */
  #until = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** How long it still lasts, in milliseconds; 0: the server may be asked. */
  remainingMs(): number {
    return Math.max(0, this.#until - this.#clock.monotonic())
  }

  /** Obeys what the server said with a refusal, if it said something. */
  heed(error: unknown): void {
    // What was not sent waits for a block, which tells by itself when it ends, also before its time.
    if (!(error instanceof DeliveryError) || error.outcome === 'not-sent' || error.retryAfterMs === null) return
    this.#until = Math.max(this.#until, this.#clock.monotonic() + error.retryAfterMs)
  }
}
