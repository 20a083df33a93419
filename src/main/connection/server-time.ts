import type { Clock } from '../platform/clock.ts'

interface Sample {
  /** Server time minus this PC's monotonic time. */
  readonly offset: number
  readonly rttMs: number
}

/** The wall clock goes on while a PC sleeps; the monotonic one may stand still. This far apart, it has slept. */
const CLOCK_JUMP_MS = 2_000
/** More samples follow a drifting clock worse; fewer let one slow answer in. */
const KEPT_SAMPLES = 8

/**
 * The server's time, estimated from its answers: the sample with the shortest round trip is the most exact one
 * (Cristian's algorithm, 1989). Counted on the monotonic clock, so setting this PC's clock does not move it.
 */
export class ServerTime {
  readonly #clock: Clock
  #samples: readonly Sample[] = []
  /** Of the wall clock to the monotonic one. */
  #lead: number

  constructor(clock: Clock) {
    this.#clock = clock
    this.#lead = this.#readLead()
  }

  /** The server is asked: what comes back counts only if the PC does not sleep meanwhile. */
  begin(): void {
    this.#noticeJump()
  }

  /** `serverTime` was read by the server somewhere within the last `rttMs` milliseconds. */
  record(serverTime: number, rttMs: number): void {
    if (this.#noticeJump()) return
    const offset = serverTime + rttMs / 2 - this.#clock.monotonic()
    this.#samples = [...this.#samples, { offset, rttMs }].slice(-KEPT_SAMPLES)
  }

  /** After a suspend the monotonic clock may have stood still: the old samples say nothing any more. */
  forget(): void {
    this.#samples = []
  }

  /** Milliseconds since the epoch by the server's clock; null: not known yet. */
  now(): number | null {
    this.#noticeJump()
    const [first, ...others] = this.#samples
    if (!first) return null
    const best = others.reduce((found, sample) => (sample.rttMs <= found.rttMs ? sample : found), first)
    return this.#clock.monotonic() + best.offset
  }

  /** A sleep makes all samples useless. So does, at times, a wall clock that is set: then the next answer tells anew. */
  #noticeJump(): boolean {
    const before = this.#lead
    this.#lead = this.#readLead()
    const hasJumped = Math.abs(this.#lead - before) > CLOCK_JUMP_MS
    if (hasJumped) this.forget()
    return hasJumped
  }

  #readLead(): number {
    return this.#clock.now() - this.#clock.monotonic()
  }
}
