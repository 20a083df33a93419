import { type CircuitBreakerPolicy, CircuitState, circuitBreaker, handleWhenResult, type IBackoff } from 'cockatiel'
import type { Clock } from '../platform/clock.ts'
import type { Failure } from './classify.ts'
import { RollingWindow } from './rolling-window.ts'

/** How a call ended, as a value: cockatiel then needs no exceptions on the way of every call. */
export type Settled<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: unknown; readonly failure: Failure }

/** Thrown inside cockatiel to hand out a result that it shall not count. */
class Uncounted extends Error {
  readonly settled: Settled<unknown>

  constructor(settled: Settled<unknown>) {
    super('not counted')
    this.settled = settled
  }
}

export interface CircuitOptions {
  readonly clock: Clock
  readonly failureThreshold: () => number
  /** Tries in a row that must work before an open circuit closes. */
  readonly successThreshold: number
  readonly startsOpen: boolean
  /** Whether an open circuit may let a call try. */
  readonly isProbeDue: () => boolean
  /** The circuit opened by itself. `retryAfterMs`: what the server said with the last failure. */
  readonly onOpened: (retryAfterMs: number | null) => void
  readonly onStateChanged: () => void
}

/**
 * cockatiel's circuit breaker on our clock. It asks the wall clock how long it has been open, so the wait it compares
 * that with is infinite until our monotonic clock says that the time has come, and less than nothing from then on: the
 * wall clock may say what it likes.
 */
export class Circuit {
  readonly #window: RollingWindow
  readonly #policy: CircuitBreakerPolicy

  constructor(options: CircuitOptions) {
    this.#window = new RollingWindow(options.clock, options.failureThreshold)
    const wait: IBackoff<unknown> = {
      get duration() {
        return options.isProbeDue() ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
      },
      next: () => wait,
    }
    const open = { ownState: { value: CircuitState.Open, openedAt: 0, attemptNo: 1 }, breakerState: null }
    this.#policy = circuitBreaker(handleWhenResult(isFailure), {
      breaker: this.#window,
      halfOpenAfter: wait,
      // No try may fail; more than one at a time never arrives here.
      halfOpenSampling: { calls: options.successThreshold, threshold: 0 },
      ...(options.startsOpen ? { initialState: open } : {}),
    })
    this.#policy.onBreak((reason) => {
      options.onOpened('value' in reason ? retryAfterOf(reason.value as Settled<unknown>) : null)
    })
    this.#policy.onStateChange(() => options.onStateChanged())
  }

  get state(): 'closed' | 'open' | 'half-open' {
    switch (this.#policy.state) {
      case CircuitState.Closed:
        return 'closed'
      case CircuitState.HalfOpen:
        return 'half-open'
      default:
        return 'open'
    }
  }

  get recentFailures(): number {
    return this.#window.counts().failures
  }

  /**
   * Call only while it is closed, half-open without a call on its way, or due. `attempt` starts at once; what
   * `isCounted` denies counts neither for nor against the circuit.
   */
  async run<T>(attempt: () => Promise<Settled<T>>, isCounted: (settled: Settled<T>) => boolean): Promise<Settled<T>> {
    try {
      return await this.#policy.execute(async () => {
        const settled = await attempt()
        if (!isCounted(settled)) throw new Uncounted(settled)
        return settled
      })
    } catch (error) {
      if (error instanceof Uncounted) return error.settled as Settled<T>
      throw error
    }
  }
}

function isFailure(result: unknown): boolean {
  const settled = result as Settled<unknown>
  return !settled.ok && settled.failure.evidence === 'failure'
}

function retryAfterOf(settled: Settled<unknown>): number | null {
  return settled.ok ? null : settled.failure.retryAfterMs
}
