import type { BreakerMode, BreakerState, BreakerStatus } from '#shared/domain/resilience.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import { Emitter } from '../platform/emitter.ts'
import type { Logger } from '../platform/logger.ts'
import { BreakerOpenError, type BreakerRefusal } from './call-errors.ts'
import { callWithin } from './call-within.ts'
import { Circuit, type Settled } from './circuit.ts'
import { classify, type Evidence } from './classify.ts'

/** Asked for at every use, so that changed settings count at once. */
export interface BreakerLimits {
  /** Failures within the rolling window that open it. */
  readonly failureThreshold: () => number
  /** Tries in a row that must work before it closes. A change counts from the next opening. */
  readonly successThreshold: () => number
  /** How long it stays open, unless the server names a time of its own. */
  readonly timeoutMs: () => number
}

/** One attempt as telemetry sees it. */
export interface AttemptReport {
  readonly name: string
  readonly evidence: Evidence
  readonly durationMs: number
}

/** `to` may be the state it was in: a reset, or a try that is over, changes who may call without changing the state. */
export interface BreakerChange {
  readonly name: string
  readonly from: BreakerState
  readonly to: BreakerState
}

export interface BreakerDependencies {
  readonly name: string
  readonly clock: Clock
  readonly limits: BreakerLimits
  readonly logger: Logger
  readonly onAttempt?: ((report: AttemptReport) => void) | undefined
}

/** A server may ask for a longer or a shorter rest than the timeout, within these bounds. */
const MIN_OPEN_MS = 1_000
const MAX_OPEN_MS = 10 * 60_000
/** Longer than the settings allow any request to take: a try without an end must not keep the breaker shut for ever. */
const PROBE_LOST_AFTER_MS = 150_000

/**
 * The circuit breaker of one destination. The states are drawn in `shared/domain/resilience.ts`. While half-open one call
 * at a time is sent; whatever else comes is refused at once and never kept waiting.
 */
export class Breaker {
  readonly name: string
  readonly #dependencies: BreakerDependencies
  readonly #clock: Clock
  readonly #changes: Emitter<BreakerChange>
  readonly #counts = { calls: 0, successes: 0, failures: 0, refused: 0, opened: 0 }
  #circuit: Circuit
  #mode: BreakerMode = 'auto'
  #state: BreakerState = 'closed'
  /** Counts the changes of state: a result counts only in the state in which its call was made. */
  #generation = 0
  /** Wall clock, for people. */
  #since: number
  #openedAt: number | null = null
  /** Monotonic: from then on an open breaker lets a call try. */
  #probeAt = 0
  #isProbing = false
  #lastFailure: BreakerStatus['lastFailure'] = null

  constructor(dependencies: BreakerDependencies) {
    this.name = dependencies.name
    this.#dependencies = dependencies
    this.#clock = dependencies.clock
    this.#changes = new Emitter((error) => dependencies.logger.error('a breaker listener failed', { error }))
    this.#since = this.#clock.now()
    this.#circuit = this.#newCircuit(false)
  }

  /** Told at every change of who may call; not when the time for a try has come, which `refusal` knows. */
  onChanged(listener: (change: BreakerChange) => void): Cancel {
    return this.#changes.subscribe(listener)
  }

  /** Why a call would not be let through now; null: it would be. */
  refusal(): BreakerRefusal | null {
    switch (this.#state) {
      case 'closed':
      case 'forced-closed':
        return null
      case 'forced-open':
        return { reason: 'forced-open', nextProbeInMs: null }
      case 'half-open':
        return this.#isProbing ? { reason: 'probing', nextProbeInMs: null } : null
      case 'open': {
        const nextProbeInMs = this.#probeAt - this.#clock.monotonic()
        return nextProbeInMs > 0 ? { reason: 'open', nextProbeInMs } : null
      }
    }
  }

  /**
   * Makes one attempt. Rejects with a BreakerOpenError when it is not let through, else settles as the task does. Does
   * not repeat anything and sets no limit of time: that is the caller's.
   */
  async call<T>(task: () => Promise<T>): Promise<T> {
    const refusal = this.refusal()
    if (refusal !== null) {
      this.#counts.refused++
      throw new BreakerOpenError(this.name, refusal)
    }
    const settled = await this.#letThrough(task)
    if (settled.ok) return settled.value
    throw settled.error
  }

  /** There is reason to think that the server is back: an open breaker lets the next call try at once. */
  probeNow(): void {
    if (this.#state !== 'open' || this.refusal() === null) return
    this.#probeAt = this.#clock.monotonic()
    this.#tell(this.#state)
  }

  /** Holds it open or closed, or lets it decide by itself again. The statistics stay. */
  force(mode: BreakerMode): void {
    if (mode !== this.#mode) this.#startAnew(mode)
  }

  /** Closed, decides by itself, all failures so far forgotten. The statistics stay. */
  reset(): void {
    this.#startAnew('auto')
  }

  status(): BreakerStatus {
    const waitMs = this.#probeAt - this.#clock.monotonic()
    return {
      name: this.name,
      state: this.#state,
      since: this.#since,
      ...this.#counts,
      recentFailures: this.#state === 'closed' ? this.#circuit.recentFailures : 0,
      openedAt: this.#openedAt,
      nextProbeAt: this.#state === 'open' ? this.#clock.now() + Math.max(0, waitMs) : null,
      lastFailure: this.#lastFailure,
    }
  }

  async #letThrough<T>(task: () => Promise<T>): Promise<Settled<T>> {
    if (this.#mode === 'closed') return this.#attempt(task)
    const isProbe = this.#state !== 'closed'
    // Every phase of tries begins with a circuit of its own: results of earlier calls end in the one they began in.
    if (this.#state === 'open') this.#circuit = this.#newCircuit(true)
    // Before the circuit tells of its new state: whoever listens must not get in as well.
    this.#isProbing = isProbe
    const circuit = this.#circuit
    let generation = this.#generation
    const attempt = (): Promise<Settled<T>> => {
      generation = this.#generation
      return isProbe ? this.#probe(task) : this.#attempt(task)
    }
    if (this.#state === 'half-open') this.#tell(this.#state)
    const settled = circuit.run(attempt, (result) => this.#isCounted(result, circuit, generation))
    return isProbe ? this.#afterProbe(settled, circuit) : settled
  }

  async #attempt<T>(task: () => Promise<T>): Promise<Settled<T>> {
    const startedAt = this.#clock.monotonic()
    this.#counts.calls++
    try {
      const value = await task()
      this.#count('success', startedAt)
      return { ok: true, value }
    } catch (error) {
      const failure = classify(error)
      if (failure.evidence === 'failure') {
        const { code, message, severity } = failure
        this.#lastFailure = { code, message, severity, class: failure.class, at: this.#clock.now() }
      }
      this.#count(failure.evidence, startedAt)
      return { ok: false, error, failure }
    }
  }

  #probe<T>(task: () => Promise<T>): Promise<Settled<T>> {
    return this.#attempt(() => callWithin(this.#clock, { timeoutMs: PROBE_LOST_AFTER_MS }, task))
  }

  /** The next call may try when the verdict on this one is known, not earlier. */
  async #afterProbe<T>(probe: Promise<Settled<T>>, circuit: Circuit): Promise<Settled<T>> {
    try {
      return await probe
    } finally {
      if (circuit === this.#circuit) {
        this.#isProbing = false
        if (this.#state === 'half-open') this.#tell(this.#state)
      }
    }
  }

  #isCounted(settled: Settled<unknown>, circuit: Circuit, generation: number): boolean {
    if (circuit !== this.#circuit || generation !== this.#generation) return false
    if (settled.ok || settled.failure.evidence !== 'neutral') return true
    // A try that proved nothing gives its place back: open, and due.
    if (this.#state === 'half-open') {
      this.#isProbing = false
      this.#circuit = this.#newCircuit(true)
      this.#follow()
    }
    return false
  }

  #count(evidence: Evidence, startedAt: number): void {
    if (evidence === 'success') this.#counts.successes++
    else if (evidence === 'failure') this.#counts.failures++
    const { onAttempt, logger } = this.#dependencies
    try {
      onAttempt?.({ name: this.name, evidence, durationMs: this.#clock.monotonic() - startedAt })
    } catch (error) {
      // Telemetry that fails must not turn what was done into what was not.
      logger.error('a listener of attempts failed', { error })
    }
  }

  #startAnew(mode: BreakerMode): void {
    this.#mode = mode
    this.#isProbing = false
    this.#circuit = this.#newCircuit(false)
    const from = this.#state
    this.#follow()
    if (from === this.#state) this.#tell(from)
  }

  #newCircuit(startsOpen: boolean): Circuit {
    const { limits, clock } = this.#dependencies
    // A call of an earlier circuit may still end: that one no longer speaks for this breaker.
    const isOurs = (): boolean => circuit === this.#circuit
    const circuit: Circuit = new Circuit({
      clock,
      startsOpen,
      failureThreshold: limits.failureThreshold,
      successThreshold: limits.successThreshold(),
      isProbeDue: () => this.#clock.monotonic() >= this.#probeAt,
      onOpened: (retryAfterMs) => {
        if (isOurs()) this.#opened(retryAfterMs)
      },
      onStateChanged: () => {
        if (isOurs()) this.#follow()
      },
    })
    return circuit
  }

  #opened(retryAfterMs: number | null): void {
    const askedMs = Math.min(MAX_OPEN_MS, Math.max(MIN_OPEN_MS, retryAfterMs ?? 0))
    this.#probeAt = this.#clock.monotonic() + (retryAfterMs === null ? this.#dependencies.limits.timeoutMs() : askedMs)
    this.#counts.opened++
    this.#openedAt = this.#clock.now()
  }

  /** Takes over the state of the circuit or of the person. */
  #follow(): void {
    const from = this.#state
    const to = this.#mode === 'auto' ? this.#circuit.state : (`forced-${this.#mode}` as const)
    if (to === from) return
    this.#state = to
    this.#generation++
    this.#since = this.#clock.now()
    if (to === 'forced-open') this.#openedAt = this.#since
    if (to === 'closed' || to === 'forced-closed') this.#openedAt = null
    this.#tell(from)
  }

  #tell(from: BreakerState): void {
    this.#changes.emit({ name: this.name, from, to: this.#state })
  }
}
