import {
  type DeliveryBlock,
  type DeliveryCapabilities,
  DeliveryError,
  type DeliveryServer,
  type ReadEntity,
} from '../../src/main/delivery/server-port.ts'
import type { Random } from '../../src/main/platform/random.ts'
import type { Fields } from '../../src/shared/domain/entities.ts'
import type { EntityRef } from '../../src/shared/domain/ids.ts'
import type {
  CommandReport,
  LookupResult,
  OperationResult,
  WireOperation,
} from '../../src/shared/protocol/operations.ts'

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
  /** False: a server that cannot be asked by key. */
  hasLookup = true
  /** What a device said of a command; null: nothing yet. */
  report: (key: string) => CommandReport | null = () => ({ result: 'done', at: 0, message: null })
  readonly #commands = new Set<string>()
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
    const results = this.#applyAll(operations)
    if (trouble === 'lost-answer') throw new DeliveryError('unknown', 'timeout', 'the answer was lost')
    return results
  }

  capabilities(): DeliveryCapabilities {
    return { lookup: this.hasLookup, atomicBatch: true, commandReports: true }
  }

  async read(refs: readonly EntityRef[]): Promise<readonly ReadEntity[]> {
    await Promise.resolve()
    if (this.trouble() !== 'none') throw new DeliveryError('unknown', 'network', 'the reading was lost')
    return refs.map(({ entityType, entityId }) => {
      const entity = this.entities.get(entityId)
      const ref = { entityType, entityId }
      if (entity === undefined) return { ref, record: null }
      const { version, data } = entity
      return { ref, record: { entityType, id: entityId, version, sequence: this.#sequence, data, reported: {} } }
    })
  }

  async lookup(keys: readonly string[]): Promise<readonly LookupResult[]> {
    this.lookupCalls++
    await Promise.resolve()
    if (this.trouble() !== 'none') throw new DeliveryError('unknown', 'network', 'the lookup was lost')
    return keys.map((key) => {
      const result = this.#results.get(key)
      if (result === undefined) return { key, known: false }
      return { key, known: true, result, ...(this.#commands.has(key) ? { report: this.report(key) } : {}) }
    })
  }

  /** Members of a batch: all or none. */
  #applyAll(operations: readonly WireOperation[]): OperationResult[] {
    const failing = new Map<string, string>()
    for (const { batch } of operations) {
      if (batch === undefined || failing.has(batch.id)) continue
      const members = operations.filter((operation) => operation.batch?.id === batch.id)
      const isWhole = members.length === batch.size
      const bad = isWhole ? members.find((member) => !this.#wouldApply(member, members)) : members[0]
      if (bad !== undefined) failing.set(batch.id, bad.key)
    }
    return operations.map((operation) => {
      const behind = operation.batch === undefined ? undefined : failing.get(operation.batch.id)
      if (behind === undefined || behind === operation.key) return this.#applyOne(operation)
      return { outcome: 'held', key: operation.key, behind }
    })
  }

  #wouldApply(operation: WireOperation, fellows: readonly WireOperation[]): boolean {
    if (this.#results.get(operation.key)?.outcome === 'applied') return true
    const isMadeHere = fellows.some((one) => one.kind === 'create' && one.entityId === operation.entityId)
    if (isMadeHere) return !this.reject(operation)
    return this.#decide(operation, true).outcome === 'applied'
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

  /** `isTrial`: nothing is done. */
  #decide(operation: WireOperation, isTrial = false): OperationResult {
    const { key, entityId } = operation
    if (this.reject(operation)) return { outcome: 'rejected', key, code: 'invalid', message: 'not like this' }
    const entity = this.entities.get(entityId)
    const applied = (version: number): OperationResult => ({
      outcome: 'applied',
      key,
      entityId,
      version,
      sequence: isTrial ? 0 : ++this.#sequence,
      at: 0,
    })
    if (operation.kind === 'create') {
      if (entity !== undefined) return { outcome: 'rejected', key, code: 'already-exists', message: 'exists' }
      if (!isTrial) this.seed(entityId, operation.fields)
      return applied(1)
    }
    if (entity === undefined) return { outcome: 'conflict', key, version: 0, fields: {}, isDeleted: true }
    if (operation.kind === 'command') {
      if (!isTrial) this.#commands.add(key)
      return applied(entity.version)
    }
    if (operation.baseVersion !== entity.version) {
      const { baseVersion } = operation
      const changed = Object.entries(entity.changedAt).filter(([, version]) => version > baseVersion)
      const fields = Object.fromEntries(changed.map(([field]) => [field, entity.data[field]]))
      return { outcome: 'conflict', key, version: entity.version, fields, isDeleted: false }
    }
    if (isTrial) return applied(entity.version + 1)
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
