import type { AlarmStore } from '../database/alarm-store.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import { startOfDay } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'

const FIRST_LOOK_MS = 60_000
const LOOK_INTERVAL_MS = 3_600_000
/** Between two small parts: whoever works meanwhile notices nothing. */
const PART_INTERVAL_MS = 250

export interface KeptDays {
  readonly events: number
  readonly figures: number
}

/** Deletes what the record of alarms is to keep no longer, a small part at a time. */
export class AlarmRetention {
  readonly #store: AlarmStore
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #keptDays: () => KeptDays
  readonly #serverNow: () => number | null
  #cancel: Cancel | null = null
  #isStopped = false

  /** @param dependencies.serverNow null: not known; then nothing is deleted, since the clock of this PC may be set to any year. */
  constructor(dependencies: {
    store: AlarmStore
    clock: Clock
    logger: Logger
    keptDays: () => KeptDays
    serverNow: () => number | null
  }) {
    this.#store = dependencies.store
    this.#clock = dependencies.clock
    this.#logger = dependencies.logger
    this.#keptDays = dependencies.keptDays
    this.#serverNow = dependencies.serverNow
  }

  run(): void {
    this.#lookIn(FIRST_LOOK_MS)
  }

  stop(): void {
    this.#isStopped = true
    this.#cancel?.()
  }

  #lookIn(delayMs: number): void {
    if (this.#isStopped) return
    this.#cancel = this.#clock.schedule(delayMs, () => {
      void this.#prune().then((isMoreLeft) => this.#lookIn(isMoreLeft ? PART_INTERVAL_MS : LOOK_INTERVAL_MS))
    })
  }

  /** False also when it cannot be done now: it is tried again with the next look. */
  async #prune(): Promise<boolean> {
    const now = this.#serverNow()
    if (now === null) return false
    const { events, figures } = this.#keptDays()
    try {
      return await this.#store.pruneAlarms({
        eventsBefore: startOfDay(now, events),
        daysBefore: startOfDay(now, figures),
      })
    } catch (error) {
      this.#logger.warn('old alarms could not be deleted', { cause: error instanceof Error ? error.message : '' })
      return false
    }
  }
}
