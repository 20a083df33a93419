import type { ConnectionState, ConnectionStatus } from '#shared/domain/connection.ts'
import type { Settings } from '#shared/domain/settings.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { LifecycleSettings } from '../connection/lifecycle-settings.ts'
import type { BreakersPort } from '../ipc/services.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import type { Random } from '../platform/random.ts'
import type { AttemptReport } from '../resilience/breaker.ts'
import { BreakerRegistry } from '../resilience/breaker-registry.ts'
import { classify } from '../resilience/classify.ts'
import { CallPolicy, type CallReport, type CallResult, retryOptionsOf } from '../resilience/policy.ts'

export interface SiteResilienceOptions {
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly settings: () => Settings
  readonly connection: Pick<LifecycleSettings, 'serverUrl' | 'isDemo'>
  /** Told of every attempt that reaches the server or fails to, with its duration. */
  readonly onAttempt?: ((report: AttemptReport) => void) | undefined
  /** Told of every request with all its attempts, when nothing more is tried. */
  readonly onCall?: ((report: CallReport) => void) | undefined
}

/** What is asked of a site's server; each has a breaker of its own, so that one does not stop the other. */
export type Errand = 'operations' | 'requests' | 'uploads'

/** The breakers and the call policy of one site. */
export class SiteResilience {
  readonly breakers: BreakerRegistry
  readonly calls: CallPolicy
  readonly #place: string
  readonly #ending = new AbortController()

  constructor({ clock, random, logger, settings, connection, onAttempt, onCall }: SiteResilienceOptions) {
    this.#place = connection.isDemo ? 'Demo site' : (connection.serverUrl ?? 'No server')
    this.breakers = new BreakerRegistry({
      clock,
      logger,
      limits: {
        failureThreshold: () => settings().breakerFailureThreshold,
        successThreshold: () => settings().breakerSuccessThreshold,
        timeoutMs: () => settings().breakerTimeoutMs,
      },
      onAttempt,
    })
    const retry = () => retryOptionsOf(settings())
    this.calls = new CallPolicy({ clock, random, logger, retry, onCall, breakers: this.breakers })
  }

  /**
   * A request of a window that only reads. Repeated where the server could not do it for the moment; not where the
   * caller's own time is up, and not without a connection, for which nobody is kept waiting. Never throws.
   */
  request<T>(task: () => Promise<T>): Promise<CallResult<T>> {
    return this.calls.execute(this.nameOf('requests'), {
      task,
      signal: this.#ending.signal,
      // The connection keeps the time.
      options: { attemptTimeoutMs: null, isRetryable: isWorthRepeating },
    })
  }

  /**
   * A connection that is well again, new or slow no longer, is a reason to try at once: an outage of the network must not
   * cost the rest of a pause after it is over. A breaker that a person holds open stays so.
   */
  follow(connection: { onStatus(listener: (status: Pick<ConnectionStatus, 'state'>) => void): Cancel }): Cancel {
    let last: ConnectionState | null = null
    return connection.onStatus(({ state }) => {
      const isWellAgain = state === 'online' && last !== 'online'
      last = state
      if (isWellAgain) this.breakers.probeNow()
    })
  }

  /** Ends every wait between attempts. */
  stop(): void {
    this.#ending.abort()
    this.breakers.clear()
  }

  /** The name of the breaker: the same at every start, so that an operator knows it again. */
  nameOf(errand: Errand): string {
    return `${this.#place} · ${errand}`
  }
}

function isWorthRepeating(error: unknown): boolean {
  const failure = classify(error)
  return failure.reaction === 'retry' && failure.class !== 'timeout' && failure.code !== 'not-connected'
}

/** The windows' view of the breakers of whichever site is open now. */
export function breakersPort(breakers: () => BreakerRegistry): BreakersPort {
  const known = (isKnown: boolean): void => {
    if (!isKnown) throw new OutpostError('not-found', 'There is no such destination at the site that is open.')
  }
  return {
    list: () => breakers().list(),
    force: (name, mode) => known(breakers().force(name, mode)),
    reset: (name) => known(breakers().reset(name)),
  }
}
