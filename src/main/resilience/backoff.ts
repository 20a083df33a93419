import type { Random } from '../platform/random.ts'

/** How long to wait before a try, in milliseconds. */
export type AutomaticBackoff =
  | { readonly kind: 'immediate' }
  | { readonly kind: 'linear'; readonly initialDelayMs: number; readonly maxDelayMs: number }
  | {
      readonly kind: 'exponential'
      readonly initialDelayMs: number
      readonly maxDelayMs: number
      readonly multiplier: number
    }

/** `manual`: no try of its own, a person decides. */
export type BackoffStrategy = AutomaticBackoff | { readonly kind: 'manual' }

export const DEFAULT_BACKOFF = {
  kind: 'exponential',
  initialDelayMs: 1_000,
  maxDelayMs: 30_000,
  multiplier: 2,
} as const satisfies BackoffStrategy

/** How the waits between tries are made. */
export interface RetryPace {
  readonly strategy: BackoffStrategy
  readonly hasJitter: boolean
}

export const DEFAULT_PACE: RetryPace = { strategy: DEFAULT_BACKOFF, hasJitter: true }

/** The wait before retry number `retry` (1, 2, 3 …), without jitter; null: no retry. */
export function backoffDelay(strategy: AutomaticBackoff, retry: number): number
export function backoffDelay(strategy: BackoffStrategy, retry: number): number | null
export function backoffDelay(strategy: BackoffStrategy, retry: number): number | null {
  switch (strategy.kind) {
    case 'manual':
      return null
    case 'immediate':
      return 0
    case 'linear':
      return Math.min(strategy.maxDelayMs, strategy.initialDelayMs * retry)
    case 'exponential':
      // The exponent is bounded so that a very long outage does not end at infinity.
      return Math.min(strategy.maxDelayMs, strategy.initialDelayMs * strategy.multiplier ** Math.min(retry - 1, 60))
  }
}

/**
 * Equal jitter: half of the wait is sure, half is chance. Clients that lost the server together come back spread out,
 * and none hammers. Source: Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
export function equalJitter(delayMs: number, random: Random): number {
  return delayMs / 2 + (random.next() * delayMs) / 2
}

const MAX_ANNOUNCED_MS = 10 * 60_000
const MAX_ANNOUNCED_SPREAD_MS = 5_000

/**
 * The wait when the server said when it will be back: never earlier (but no longer than ten minutes), and up to a fifth
 * later, so that the consoles of a site do not all return in the same moment.
 */
export function announcedDelay(retryAfterMs: number, random: Random): number {
  const bounded = Math.min(retryAfterMs, MAX_ANNOUNCED_MS)
  return bounded + random.next() * Math.min(MAX_ANNOUNCED_SPREAD_MS, bounded / 5)
}
