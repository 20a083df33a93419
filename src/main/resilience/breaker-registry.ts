import type { BreakerMode, BreakerStatus } from '#shared/domain/resilience.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import { Emitter } from '../platform/emitter.ts'
import type { Logger } from '../platform/logger.ts'
import { type AttemptReport, Breaker, type BreakerChange, type BreakerLimits } from './breaker.ts'

export interface BreakerRegistryOptions {
  readonly clock: Clock
  readonly logger: Logger
  readonly limits: BreakerLimits
  /** Told of every attempt, with its duration. */
  readonly onAttempt?: ((report: AttemptReport) => void) | undefined
}

/** One breaker for each destination, made when it is first asked for. */
export class BreakerRegistry {
  readonly #options: BreakerRegistryOptions
  readonly #breakers = new Map<string, Breaker>()
  readonly #changes: Emitter<BreakerChange>

  constructor(options: BreakerRegistryOptions) {
    this.#options = options
    this.#changes = new Emitter((error) => options.logger.error('a breaker listener failed', { error }))
  }

  /** @param name the destination and what is asked of it, such as `https://fleet.example.org/ · operations` */
  get(name: string): Breaker {
    const known = this.#breakers.get(name)
    if (known !== undefined) return known
    const breaker = new Breaker({ name, ...this.#options })
    breaker.onChanged((change) => this.#changed(change))
    this.#breakers.set(name, breaker)
    return breaker
  }

  /** All of them by name, with their statistics. */
  list(): BreakerStatus[] {
    const names = [...this.#breakers.keys()].toSorted()
    return names.map((name) => this.get(name).status())
  }

  /** Told whenever any of them changes who may call. */
  onChanged(listener: (change: BreakerChange) => void): Cancel {
    return this.#changes.subscribe(listener)
  }

  /** @returns false when there is none of this name: a person's word makes no breaker. */
  force(name: string, mode: BreakerMode): boolean {
    const breaker = this.#breakers.get(name)
    breaker?.force(mode)
    return breaker !== undefined
  }

  /** @returns false when there is none of this name. */
  reset(name: string): boolean {
    const breaker = this.#breakers.get(name)
    breaker?.reset()
    return breaker !== undefined
  }

  /** There is reason to think that the destinations are back: each open breaker lets its next call try at once. */
  probeNow(): void {
    for (const breaker of this.#breakers.values()) breaker.probeNow()
  }

  /** Ends all subscriptions. */
  clear(): void {
    this.#changes.clear()
  }

  #changed(change: BreakerChange): void {
    const { name, from, to } = change
    if (from !== to) this.#options.logger.info('a breaker changed', { name, from, to })
    this.#changes.emit(change)
  }
}
