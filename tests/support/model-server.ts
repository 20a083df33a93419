import {
  type DeliveryBlock,
  type DeliveryCapabilities,
  DeliveryError,
  type DeliveryServer,
  type ReadEntity,
} from '../../src/main/delivery/server-port.ts'
import { referencesIn } from '../../src/main/outbox/references.ts'
import type { Random } from '../../src/main/platform/random.ts'
import type { ChangeAuthor, ChangeAuthors } from '../../src/shared/domain/conflict.ts'
import type { Fields } from '../../src/shared/domain/entities.ts'
import type { EntityRef } from '../../src/shared/domain/ids.ts'
import type {
  CommandReport,
  LookupResult,
  OperationResult,
  WireOperation,
} from '../../src/shared/protocol/operations.ts'
import { clash, type ModelEntity, rejected } from './model-answers.ts'

export interface Effect {
  readonly key: string
  readonly clientSequence: number
  readonly entityId: string
  readonly kind: WireOperation['kind']
  readonly version: number
}

/** What may go wrong on the way, decided anew for each request. */
export type Trouble = 'none' | 'lost-request' | 'lost-answer' | 'refused' | 'not-sent'

/** An entity's way through one request: edits of one operator, one after the other, do not clash. */
interface OwnEdits {
  readonly from: number
  readonly to: number
}

interface State {
  readonly effects: Effect[]
  readonly entities: Map<string, ModelEntity>
  readonly results: Map<string, OperationResult>
  readonly commands: Set<string>
  readonly ownEdits: Map<string, OwnEdits>
  /** Everything that ever existed. */
  readonly known: Set<string>
  readonly sequence: number
}

/**
 * A server in a few lines, by the rules of docs/protocol.md: compare-and-set, one effect per key, batches all or none.
 * Everything it does is in `effects`, in order.
 */
export class ModelServer implements DeliveryServer {
  /** False: a server that cannot be asked by key. */
  hasLookup = true
  /** False: a server that looks at each member of a batch on its own. */
  hasAtomicBatch = true
  /** It refuses references to what does not exist. */
  checksReferences = false
  /** It names what is made by itself, `srv_1`, `srv_2` …; it does not know the console's own ids. */
  assignsIds = false
  /** What a device said of a command; null: nothing yet. */
  report: (key: string) => CommandReport | null = () => ({ result: 'done', at: 0, message: null })
  trouble: () => Trouble = () => 'none'
  reject: (operation: WireOperation) => boolean = () => false
  applyCalls = 0
  lookupCalls = 0
  readCalls = 0
  /** Who changed which field of which entity; it tells of those that it knows. */
  readonly authors = new Map<string, ChangeAuthors>()
  /** What each request carried. */
  readonly requests: (readonly WireOperation[])[] = []
  #state: State = {
    effects: [],
    entities: new Map(),
    results: new Map(),
    commands: new Set(),
    ownEdits: new Map(),
    known: new Set(),
    sequence: 0,
  }
  readonly #listeners = new Set<() => void>()
  #block: DeliveryBlock | null = null
  #named = 0

  /** Everything it did, in order. */
  get effects(): readonly Effect[] {
    return this.#state.effects
  }

  get entities(): Map<string, ModelEntity> {
    return this.#state.entities
  }

  seed(entityId: string, data: Fields): void {
    this.#state.known.add(entityId)
    this.entities.set(entityId, { version: 1, data, changedAt: {} })
  }

  /** Somebody else edits. */
  edit(entityId: string, fields: Fields, author?: ChangeAuthor): void {
    const entity = this.entities.get(entityId)
    if (entity === undefined) return
    this.#change(entityId, entity, fields)
    if (author === undefined) return
    const told = Object.fromEntries(Object.keys(fields).map((field) => [field, author] as const))
    this.authors.set(entityId, { ...this.authors.get(entityId), ...told })
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

  capabilities(): DeliveryCapabilities {
    return {
      lookup: this.hasLookup,
      atomicBatch: this.hasAtomicBatch,
      commandReports: true,
      assignedIds: this.assignsIds,
    }
  }

  async apply(operations: readonly WireOperation[]): Promise<readonly OperationResult[]> {
    this.applyCalls++
    this.requests.push(operations)
    await Promise.resolve()
    const trouble = this.trouble()
    if (trouble === 'lost-request') throw new DeliveryError('unknown', 'network', 'the request was lost')
    if (trouble === 'not-sent') throw new DeliveryError('not-sent', 'network', 'not connected')
    if (trouble === 'refused') throw new DeliveryError('refused', 'unavailable', 'try later', 0)
    this.#state.ownEdits.clear()
    const results = this.#applyAll(operations)
    if (trouble === 'lost-answer') throw new DeliveryError('unknown', 'timeout', 'the answer was lost')
    return results
  }

  async read(refs: readonly EntityRef[]): Promise<readonly ReadEntity[]> {
    this.readCalls++
    await Promise.resolve()
    if (this.trouble() !== 'none') throw new DeliveryError('unknown', 'network', 'the reading was lost')
    return refs.map(({ entityType, entityId }) => {
      const entity = this.entities.get(entityId)
      const ref = { entityType, entityId }
      if (entity === undefined) return { ref, record: null }
      const { version, data } = entity
      return { ref, record: { entityType, id: entityId, version, sequence: this.#state.sequence, data, reported: {} } }
    })
  }

  async lookup(keys: readonly string[]): Promise<readonly LookupResult[]> {
    this.lookupCalls++
    await Promise.resolve()
    if (this.trouble() !== 'none') throw new DeliveryError('unknown', 'network', 'the lookup was lost')
    return keys.map((key) => {
      const result = this.#state.results.get(key)
      if (result === undefined) return { key, known: false }
      return { key, known: true, result, ...(this.#state.commands.has(key) ? { report: this.report(key) } : {}) }
    })
  }

  #applyAll(operations: readonly WireOperation[]): OperationResult[] {
    const results: OperationResult[] = []
    for (let at = 0; at < operations.length; ) {
      const first = operations[at]
      if (first === undefined) break
      const batchId = this.hasAtomicBatch ? first.batch?.id : undefined
      const end = batchId === undefined ? at + 1 : operations.findLastIndex((one) => one.batch?.id === batchId) + 1
      const unit = operations.slice(at, end)
      results.push(...(batchId === undefined ? unit.map((one) => this.#applyOne(one)) : this.#applyBatch(unit)))
      at = end
    }
    return results
  }

  /** All or none. */
  #applyBatch(members: readonly WireOperation[]): OperationResult[] {
    const isWhole = members.every(({ batch }) => batch?.id === members[0]?.batch?.id && batch?.size === members.length)
    if (!isWhole) return members.map((member) => this.#duplicateOf(member) ?? rejected(member.key, 'incomplete-batch'))
    const before = structuredClone(this.#state)
    const results: OperationResult[] = []
    for (const member of members) {
      const result = this.#applyOne(member)
      results.push(result)
      if (result.outcome === 'applied' || result.outcome === 'duplicate') continue
      this.#state = before
      return members.map((one) => {
        if (one.key === member.key) return result
        return this.#duplicateOf(one) ?? { outcome: 'held', key: one.key, behind: member.key }
      })
    }
    return results
  }

  #applyOne(operation: WireOperation): OperationResult {
    const known = this.#duplicateOf(operation)
    if (known !== null) return known
    const result = this.#decide(operation)
    if (result.outcome === 'applied') {
      this.#state.results.set(operation.key, result)
      const { key, clientSequence, kind } = operation
      this.#state.effects.push({ key, clientSequence, entityId: result.entityId, kind, version: result.version })
    }
    return result
  }

  #duplicateOf({ key }: WireOperation): OperationResult | null {
    const known = this.#state.results.get(key)
    return known?.outcome === 'applied' ? { ...known, outcome: 'duplicate' } : null
  }

  #decide(operation: WireOperation): OperationResult {
    const { key, entityId } = operation
    if (this.reject(operation)) return rejected(key, 'invalid', 'not like this')
    const missing = this.checksReferences ? this.#missingReference(operation) : null
    if (missing !== null) return rejected(key, 'invalid', `There is no ${missing}.`)
    if (operation.kind === 'create') return this.#create(operation)
    const entity = this.entities.get(entityId)
    if (entity === undefined) {
      if (!this.#state.known.has(entityId)) return rejected(key, 'not-found', 'It never existed.')
      return { outcome: 'conflict', key, version: 0, fields: {}, isDeleted: true, ...this.#authorsOf(entityId) }
    }
    if (operation.kind === 'command') {
      this.#state.commands.add(key)
      return this.#applied(operation, entityId, entity.version)
    }
    if (!this.#isRightBase(entityId, entity.version, operation.baseVersion)) {
      return { ...clash(operation, entity), ...this.#authorsOf(entityId) }
    }
    if (operation.kind === 'update') this.#change(entityId, entity, operation.fields)
    else this.entities.delete(entityId)
    this.#passed(entityId, entity.version, entity.version + 1)
    return this.#applied(operation, entityId, entity.version + 1)
  }

  #create(operation: Extract<WireOperation, { kind: 'create' }>): OperationResult {
    const id = this.assignsIds ? `srv_${++this.#named}` : operation.entityId
    if (this.#state.known.has(id)) return rejected(operation.key, 'already-exists', 'exists')
    this.seed(id, operation.fields)
    this.#passed(id, 0, 1)
    return this.#applied(operation, id, 1)
  }

  #change(entityId: string, { version: before, data, changedAt }: ModelEntity, fields: Fields): void {
    const version = before + 1
    const changed = Object.fromEntries(Object.keys(fields).map((field) => [field, version]))
    this.#state.known.add(entityId)
    this.entities.set(entityId, { version, data: { ...data, ...fields }, changedAt: { ...changedAt, ...changed } })
  }

  #applied({ key }: WireOperation, entityId: string, version: number): OperationResult {
    const sequence = this.#state.sequence + 1
    this.#state = { ...this.#state, sequence }
    return { outcome: 'applied', key, entityId, version, sequence, at: 0 }
  }

  #isRightBase(entityId: string, version: number, base: number): boolean {
    const own = this.#state.ownEdits.get(entityId)
    return base === version || (own !== undefined && own.to === version && base >= own.from && base <= own.to)
  }

  #passed(entityId: string, from: number, to: number): void {
    const own = this.#state.ownEdits.get(entityId)
    this.#state.ownEdits.set(entityId, own?.to === from ? { from: own.from, to } : { from, to })
  }

  #authorsOf(entityId: string): { changedBy?: ChangeAuthors } {
    const changedBy = this.authors.get(entityId)
    return changedBy === undefined ? {} : { changedBy }
  }

  #missingReference(operation: WireOperation): string | null {
    const missing = referencesIn(operation).find((ref) => !this.entities.has(ref.entityId))
    return missing === undefined ? null : `${missing.entityType} ${missing.entityId}`
  }
}

/** Trouble of every kind with the given chance. */
export function randomTrouble(random: Random, chance: number): () => Trouble {
  const kinds: Trouble[] = ['lost-request', 'lost-answer', 'refused', 'not-sent']
  return () => (random.next() < chance ? (kinds[Math.floor(random.next() * kinds.length)] ?? 'none') : 'none')
}
