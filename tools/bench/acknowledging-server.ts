import type {
  DeliveryBlock,
  DeliveryCapabilities,
  DeliveryServer,
  ReadEntity,
} from '../../src/main/delivery/server-port.ts'
import type { LookupResult, OperationResult, WireOperation } from '../../src/shared/protocol/operations.ts'
import { MAX_BATCH_OPERATIONS, MAX_LOOKUP_KEYS, MAX_MESSAGE_BYTES } from '../../src/shared/protocol/version.ts'

/** Answers everything with "applied", and watches the order in which operations of each entity arrive. */
export class AcknowledgingServer implements DeliveryServer {
  readonly #roundTripMs: number
  readonly #lastOfEntity = new Map<string, number>()
  readonly #listeners = new Set<() => void>()
  #block: DeliveryBlock | null = 'offline'
  #sequence = 1_000_000
  #inFlight = 0
  applied = 0
  batches = 0
  /** Operations that came after a later one of the same entity, or a second time. */
  inversions = 0
  mostInFlight = 0
  largestBatch = 0

  /** @param roundTripMs 0 answers at once. */
  constructor(roundTripMs = 0) {
    this.#roundTripMs = roundTripMs
  }

  setOnline(isOnline: boolean): void {
    this.#block = isOnline ? null : 'offline'
    for (const listener of this.#listeners) listener()
  }

  block(): DeliveryBlock | null {
    return this.#block
  }

  onBlockChanged(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  limits(): { batchOperations: number; lookupKeys: number; messageBytes: number } {
    return { batchOperations: MAX_BATCH_OPERATIONS, lookupKeys: MAX_LOOKUP_KEYS, messageBytes: MAX_MESSAGE_BYTES }
  }

  async apply(operations: readonly WireOperation[]): Promise<readonly OperationResult[]> {
    this.batches += 1
    this.#inFlight += 1
    this.mostInFlight = Math.max(this.mostInFlight, this.#inFlight)
    this.largestBatch = Math.max(this.largestBatch, operations.length)
    const results = operations.map((operation) => this.#applyOne(operation))
    if (this.#roundTripMs > 0) await new Promise((resolve) => setTimeout(resolve, this.#roundTripMs))
    this.#inFlight -= 1
    return results
  }

  async lookup(keys: readonly string[]): Promise<readonly LookupResult[]> {
    return keys.map((key) => ({ key, known: false }))
  }

  capabilities(): DeliveryCapabilities {
    return { lookup: true, atomicBatch: true, commandReports: false, assignedIds: false }
  }

  async read(): Promise<readonly ReadEntity[]> {
    return []
  }

  /** Begins a new count; the order is watched on. */
  resetCount(): void {
    this.applied = 0
    this.batches = 0
  }

  #applyOne(operation: WireOperation): OperationResult {
    const { key, entityId, clientSequence } = operation
    if ((this.#lastOfEntity.get(entityId) ?? 0) >= clientSequence) this.inversions += 1
    this.#lastOfEntity.set(entityId, clientSequence)
    this.applied += 1
    this.#sequence += 1
    const version = 'baseVersion' in operation ? operation.baseVersion + 1 : 1
    return { outcome: 'applied', key, entityId, version, sequence: this.#sequence, at: 0 }
  }
}
