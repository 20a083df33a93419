import { type DeliveryBlock, DeliveryError, type DeliveryServer } from '../../src/main/delivery/server-port.ts'
import type { Random } from '../../src/main/platform/random.ts'
import type { Fields } from '../../src/shared/domain/entities.ts'
import type { LookupResult, OperationResult, WireOperation } from '../../src/shared/protocol/operations.ts'

interface ModelEntity {
  version: number
  data: Fields
  /** The version at which each field was last changed. */
  changedAt: Record<string, number>
}

export interface Effect {
  readonly key: string
  readonly clientSequence: number
  readonly entityId: string
  readonly kind: WireOperation['kind']
  readonly version: number
}

/** What may go wrong on the way, decided anew for each request. */
export type Trouble = 'none' | 'lost-request' | 'lost-answer' | 'refused' | 'not-sent'

/**
 * A server in a few lines, by the rules of docs/protocol.md: compare-and-set, one effect per key. Everything it does is
 * in `effects`, in order.
 */
export class ModelServer implements DeliveryServer {
  readonly effects: Effect[] = []
  readonly entities = new Map<string, ModelEntity>()
  readonly #results = new Map<string, OperationResult>()
  readonly #listeners = new Set<() => void>()
  trouble: () => Trouble = () => 'none'
  reject: (operation: WireOperation) => boolean = () => false
  #block: DeliveryBlock | null = null
  applyCalls = 0
  lookupCalls = 0
  #sequence = 0

  seed(entityId: string, data: Fields): void {
    this.entities.set(entityId, { version: 1, data, changedAt: {} })
  }

  /** Somebody else edits. */
  edit(entityId: string, fields: Fields): void {
    const entity = this.entities.get(entityId)
    if (entity === undefined) return
    entity.version++
    entity.data = { ...entity.data, ...fields }
    for (const field of Object.keys(fields)) entity.changedAt[field] = entity.version
  }

  setBlock(block: DeliveryBlock | null): void {
    this.#block = block
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
    return { batchOperations: 50, lookupKeys: 100, messageBytes: 1_048_576 }
  }

  async apply(operations: readonly WireOperation[]): Promise<readonly OperationResult[]> {
    this.applyCalls++
    await Promise.resolve()
    const trouble = this.trouble()
    if (trouble === 'lost-request') throw new DeliveryError('unknown', 'network', 'the request was lost')
    if (trouble === 'not-sent') throw new DeliveryError('not-sent', 'network', 'not connected')
    if (trouble === 'refused') throw new DeliveryError('refused', 'unavailable', 'try later', 0)
    const results = operations.map((operation) => this.#applyOne(operation))
    if (trouble === 'lost-answer') throw new DeliveryError('unknown', 'timeout', 'the answer was lost')
    return results
  }

  async lookup(keys: readonly string[]): Promise<readonly LookupResult[]> {
    this.lookupCalls++
    await Promise.resolve()
    if (this.trouble() !== 'none') throw new DeliveryError('unknown', 'network', 'the lookup was lost')
    return keys.map((key) => {
      const result = this.#results.get(key)
      return result === undefined ? { key, known: false } : { key, known: true, result }
    })
  }

  #applyOne(operation: WireOperation): OperationResult {
    const known = this.#results.get(operation.key)
    if (known?.outcome === 'applied') return { ...known, outcome: 'duplicate' }
    const result = this.#decide(operation)
    if (result.outcome === 'applied') {
      this.#results.set(operation.key, result)
      const { key, clientSequence, entityId, kind } = operation
      this.effects.push({ key, clientSequence, entityId, kind, version: result.version })
    }
    return result
  }

  #decide(operation: WireOperation): OperationResult {
    const { key, entityId } = operation
    if (this.reject(operation)) return { outcome: 'rejected', key, code: 'invalid', message: 'not like this' }
    const entity = this.entities.get(entityId)
    const applied = (version: number): OperationResult => ({
      outcome: 'applied',
      key,
      entityId,
      version,
      sequence: ++this.#sequence,
      at: 0,
    })
    if (operation.kind === 'create') {
      if (entity !== undefined) return { outcome: 'rejected', key, code: 'already-exists', message: 'exists' }
      this.seed(entityId, operation.fields)
      return applied(1)
    }
    if (entity === undefined) return { outcome: 'conflict', key, version: 0, fields: {}, isDeleted: true }
    if (operation.kind === 'command') return applied(entity.version)
    if (operation.baseVersion !== entity.version) {
      const { baseVersion } = operation
      const changed = Object.entries(entity.changedAt).filter(([, version]) => version > baseVersion)
      const fields = Object.fromEntries(changed.map(([field]) => [field, entity.data[field]]))
      return { outcome: 'conflict', key, version: entity.version, fields, isDeleted: false }
    }
    if (operation.kind === 'update') this.edit(entityId, operation.fields)
    else this.entities.delete(entityId)
    return applied(entity.version + (operation.kind === 'delete' ? 1 : 0))
  }
}

/** Trouble of every kind with the given chance. */
export function randomTrouble(random: Random, chance: number): () => Trouble {
  const kinds: Trouble[] = ['lost-request', 'lost-answer', 'refused', 'not-sent']
  return () => (random.next() < chance ? (kinds[Math.floor(random.next() * kinds.length)] ?? 'none') : 'none')
}
