import type { EntityRecord } from '#shared/domain/entities.ts'
import type { EntityRef } from '#shared/domain/ids.ts'
import type { LookupResult, OperationResult, WireOperation } from '#shared/protocol/operations.ts'
import type { Cancel } from '../platform/clock.ts'

/** Why nothing can be sent now. */
export type DeliveryBlock = 'offline' | 'needs-auth' | 'resyncing' | 'breaker-open'

/** What happened to a request that was not answered with results. */
export class DeliveryError extends Error {
  /**
   * `unknown`: it may have reached the server (lost connection, timeout). `refused`: the server answered that it took nothing.
   * `not-sent`: it never left this PC.
   */
  readonly outcome: 'unknown' | 'refused' | 'not-sent'
  readonly code: string
  readonly retryAfterMs: number | null

  constructor(outcome: DeliveryError['outcome'], code: string, message: string, retryAfterMs: number | null = null) {
    super(message)
    this.name = 'DeliveryError'
    this.outcome = outcome
    this.code = code
    this.retryAfterMs = retryAfterMs
  }
}

/** What a server promises. Delivery is more careful where a promise is missing. */
export interface DeliveryCapabilities {
  /** Tells by key what became of an operation. Without it delivery reads back before it repeats anything. */
  readonly lookup: boolean
  /** Applies the members of a batch all or not at all. */
  readonly atomicBatch: boolean
  /** Passes on what devices say of their commands. */
  readonly commandReports: boolean
  /** No promise but a warning: it names what is made, so that nothing is found by the name it was given here. */
  readonly assignedIds: boolean
}

/** What the server holds of one entity now; `record` is null when it is gone. */
export interface ReadEntity {
  readonly ref: EntityRef
  readonly record: EntityRecord | null
}

/** The server as delivery sees it. Connection implements it; the simulator has another. */
export interface DeliveryServer {
  /** Null: operations may be sent. */
  block(): DeliveryBlock | null
  onBlockChanged(listener: () => void): Cancel
  limits(): { readonly batchOperations: number; readonly lookupKeys: number; readonly messageBytes: number }
  capabilities(): DeliveryCapabilities
  /** One result per operation, in any order. Rejects with a DeliveryError only. */
  apply(operations: readonly WireOperation[]): Promise<readonly OperationResult[]>
  /** Rejects with a DeliveryError only. */
  lookup(keys: readonly string[]): Promise<readonly LookupResult[]>
  /** What the server holds now, one answer for each. Rejects with a DeliveryError only. */
  read(refs: readonly EntityRef[]): Promise<readonly ReadEntity[]>
}
