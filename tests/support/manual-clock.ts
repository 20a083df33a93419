import type { Cancel, Clock } from '../../src/main/platform/clock.ts'

interface Task {
  readonly at: number
  readonly order: number
  readonly run: () => void
}

/**
 * A clock that moves only when a test says so. Due tasks run in the order of their times, and everything they resolve
 * runs before the next one, so a test reads like a timeline.
 */
export class ManualClock implements Clock {
  #monotonic = 0
  #wallOffset: number
  #order = 0
  readonly #tasks = new Set<Task>()

  constructor(startsAt = 1_700_000_000_000) {
    this.#wallOffset = startsAt
  }

  now(): number {
    return this.#wallOffset + this.#monotonic
  }

  monotonic(): number {
    return this.#monotonic
  }

  schedule(delayMs: number, run: () => void): Cancel {
    const task = { at: this.#monotonic + Math.max(0, delayMs), order: this.#order++, run }
    this.#tasks.add(task)
    return () => {
      this.#tasks.delete(task)
    }
  }

  /** Timers that are waiting: a test for leaks compares it before and after. */
  get pending(): number {
    return this.#tasks.size
  }

  /** When the next task is due, counted from now; null: none. */
  get nextIn(): number | null {
    const next = this.#next()
    return next === null ? null : next.at - this.#monotonic
  }

  /** Moves time forward, running what is due at the moment it is due. */
  async advance(ms: number): Promise<void> {
    const end = this.#monotonic + ms
    await settle()
    for (let next = this.#next(); next !== null && next.at <= end; next = this.#next()) {
      this.#tasks.delete(next)
      this.#monotonic = Math.max(this.#monotonic, next.at)
      next.run()
      await settle()
    }
    this.#monotonic = end
  }

  /** Sets the wall clock ahead (or back) without any time passing, as a person or a time server does. */
  jumpWall(ms: number): void {
    this.#wallOffset += ms
  }

  /** The PC sleeps: time passes on the wall (and, where the system counts it, on the monotonic clock), no task runs. */
  sleep(ms: number, isCountedAsMonotonic = false): void {
    if (isCountedAsMonotonic) this.#monotonic += ms
    else this.#wallOffset += ms
  }

  #next(): Task | null {
    let found: Task | null = null
    for (const task of this.#tasks) {
      if (found === null || task.at < found.at || (task.at === found.at && task.order < found.order)) found = task
    }
    return found
  }
}

/** Lets every promise that is already decided run its course. */
export async function settle(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve))
}
