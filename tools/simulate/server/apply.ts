import { referencesIn, referencesOf } from '../../../src/main/outbox/references.ts'
import { type EntityRef, laneOf } from '../../../src/shared/domain/ids.ts'
import type {
  LookupResult,
  OperationResult,
  RejectionCode,
  WireOperation,
} from '../../../src/shared/protocol/operations.ts'
import type { Author, Done, Fleet, FleetEntity } from './fleet.ts'
import type { ServerTraits } from './traits.ts'

/** Who sends a request. */
export interface Sender {
  readonly clientId: string
  readonly userId: string
  readonly userName: string
}

/** What an operation did at the server: the truth that everything else is compared with. */
export interface Effect {
  readonly operation: WireOperation
  readonly entityId: string
  readonly version: number
  readonly sender: Sender
  /** Counts the requests: effects of one number came in one. */
  readonly request: number
  /** The entity before it. */
  readonly before: FleetEntity | null
}

interface OwnEdits {
  readonly from: number
  readonly to: number
}

/** What is kept by key. */
interface Kept {
  readonly operation: WireOperation
  readonly result: OperationResult
}

const TAKEN = ['applied', 'duplicate']

/**
 * Applies operations by the rules of docs/protocol.md: compare-and-set by version, one effect per key, batches all or
 * none. Everything it does is told through `onEffect`, in order.
 */
export class Applier {
  readonly #fleet: Fleet
  readonly #traits: ServerTraits
  readonly #now: () => number
  #kept = new Map<string, Kept>()
  #ownEdits = new Map<string, OwnEdits>()
  #sender: Sender = { clientId: '', userId: '', userName: '' }
  #request = 0
  #named = 0
  /** Keys it refuses, whatever they ask for, with the code. */
  refusal: (operation: WireOperation) => RejectionCode | null = () => null
  onEffect: (effect: Effect) => void = () => undefined

  constructor(fleet: Fleet, traits: ServerTraits, now: () => number) {
    this.#fleet = fleet
    this.#traits = traits
    this.#now = now
  }

  apply(operations: readonly WireOperation[], sender: Sender): OperationResult[] {
    this.#ownEdits = new Map()
    this.#sender = sender
    this.#request++
    const results: OperationResult[] = []
    for (let at = 0; at < operations.length; ) {
      const first = operations[at]
      if (first === undefined) break
      const id = this.#traits.hasAtomicBatch ? first.batch?.id : undefined
      const end = id === undefined ? at + 1 : operations.findLastIndex((one) => one.batch?.id === id) + 1
      const unit = operations.slice(at, end)
      results.push(...(id === undefined ? [this.#one(first)] : this.#batch(unit)))
      at = end
    }
    return results
  }

  lookup(keys: readonly string[], reportOf: (key: string) => unknown): LookupResult[] {
    return keys.map((key) => {
      const kept = this.#kept.get(key)
      if (kept === undefined) return { key, known: false }
      const isCommand = kept.operation.kind === 'command' && kept.result.outcome === 'applied'
      const report = this.#traits.hasCommandReports && isCommand ? { report: reportOf(key) } : {}
      return { key, known: true, result: kept.result, ...report } as LookupResult
    })
  }

  /** The feed begins anew: the numbers of what was applied before say nothing any more. */
  resetSequences(): void {
    for (const [key, { operation, result }] of this.#kept) {
      if (result.outcome === 'applied') this.#kept.set(key, { operation, result: { ...result, sequence: 0 } })
    }
  }

  /** All or none. */
  #batch(members: readonly WireOperation[]): OperationResult[] {
    const id = members[0]?.batch?.id
    if (!members.every(({ batch }) => batch?.id === id && batch?.size === members.length)) {
      return members.map((member) => this.#duplicateOf(member) ?? rejected(member, 'incomplete-batch'))
    }
    const effects: Effect[] = []
    const kept = new Map(this.#kept)
    const ownEdits = new Map(this.#ownEdits)
    const tell = this.onEffect
    this.onEffect = (effect) => effects.push(effect)
    const results = this.#fleet.transact(() => this.#upToTheFirstBad(members), isAllTaken)
    this.onEffect = tell
    if (isAllTaken(results)) {
      for (const effect of effects) tell(effect)
      return results
    }
    const bad = results.at(-1)
    const refusal = this.#kept.get(bad?.key ?? '')
    this.#ownEdits = ownEdits
    this.#kept = kept
    if (bad !== undefined && refusal !== undefined) kept.set(bad.key, refusal)
    return members.map((member) => {
      if (bad === undefined) return rejected(member, 'invalid')
      if (member.key === bad.key) return bad.outcome === 'conflict' ? this.#conflictNow(member) : bad
      return this.#duplicateOf(member) ?? { outcome: 'held', key: member.key, behind: bad.key }
    })
  }

  /** Without what earlier members would have done: nobody must learn of versions that never came to be. */
  #conflictNow(operation: WireOperation): OperationResult {
    const entity = this.#fleet.get(operation)
    if (entity !== null && 'baseVersion' in operation) return clash(operation, entity)
    return { outcome: 'conflict', key: operation.key, version: 0, fields: {}, isDeleted: true }
  }

  #upToTheFirstBad(members: readonly WireOperation[]): OperationResult[] {
    const results: OperationResult[] = []
    for (const member of members) {
      const result = this.#one(member)
      results.push(result)
      if (!TAKEN.includes(result.outcome)) break
    }
    return results
  }

  #one(operation: WireOperation): OperationResult {
    const known = this.#duplicateOf(operation)
    if (known !== null) return known
    const before = this.#fleet.entities.get(laneOf(operation)) ?? null
    const result = this.#decide(operation)
    if (result.outcome === 'applied' || result.outcome === 'rejected')
      this.#kept.set(operation.key, { operation, result })
    if (result.outcome === 'applied') {
      const { entityId, version } = result
      this.onEffect({ operation, entityId, version, sender: this.#sender, request: this.#request, before })
    }
    return result
  }

  #duplicateOf(operation: WireOperation): OperationResult | null {
    const kept = this.#kept.get(operation.key)
    if (kept === undefined || kept.result.outcome !== 'applied') return null
    if (signatureOf(kept.operation) !== signatureOf(operation))
      return rejected(operation, 'invalid', 'the key is another’s')
    const { result } = kept
    if (result.outcome !== 'applied') return null
    if (operation.kind === 'create') this.#passed({ ...operation, entityId: result.entityId }, 0, result.version)
    else if (operation.kind !== 'command') this.#passed(operation, result.version - 1, result.version)
    return { ...result, outcome: 'duplicate' }
  }

  #decide(operation: WireOperation): OperationResult {
    const refusal = this.refusal(operation)
    if (refusal !== null) return rejected(operation, refusal, 'An administrator does not want this now.')
    if (operation.kind === 'create') return this.#create(operation)
    const entity = this.#fleet.get(operation)
    if (entity === null) {
      if (!this.#fleet.wasKnown(operation)) return rejected(operation, 'not-found', 'It never existed.')
      return { outcome: 'conflict', key: operation.key, version: 0, fields: {}, isDeleted: true }
    }
    if (operation.kind === 'command') {
      const problem = this.#missing(operation)
      if (problem !== null) return rejected(operation, 'invalid', problem)
      return this.#applied(operation, {
        entityId: operation.entityId,
        version: entity.record.version,
        sequence: this.#fleet.feed.head,
      })
    }
    return this.#edit(operation, entity)
  }

  #edit(operation: Extract<WireOperation, { baseVersion: number }>, entity: FleetEntity): OperationResult {
    const { version } = entity.record
    if (!this.#isRightBase(operation, version, operation.baseVersion)) return clash(operation, entity)
    if (operation.baseVersion === 0 && this.#ownEdits.get(laneOf(operation))?.from !== 0) {
      return rejected(operation, 'invalid', 'No version was named.')
    }
    const problem = operation.kind === 'update' ? this.#missing(operation) : this.#userOf(operation)
    if (problem !== null) return rejected(operation, 'invalid', problem)
    const author = this.#author(operation)
    const done =
      operation.kind === 'update'
        ? this.#fleet.update(refOf(operation), operation.fields, author)
        : this.#fleet.remove(refOf(operation), author)
    this.#passed(operation, version, version + 1)
    return this.#applied(operation, done)
  }

  #create(operation: Extract<WireOperation, { kind: 'create' }>): OperationResult {
    const { entityType, fields } = operation
    const entityId = this.#traits.assignsIds ? `srv-${++this.#named}` : operation.entityId
    const ref = { entityType, entityId }
    if (this.#fleet.wasKnown(ref)) return rejected(operation, 'already-exists', 'Ids are not used twice.')
    const problem = this.#missing(operation)
    if (problem !== null) return rejected(operation, 'invalid', problem)
    const done = this.#fleet.create(ref, fields, {}, this.#author(operation))
    this.#passed(ref, 0, 1)
    return this.#applied(operation, done)
  }

  #applied({ key }: WireOperation, done: Done): OperationResult {
    return { outcome: 'applied', key, ...done, at: this.#now() }
  }

  #author({ key }: WireOperation): Author {
    return { actor: this.#sender.userName, key }
  }

  #isRightBase(ref: EntityRef, version: number, base: number): boolean {
    const own = this.#ownEdits.get(laneOf(ref))
    return base === version || (own !== undefined && own.to === version && base >= own.from && base <= own.to)
  }

  #passed(ref: EntityRef, from: number, to: number): void {
    const own = this.#ownEdits.get(laneOf(ref))
    this.#ownEdits.set(laneOf(ref), own?.to === from ? { from: own.from, to } : { from, to })
  }

  #missing(operation: WireOperation): string | null {
    const missing = referencesIn(operation).find((ref) => this.#fleet.get(ref) === null)
    return missing === undefined ? null : `There is no ${missing.entityType} ${missing.entityId}.`
  }

  /** What still uses something that is to be deleted. */
  #userOf(ref: EntityRef): string | null {
    const user = this.#fleet
      .records()
      .find(({ entityType, data }) => referencesOf(entityType, data).some((one) => laneOf(one) === laneOf(ref)))
    return user === undefined ? null : `It is used by ${user.entityType} ${user.id}.`
  }
}

function isAllTaken(results: readonly OperationResult[]): boolean {
  return results.every((result) => TAKEN.includes(result.outcome))
}

function refOf({ entityType, entityId }: EntityRef): EntityRef {
  return { entityType, entityId }
}

function clash(
  operation: Extract<WireOperation, { baseVersion: number }>,
  { record, marks }: FleetEntity,
): OperationResult {
  const changed = Object.entries(marks).filter(([, mark]) => mark.version > operation.baseVersion)
  const fields = Object.fromEntries(changed.map(([field]) => [field, record.data[field]]))
  return { outcome: 'conflict', key: operation.key, version: record.version, fields, isDeleted: false }
}

function rejected({ key }: WireOperation, code: RejectionCode, message: string = code): OperationResult {
  return { outcome: 'rejected', key, code, message }
}

/** A command as text, with what it names. */
function givenBy({ command, contentId = '' }: Extract<WireOperation, { kind: 'command' }>): string {
  return `${command} ${contentId}`.trim()
}

function signatureOf(operation: WireOperation): string {
  const { kind, entityType, entityId } = operation
  const what = 'fields' in operation ? operation.fields : operation.kind === 'command' ? givenBy(operation) : null
  return JSON.stringify([kind, entityType, entityId, what])
}
