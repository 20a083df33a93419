import type { Clock } from '../platform/clock.ts'
import { sleep } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import type { Random } from '../platform/random.ts'
import { announcedDelay, type BackoffStrategy, backoffDelay, DEFAULT_BACKOFF, equalJitter } from './backoff.ts'
import { CallCancelledError } from './call-errors.ts'
import { callWithin } from './call-within.ts'
import { classify, isRetryable } from './classify.ts'

/*
 * cockatiel's retry and timeout are not used: both wait with the global setTimeout, the retry even where its backoff is
 * zero, and neither takes another clock. Under a simulated clock they would never come back, and after a suspend they
 * would follow the timers of the runtime instead of the clock that everything else here follows.
 */

export interface RetryOptions {
  readonly strategy: BackoffStrategy
  /** The first one included. */
  readonly maxAttempts: number
  readonly hasJitter: boolean
  /** For each attempt; null: no limit. */
  readonly attemptTimeoutMs: number | null
  readonly isRetryable: (error: unknown) => boolean
}

export const DEFAULT_RETRY: RetryOptions = {
  strategy: DEFAULT_BACKOFF,
  maxAttempts: 3,
  hasJitter: true,
  attemptTimeoutMs: null,
  isRetryable,
}

/** `attempts`: those that were begun. */
export type RetryResult<T> =
  | { readonly ok: true; readonly value: T; readonly attempts: number }
  | { readonly ok: false; readonly error: unknown; readonly attempts: number }

export interface RetryEvent {
  readonly error: unknown
  /** Those that were begun so far. */
  readonly attempts: number
}

export interface RetryHooks {
  readonly onRetry?: (event: RetryEvent & { readonly delayMs: number }) => void
  readonly onGiveUp?: (event: RetryEvent) => void
}

export interface RetryDependencies {
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
}

/** The call as a person or a program wants it made. */
export interface RetryCall<T> {
  /** `attempt` counts from 1. The signal aborts when the attempt's time is up or the call is cancelled. */
  readonly task: (signal: AbortSignal, attempt: number) => Promise<T>
  readonly options?: Partial<RetryOptions> | undefined
  readonly hooks?: RetryHooks | undefined
  /** Aborting it ends the call, also while it waits. */
  readonly signal?: AbortSignal | undefined
  /** What each attempt goes through, such as a breaker; it sees the attempt's own timeout. */
  readonly through?: ((attempt: () => Promise<T>) => Promise<T>) | undefined
}

/** A server that wants to be left alone for longer is not waited for: the caller learns when it will be back. */
const MAX_ANNOUNCED_WAIT_MS = 60_000

/** Calls until it works, until it makes no sense to go on, or until the attempts are used up. Never throws. */
export async function retry<T>(dependencies: RetryDependencies, call: RetryCall<T>): Promise<RetryResult<T>> {
  const { clock, random } = dependencies
  const { task, signal, hooks = {}, through = (attempt) => attempt() } = call
  const options = { ...DEFAULT_RETRY, ...call.options }
  let attempts = 0
  const begin = (ownSignal: AbortSignal): Promise<T> => {
    attempts++
    return task(ownSignal, attempts)
  }
  for (let round = 1; ; round++) {
    try {
      const limits = { timeoutMs: options.attemptTimeoutMs, signal }
      const value = await through(() => callWithin(clock, limits, begin))
      return { ok: true, value, attempts }
    } catch (error) {
      const delayMs = round < options.maxAttempts ? delayAfter(error, round, options, random) : null
      if (delayMs !== null) {
        tell(dependencies.logger, () => hooks.onRetry?.({ error, attempts, delayMs }))
        await sleep(clock, delayMs, signal)
      }
      if (delayMs === null || signal?.aborted) {
        const last = signal?.aborted ? new CallCancelledError() : error
        tell(dependencies.logger, () => hooks.onGiveUp?.({ error: last, attempts }))
        return { ok: false, error: last, attempts }
      }
    }
  }
}

/** Milliseconds to wait after failed round number `round`; null: no other one. */
function delayAfter(error: unknown, round: number, options: RetryOptions, random: Random): number | null {
  if (!options.isRetryable(error)) return null
  const base = backoffDelay(options.strategy, round)
  if (base === null) return null
  const own = options.hasJitter ? equalJitter(base, random) : base
  const { retryAfterMs } = classify(error)
  if (retryAfterMs === null) return own
  return retryAfterMs > MAX_ANNOUNCED_WAIT_MS ? null : Math.max(own, announcedDelay(retryAfterMs, random))
}

function tell(logger: Logger, hook: () => void): void {
  try {
    hook()
  } catch (error) {
    logger.error('a listener of a retried call failed', { error })
  }
}
