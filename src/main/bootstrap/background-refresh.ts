import type { Cancel, Clock } from '../platform/clock.ts'

/** So often it is looked whether the time has come: the setting may change meanwhile. */
const LOOK_INTERVAL_MS = 5_000

/** Asks for the feed to be read again now and then, so that a copy is right even where the feed should have failed to tell. */
export class BackgroundRefresh {
  readonly #clock: Clock
  readonly #intervalMs: () => number | null
  readonly #refresh: () => void
  /** Monotonic. */
  #lastAt: number
  #cancel: Cancel | null = null

  /** @param dependencies.intervalMs null: never. */
  constructor(dependencies: { clock: Clock; intervalMs: () => number | null; refresh: () => void }) {
    this.#clock = dependencies.clock
    this.#intervalMs = dependencies.intervalMs
    this.#refresh = dependencies.refresh
    this.#lastAt = dependencies.clock.monotonic()
  }

  run(): void {
    this.#cancel = this.#clock.schedule(LOOK_INTERVAL_MS, () => {
      this.#look()
      this.run()
    })
  }

  stop(): void {
    this.#cancel?.()
  }

  #look(): void {
    const intervalMs = this.#intervalMs()
    if (intervalMs === null || this.#clock.monotonic() - this.#lastAt < intervalMs) return
    this.#lastAt = this.#clock.monotonic()
    this.#refresh()
  }
}
