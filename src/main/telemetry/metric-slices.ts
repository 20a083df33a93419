import type { Cancel, Clock } from '../platform/clock.ts'
import type { Service } from '../platform/service.ts'

/** The last minutes are told exact to this time. */
export const SLICE_MS = 10_000

export interface MetricSlicesDependencies {
  readonly clock: Clock
  readonly slice: () => void
}

/** Divides what is recorded into slices, so that what is older than the last minutes can be left out. */
export class MetricSlices implements Service {
  readonly #dependencies: MetricSlicesDependencies
  #cancelTimer: Cancel | null = null

  constructor(dependencies: MetricSlicesDependencies) {
    this.#dependencies = dependencies
  }

  async run(): Promise<void> {
    if (this.#cancelTimer === null) this.#wait()
  }

  async stop(): Promise<void> {
    this.#cancelTimer?.()
    this.#cancelTimer = null
  }

  #wait(): void {
    const { clock, slice } = this.#dependencies
    this.#cancelTimer = clock.schedule(SLICE_MS, () => {
      slice()
      this.#wait()
    })
  }
}
