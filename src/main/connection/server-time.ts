import type { Clock } from '../platform/clock.ts'

interface Sample {
  /** Server time minus this PC's monotonic time. */
  readonly offset: number
  readonly rttMs: number
}

/** More samples follow a drifting clock worse; fewer let one slow answer in. */
const KEPT_SAMPLES = 8

/**
 * The server's time, estimated from its answers: the sample with the shortest round trip is the most exact one
 * (Cristian's algorithm, 1989). Counted on the monotonic clock, so setting this PC's clock does not move it.
 */
export class ServerTime {
  readonly #clock: Clock
  #samples: readonly Sample[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** `serverTime` was read by the server somewhere within the last `rttMs` milliseconds. */
  record(serverTime: number, rttMs: number): void {
    const offset = serverTime + rttMs / 2 - this.#clock.monotonic()
    this.#samples = [...this.#samples, { offset, rttMs }].slice(-KEPT_SAMPLES)
  }

  /** After a suspend the monotonic clock may have stood still: the old samples say nothing any more. */
  forget(): void {
    this.#samples = []
  }

  /** Milliseconds since the epoch by the server's clock; null: not known yet. */
  now(): number | null {
    const [first, ...others] = this.#samples
    if (!first) return null
    const best = others.reduce((found, sample) => (sample.rttMs <= found.rttMs ? sample : found), first)
    return this.#clock.monotonic() + best.offset
  }
}
