import type { Cancel, Clock } from './clock.ts'
import type { Service } from './service.ts'

/** Does some work again and again, the first time after one interval. Work that throws is done again all the same. */
export function every(clock: Clock, intervalMs: number, work: () => void): Service {
  let cancelTimer: Cancel | null = null
  const wait = (): void => {
    cancelTimer = clock.schedule(intervalMs, () => {
      wait()
      work()
    })
  }
  return {
    async run() {
      if (cancelTimer === null) wait()
    },
    async stop() {
      cancelTimer?.()
      cancelTimer = null
    },
  }
}
