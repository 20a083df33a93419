import type { Cancel, Clock } from '../platform/clock.ts'
import type { Service } from '../platform/service.ts'

const INTERVAL_MS = 60_000

export interface MeasuringCostDependencies {
  readonly clock: Clock
  /** Milliseconds that measuring has taken since the start. */
  readonly spentMs: () => number
  readonly record: (name: string, unit: 'ms', value: number) => void
}

/** Records what measuring itself costs: how many milliseconds of each minute it takes. One per cent would be 600. */
export class MeasuringCost implements Service {
  readonly #dependencies: MeasuringCostDependencies
  #cancelTimer: Cancel | null = null
  #since = 0
  #spentBefore = 0

  constructor(dependencies: MeasuringCostDependencies) {
    this.#dependencies = dependencies
  }

  async run(): Promise<void> {
    if (this.#cancelTimer !== null) return
    this.#since = this.#dependencies.clock.monotonic()
    this.#spentBefore = this.#dependencies.spentMs()
    this.#wait()
  }

  async stop(): Promise<void> {
    this.#cancelTimer?.()
    this.#cancelTimer = null
  }

  #wait(): void {
    this.#cancelTimer = this.#dependencies.clock.schedule(INTERVAL_MS, () => {
      this.#wait()
      this.#report()
    })
  }

  #report(): void {
    const { clock, spentMs, record } = this.#dependencies
    const now = clock.monotonic()
    const spent = spentMs()
    record('metrics_overhead', 'ms', ((spent - this.#spentBefore) * INTERVAL_MS) / Math.max(1, now - this.#since))
    this.#since = now
    this.#spentBefore = spent
  }
}
