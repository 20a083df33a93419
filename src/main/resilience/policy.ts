import type { RetryStrategy } from '#shared/domain/resilience.ts'
import type { BackoffStrategy, RetryPace } from './backoff.ts'
import type { Breaker } from './breaker.ts'
import type { BreakerRegistry } from './breaker-registry.ts'
import { classify, type Failure } from './classify.ts'
import { type RetryCall, type RetryDependencies, type RetryOptions, retry } from './retry.ts'

/** One call as telemetry sees it, retries included. */
export interface CallReport {
  readonly name: string
  readonly attempts: number
  readonly durationMs: number
  /** Null: it worked. */
  readonly failure: Failure | null
}

/** `failure.advice` is for the operator, `error` for the program. */
export type CallResult<T> =
  | { readonly ok: true; readonly value: T; readonly attempts: number }
  | { readonly ok: false; readonly error: unknown; readonly failure: Failure; readonly attempts: number }

export interface CallPolicyOptions extends RetryDependencies {
  readonly breakers: BreakerRegistry
  /** Asked for at every call, so that changed settings count at once. */
  readonly retry: () => Partial<RetryOptions>
  readonly onCall?: ((report: CallReport) => void) | undefined
}

/** The part of the settings that retries are made of. */
export interface RetrySettings {
  readonly retryMaxAttempts: number
  readonly retryStrategy: RetryStrategy
  readonly retryInitialDelayMs: number
  readonly retryMaxDelayMs: number
  readonly retryMultiplier: number
  readonly retryJitter: boolean
  readonly requestTimeoutMs: number
}

/**
 * What every call to a destination goes through, in this order: its breaker, the attempt with its time limit, retries
 * (each through the breaker again, so that the breaker may open in between and end them), telemetry, and an answer that
 * says in words what went wrong.
 */
export class CallPolicy {
  readonly #options: CallPolicyOptions

  constructor(options: CallPolicyOptions) {
    this.#options = options
  }

  /** Makes a call that may be repeated without harm. Never throws. */
  async execute<T>(name: string, call: Omit<RetryCall<T>, 'through'>): Promise<CallResult<T>> {
    const { breakers, clock } = this.#options
    const breaker = breakers.get(name)
    const startedAt = clock.monotonic()
    const result = await retry(this.#options, {
      ...call,
      options: { ...this.#options.retry(), ...call.options },
      through: (attempt) => breaker.call(attempt),
    })
    const { attempts } = result
    const durationMs = clock.monotonic() - startedAt
    if (result.ok) {
      this.#report({ name, attempts, durationMs, failure: null })
      return result
    }
    const failure = classify(result.error)
    this.#report({ name, attempts, durationMs, failure })
    return { ...result, failure }
  }

  /**
   * For a caller that repeats durably by itself, as delivery does: breaker, statistics and timing around one attempt,
   * and nothing else.
   */
  guard(name: string): Breaker {
    return this.#options.breakers.get(name)
  }

  #report(report: CallReport): void {
    try {
      this.#options.onCall?.(report)
    } catch (error) {
      this.#options.logger.error('a listener of calls failed', { error })
    }
  }
}

export function retryOptionsOf(settings: RetrySettings): Partial<RetryOptions> {
  return {
    ...retryPaceOf(settings),
    maxAttempts: settings.retryMaxAttempts,
    attemptTimeoutMs: settings.requestTimeoutMs,
  }
}

/** The waits between tries, as set by the operator or the administrator. */
export function retryPaceOf(settings: Omit<RetrySettings, 'retryMaxAttempts' | 'requestTimeoutMs'>): RetryPace {
  return { strategy: strategyOf(settings), hasJitter: settings.retryJitter }
}

function strategyOf({
  retryStrategy: kind,
  retryInitialDelayMs: initialDelayMs,
  retryMaxDelayMs: maxDelayMs,
  retryMultiplier: multiplier,
}: Pick<
  RetrySettings,
  'retryStrategy' | 'retryInitialDelayMs' | 'retryMaxDelayMs' | 'retryMultiplier'
>): BackoffStrategy {
  switch (kind) {
    case 'exponential':
      return { kind, initialDelayMs, maxDelayMs, multiplier }
    case 'linear':
      return { kind, initialDelayMs, maxDelayMs }
    default:
      return { kind }
  }
}
