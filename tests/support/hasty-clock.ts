import type { Clock } from '../../src/main/platform/clock.ts'

/** Time in which every wait is over in the next turn of the event loop: for what only has to happen in its order. */
export function hastyClock(): Clock {
  let passedMs = 0
  return {
    now: () => passedMs,
    monotonic: () => passedMs,
    schedule(delayMs, run) {
      const turn = setImmediate(() => {
        passedMs += delayMs
        run()
      })
      return () => clearImmediate(turn)
    },
  }
}
