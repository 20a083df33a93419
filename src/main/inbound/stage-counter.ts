import type { DropCause, StageName, StageStatistics } from '#shared/domain/pipeline.ts'

/** Counts what one stage does. Fields instead of methods where it is counted for every event. */
export class StageCounter {
  readonly name: StageName
  received = 0
  passed = 0
  merged = 0
  overflows = 0
  readonly #dropped = new Map<DropCause, number>()

  constructor(name: StageName) {
    this.name = name
  }

  /** Counts `count` messages as not passed on; returns how many of this cause there are by now. */
  drop(cause: DropCause, count = 1): number {
    const dropped = this.dropped(cause) + count
    this.#dropped.set(cause, dropped)
    return dropped
  }

  dropped(cause: DropCause): number {
    return this.#dropped.get(cause) ?? 0
  }

  statistics(waiting = 0, capacity: number | null = null): StageStatistics {
    const { name, received, passed, merged, overflows } = this
    return { name, received, passed, merged, dropped: Object.fromEntries(this.#dropped), waiting, capacity, overflows }
  }
}
