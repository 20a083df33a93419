import type { Cancel, Clock } from '../platform/clock.ts'
import type { Random } from '../platform/random.ts'
import { equalJitter } from '../resilience/backoff.ts'
import type { ProbeResult } from './connector.ts'

const PROBE_TIMEOUT_MS = 2_000
const EAGER_INTERVAL_MS = 1_000
const EAGER_PHASE_MS = 60_000
/** A server that answers here but refuses the connection is not asked more often than this. */
const REACHABLE_INTERVAL_MS = 10_000

export interface ProberOptions {
  readonly clock: Clock
  readonly random: Random
  readonly probe: (timeoutMs: number) => Promise<ProbeResult>
  /** Milliseconds between probes of a long outage. */
  readonly patientIntervalMs: () => number
  readonly onResult: (result: ProbeResult) => void
}

/** Asks the health address while there is no connection: one probe at a time, about one a second at first. */
export class Prober {
  readonly #options: ProberOptions
  #cancelNext: Cancel | null = null
  #startedAt = 0
  /** Counts the starts, so that the answer to a probe of an earlier run is not heard. */
  #run = 0
  #isRunning = false

  constructor(options: ProberOptions) {
    this.#options = options
  }

  start(): void {
    if (this.#isRunning) return
    this.#isRunning = true
    this.#run += 1
    this.#startedAt = this.#options.clock.monotonic()
    this.#probe(this.#run)
  }

  stop(): void {
    this.#isRunning = false
    this.#cancelNext?.()
    this.#cancelNext = null
  }

  #probe(run: number): void {
    this.#cancelNext = null
    void this.#options.probe(PROBE_TIMEOUT_MS).then((result) => {
      if (!this.#isRunning || run !== this.#run) return
      this.#options.onResult(result)
      // The listener may have stopped us.
      if (!this.#isRunning || run !== this.#run) return
      const delay = equalJitter(this.#interval(result.ok), this.#options.random)
      this.#cancelNext = this.#options.clock.schedule(delay, () => this.#probe(run))
    })
  }

  #interval(isReachable: boolean): number {
    if (isReachable) return REACHABLE_INTERVAL_MS
    const isEager = this.#options.clock.monotonic() - this.#startedAt < EAGER_PHASE_MS
    return isEager ? EAGER_INTERVAL_MS : Math.max(EAGER_INTERVAL_MS, this.#options.patientIntervalMs())
  }
}
