/** Ends a timer or a subscription. Calling it twice does nothing. */
export type Cancel = () => void

/**
 * The only source of time. `now` is the wall clock, which a person or a time server may set at any moment: it is for
 * showing and recording. `monotonic` only ever grows: everything that measures or waits uses it.
 */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Milliseconds since an arbitrary start. */
  monotonic(): number
  /** Runs `task` once after `delayMs`. A task that throws is a bug and reaches the process's error handler. */
  schedule(delayMs: number, task: () => void): Cancel
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  schedule(delayMs, task) {
    const timer = setTimeout(task, Math.max(0, delayMs))
    return () => clearTimeout(timer)
  },
}

/** For those who must hand over a date. @param at milliseconds since the epoch */
export function dateOf(at: number): Date {
  return new Date(at)
}

/** Minutes since midnight by this PC's clock on the wall. */
export function minuteOfDay(at: number): number {
  const date = new Date(at)
  return date.getHours() * 60 + date.getMinutes()
}

/** When the day that a time lies in began by this PC's clock on the wall, or one so many days earlier. */
export function startOfDay(at: number, daysBack = 0): number {
  const day = new Date(at)
  day.setHours(0, 0, 0, 0)
  day.setDate(day.getDate() - daysBack)
  return day.getTime()
}

/** Resolves after `delayMs`, or at once when `signal` aborts: a sleep never holds up a shutdown. */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const finish = (): void => {
      cancel()
      signal?.removeEventListener('abort', finish)
      resolve()
    }
    const cancel = clock.schedule(delayMs, finish)
    signal?.addEventListener('abort', finish, { once: true })
  })
}

/** Holds the whole thread. Only where nothing else may go on. */
export function pauseThread(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

/** Runs `task` when everything that already waits in this turn of the event loop has been handled. */
export function afterThisTurn(task: () => void): void {
  setImmediate(task)
}

/** Runs `task` as soon as nothing is left to do but to wait: after all promises that are settled by now were followed. */
export function afterMicrotasks(task: () => void): void {
  process.nextTick(task)
}
