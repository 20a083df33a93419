import type { Cancel } from '../../../src/main/platform/clock.ts'

interface Task {
  readonly at: number
  readonly order: number
  run: (() => void) | null
}

/**
 * True time, which no simulated PC can see, and everything that will happen in it. Tasks run in the order of their times;
 * whatever a task sets going in promises runs to its end before the next one.
 */
export class Timeline {
  /** Milliseconds since the world began. */
  #now = 0
  #order = 0
  /** A binary heap, the earliest task first. */
  readonly #heap: Task[] = []

  get now(): number {
    return this.#now
  }

  /** Runs `run` once at the true time `at`, or now when that is past. */
  schedule(at: number, run: () => void): Cancel {
    const task: Task = { at: Math.max(at, this.#now), order: this.#order++, run }
    this.#push(task)
    return () => {
      task.run = null
    }
  }

  after(delayMs: number, run: () => void): Cancel {
    return this.schedule(this.#now + delayMs, run)
  }

  /** Lets time pass up to `end`. `isOver`: asked after every task; true stops there. */
  async runUntil(end: number, isOver: () => boolean = () => false): Promise<void> {
    await settle()
    for (let next = this.#heap[0]; next !== undefined && next.at <= end; next = this.#heap[0]) {
      this.#pop()
      if (next.run === null) continue
      this.#now = next.at
      next.run()
      await settle()
      if (isOver()) return
    }
    this.#now = Math.max(this.#now, end)
  }

  #push(task: Task): void {
    const heap = this.#heap
    let index = heap.push(task) - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      const above = heap[parent]
      if (above === undefined || isBefore(above, task)) break
      heap[index] = above
      index = parent
    }
    heap[index] = task
  }

  #pop(): void {
    const heap = this.#heap
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return
    let index = 0
    for (;;) {
      const left = 2 * index + 1
      const right = left + 1
      let child = heap[left]
      let at = left
      const other = heap[right]
      if (child !== undefined && other !== undefined && isBefore(other, child)) {
        child = other
        at = right
      }
      if (child === undefined || isBefore(last, child)) break
      heap[index] = child
      index = at
    }
    heap[index] = last
  }
}

function isBefore(a: Task, b: Task): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order)
}

/**
 * Lets every promise that is already decided run its course. A tick of the process runs only when no promise has anything
 * left to do, and costs a small part of what a turn of the event loop does.
 */
export function settle(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve))
}
