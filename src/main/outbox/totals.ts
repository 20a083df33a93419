import { isSettled, type OperationState, type SettledState } from '#shared/domain/operation.ts'
import type { Counters } from '../database/store.ts'

const NOTHING: Counters = { created: 0, applied: 0, unconfirmed: 0, cancelled: 0, expired: 0, merged: 0 }

/** All operations that were ever made in this store, and how those that are over ended. */
export class Totals {
  #counters = NOTHING

  get counters(): Counters {
    return this.#counters
  }

  /** How many are not over. */
  get waiting(): number {
    const { created, ...ended } = this.#counters
    return Object.values(ended).reduce((rest, count) => rest - count, created)
  }

  restore(counters: Counters): void {
    this.#counters = counters
  }

  countMade(): void {
    this.#counters = { ...this.#counters, created: this.#counters.created + 1 }
  }

  /** Counts an end; anything else is not over. */
  countEnd(state: OperationState): void {
    if (!isSettled(state)) return
    const outcome = state as SettledState
    this.#counters = { ...this.#counters, [outcome]: this.#counters[outcome] + 1 }
  }
}
