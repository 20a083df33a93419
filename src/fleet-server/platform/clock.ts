/** Ends a timer. Calling it twice does nothing. */
export type Cancel = () => void

/** The only source of time in the server. `now` is for recording, `monotonic` for measuring. Both in milliseconds. */
export interface Clock {
  readonly now: () => number
  readonly monotonic: () => number
  readonly schedule: (delayMs: number, task: () => void) => Cancel
  readonly every: (intervalMs: number, task: () => void) => Cancel
}

/** Longest delay a timer of the runtime can hold; a longer one would fire at once. */
const MAX_TIMER_MS = 2_147_483_647

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  schedule: (delayMs, task) => {
    const timer = setTimeout(task, Math.min(Math.max(0, delayMs), MAX_TIMER_MS))
    return () => clearTimeout(timer)
  },
  every: (intervalMs, task) => {
    const timer = setInterval(task, intervalMs)
    return () => clearInterval(timer)
  },
}

/** Resolves after `delayMs`. */
export function pause(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.schedule(delayMs, resolve)
  })
}

/** For libraries that take a Date. */
export function dateOf(milliseconds: number): Date {
  return new Date(milliseconds)
}
