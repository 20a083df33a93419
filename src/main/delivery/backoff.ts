import type { Random } from '../platform/random.ts'
import { backoffDelay, DEFAULT_PACE, equalJitter, type RetryPace } from '../resilience/backoff.ts'

/**
 * How long to wait after the server has refused an operation `attempts` times before, in milliseconds; null: until a person
 * sends it again. With jitter unless it is switched off, so that many consoles do not come back in step.
 */
export function refusalDelay(attempts: number, pace: RetryPace, random: Random): number | null {
  const delay = backoffDelay(pace.strategy, attempts + 1)
  return delay === null ? null : Math.round(pace.hasJitter ? equalJitter(delay, random) : delay)
}

/**
 * How long a server that cannot now is left alone when it names no time: as set, but never not at all, and never until a
 * person comes, since nothing is wrong with the operation.
 */
export function passingDelay(attempts: number, pace: RetryPace, random: Random): number {
  const { kind } = pace.strategy
  const own = kind === 'manual' || kind === 'immediate' ? DEFAULT_PACE : pace
  return Math.max(MIN_PASSING_MS, refusalDelay(attempts, own, random) ?? 0)
}

const MIN_PASSING_MS = 250
