import type { EntityRef } from '#shared/domain/ids.ts'
import type { LookupResult, OperationResult, WireOperation } from '#shared/protocol/operations.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { Breaker } from '../resilience/breaker.ts'
import { BreakerOpenError, CallTimeoutError } from '../resilience/call-errors.ts'
import {
  type DeliveryBlock,
  type DeliveryCapabilities,
  DeliveryError,
  type DeliveryServer,
  type ReadEntity,
} from './server-port.ts'

/**
 * The same server behind a breaker. Every request goes through it, so one that fails again and again is left alone for
 * a while: then `block` says `breaker-open`. Delivery repeats durably by itself, so nothing is retried here.
 */
export function guardServer(server: DeliveryServer, breaker: Breaker, clock: Clock): DeliveryServer {
  return new GuardedServer(server, breaker, clock)
}

class GuardedServer implements DeliveryServer {
  readonly #server: DeliveryServer
  readonly #breaker: Breaker
  readonly #clock: Clock

  constructor(server: DeliveryServer, breaker: Breaker, clock: Clock) {
    this.#server = server
    this.#breaker = breaker
    this.#clock = clock
  }

  block(): DeliveryBlock | null {
    return this.#server.block() ?? (this.#breaker.refusal() === null ? null : 'breaker-open')
  }

  /** Also told when the breaker changes, and when the time for a try has come. */
  onBlockChanged(listener: () => void): Cancel {
    let last = this.block()
    let wasBlocked = this.#server.block() !== null
    let cancelTimer: Cancel = () => undefined
    const look = (): void => {
      cancelTimer()
      const block = this.block()
      const dueInMs = block === 'breaker-open' ? (this.#breaker.refusal()?.nextProbeInMs ?? null) : null
      // A timer may fire a moment early by this clock: then this looks once more.
      if (dueInMs !== null) cancelTimer = this.#clock.schedule(Math.max(1, dueInMs), look)
      if (block === last) return
      last = block
      listener()
    }
    const connectionChanged = (): void => {
      const isBlocked = this.#server.block() !== null
      // A new connection is a reason to try at once: the rest was meant for a server that did not answer.
      if (wasBlocked && !isBlocked) this.#breaker.probeNow()
      wasBlocked = isBlocked
      look()
    }
    const cancels = [this.#server.onBlockChanged(connectionChanged), this.#breaker.onChanged(look)]
    look()
    return () => {
      cancelTimer()
      for (const cancel of cancels) cancel()
    }
  }

  limits(): ReturnType<DeliveryServer['limits']> {
    return this.#server.limits()
  }

  capabilities(): DeliveryCapabilities {
    return this.#server.capabilities()
  }

  apply(operations: readonly WireOperation[]): Promise<readonly OperationResult[]> {
    return this.#through(() => this.#server.apply(operations))
  }

  lookup(keys: readonly string[]): Promise<readonly LookupResult[]> {
    return this.#through(() => this.#server.lookup(keys))
  }

  read(refs: readonly EntityRef[]): Promise<readonly ReadEntity[]> {
    return this.#through(() => this.#server.read(refs))
  }

  #through<T>(request: () => Promise<T>): Promise<T> {
    return this.#breaker.call(request).catch(asDeliveryError)
  }
}

function asDeliveryError(error: unknown): never {
  if (error instanceof BreakerOpenError || error instanceof CallTimeoutError) {
    throw new DeliveryError(error.outcome, error.code, error.message, error.retryAfterMs)
  }
  throw error
}
