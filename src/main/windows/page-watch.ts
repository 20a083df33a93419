import type { Cancel, Clock } from '../platform/clock.ts'

const CHECK_INTERVAL_MS = 5_000
/** One missed answer may be a long computation or a PC that just woke up; two in a row are a page that hangs. */
const MISSES_ALLOWED = 1

export interface PageWatchDependencies {
  readonly clock: Clock
  /** Settles when the page has run a script. */
  readonly ask: () => Promise<unknown>
  /** False while no answer can be expected: the page is loading, has crashed or stands at a breakpoint. */
  readonly isExpected: () => boolean
  readonly onHung: () => void
}

/**
 * Asks the page every five seconds whether it is still there. The browser itself notices a hang only when somebody types
 * or clicks, and nobody does that in front of a wall display.
 */
export function watchPage({ clock, ask, isExpected, onHung }: PageWatchDependencies): Cancel {
  let misses = 0
  let isAnswered = true
  let cancelTimer: Cancel = () => undefined

  const check = (): void => {
    misses = isAnswered || !isExpected() ? 0 : misses + 1
    if (misses > MISSES_ALLOWED) {
      misses = 0
      isAnswered = true
      onHung()
    } else question()
    cancelTimer = clock.schedule(CHECK_INTERVAL_MS, check)
  }
  const question = (): void => {
    isAnswered = !isExpected()
    if (isAnswered) return
    // A late answer to an earlier question proves as well that the page is there; so does a failing script.
    const answered = (): void => {
      isAnswered = true
    }
    ask().then(answered, answered)
  }
  cancelTimer = clock.schedule(CHECK_INTERVAL_MS, check)
  return () => cancelTimer()
}
