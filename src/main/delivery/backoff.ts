import type { Random } from '../platform/random.ts'
import { backoffDelay, DEFAULT_BACKOFF, equalJitter } from '../resilience/backoff.ts'

/**
 * How long to wait after the server has refused an operation `attempts` times: exponential with equal jitter, so that
 * many consoles do not come back in step.
 */
export function refusalDelay(attempts: number, random: Random): number {
  return Math.round(equalJitter(backoffDelay(DEFAULT_BACKOFF, attempts + 1), random))
}
