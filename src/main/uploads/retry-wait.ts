import type { Clock } from '../platform/clock.ts'
import type { Random } from '../platform/random.ts'
import { backoffDelay, DEFAULT_BACKOFF, equalJitter, type RetryPace } from '../resilience/backoff.ts'
import { classify } from '../resilience/classify.ts'
import type { Job } from './job.ts'

export interface RetryWaitDependencies {
  readonly clock: Clock
  readonly random: Random
  /** Waits between tries, as set. */
  readonly pace: () => RetryPace
}

/** Lets an upload rest after a failed try, longer each time, and at least as long as the server asked for. */
export function waitAWhile(
  job: Job,
  error: unknown,
  { clock, random, pace }: RetryWaitDependencies,
  onOver: () => void,
): void {
  job.failures += 1
  const { strategy } = pace()
  const automatic = strategy.kind === 'manual' || strategy.kind === 'immediate' ? DEFAULT_BACKOFF : strategy
  const own = equalJitter(backoffDelay(automatic, job.failures), random)
  const delayMs = Math.max(own, classify(error).retryAfterMs ?? 0)
  job.endWait()
  const cancel = clock.schedule(delayMs, () => {
    job.wait = null
    onOver()
  })
  job.wait = { until: clock.now() + delayMs, cancel }
}
