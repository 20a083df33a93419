import { WHOLE_ENTITY } from '../../../src/shared/domain/conflict.ts'
import type { Fields } from '../../../src/shared/domain/entities.ts'
import { laneOf } from '../../../src/shared/domain/ids.ts'
import type { OperationState } from '../../../src/shared/domain/operation.ts'
import type { WireOperation } from '../../../src/shared/protocol/operations.ts'
import type { FleetEntity } from '../server/fleet.ts'
import { shortKey } from '../world/ids.ts'
import type { Account } from './account.ts'
import type { DatedEffect, Facts } from './facts.ts'
import type { KnownOperation } from './known-operation.ts'
import { piecesOf } from './pieces.ts'
import { type Lost, lostUnseen, type SeenField } from './seen.ts'

/** States in which the server may take an operation: it is on its way, or its answer is not known yet. */
const ON_ITS_WAY: readonly OperationState[] = ['sending', 'unknown']

/** Looks at everything an operation does at the server, at the moment it does it. */
export class EffectRules {
  readonly #facts: Facts
  /** By console and entity: the highest number that had an effect. */
  readonly #highest = new Map<string, number>()
  readonly #batches = new Map<string, { request: number; keys: Set<string> }>()

  constructor(facts: Facts) {
    this.#facts = facts
  }

  look(effect: DatedEffect): void {
    const { operation } = effect
    const account = this.#facts.accountOf(operation.key)
    const known = account?.get(operation.key)
    if (account === null || known === undefined) {
      return this.#facts.report('durable-first', `${shortKey(operation.key)} had an effect before it was on any disk`)
    }
    this.#lookAtState(known)
    this.#lookAtOrder(effect, account, known)
    this.#lookAtAuthor(effect, known)
    this.#lookAtDependencies(account, known)
    this.#lookAtBatch(effect, account)
    this.#lookForUnseen(effect, known)
  }

  #lookAtState({ operation }: KnownOperation): void {
    if (ON_ITS_WAY.includes(operation.state)) return
    this.#facts.report('exactly-once', `${shortKey(operation.key)} had an effect while it was ${operation.state}`)
  }

  /** What was refused or too old may be overtaken: nothing later builds on it. */
  #lookAtOrder({ operation, entityId }: DatedEffect, account: Account, known: KnownOperation): void {
    const lane = `${account.name} ${laneOf({ entityType: operation.entityType, entityId })}`
    const highest = this.#highest.get(lane) ?? 0
    if (operation.clientSequence < highest && !known.wasSetAside) {
      const message = `${shortKey(operation.key)}, number ${operation.clientSequence}, came after number ${highest} on ${lane}`
      this.#facts.report('order-per-entity', message)
    }
    this.#highest.set(lane, Math.max(highest, operation.clientSequence))
  }

  #lookAtAuthor({ operation, sender }: DatedEffect, { operation: { user } }: KnownOperation): void {
    if (user.id === '' || user.id === sender.userId) return
    this.#facts.report('own-operations', `${shortKey(operation.key)} of ${user.id} was sent as ${sender.userId}`)
  }

  #lookAtDependencies(account: Account, { operation, acts }: KnownOperation): void {
    for (const sequence of operation.dependsOn) {
      const needed = account.byNumber(sequence)
      if (needed === undefined || this.#facts.effects.has(needed.operation.key)) continue
      const isFellow = operation.batch !== null && operation.batch.id === needed.operation.batch?.id
      const isSentAnyway = isWithoutEffect(needed) && acts.size > 0
      if (isFellow || isSentAnyway || needed.operation.state === 'applied') continue
      const message = `${shortKey(operation.key)} went before ${shortKey(needed.operation.key)}, which it depends on`
      this.#facts.report('dependencies', message)
    }
  }

  /** Members that are applied are applied in one request, all of them. */
  #lookAtBatch({ operation, request }: DatedEffect, account: Account): void {
    const known = account.get(operation.key)
    const id = known?.operation.batch?.id
    if (id === undefined || known?.isOutcomeUnknown === true || !this.#facts.server.traits.hasAtomicBatch) return
    const batch = this.#batches.get(id) ?? { request, keys: new Set() }
    batch.keys.add(operation.key)
    this.#batches.set(id, batch)
    if (batch.request === request) return
    this.#facts.report('batches', `${shortKey(operation.key)} was applied apart from the rest of its batch`)
  }

  /** Batches of which a part only was applied. To be asked between requests. */
  lookAtBatches(account: Account): void {
    for (const [id, { keys }] of this.#batches) {
      const members = account.ofBatch(id)
      if (members.length <= keys.size || members.some(({ isOutcomeUnknown }) => isOutcomeUnknown)) continue
      const left = members.filter(({ operation }) => !keys.has(operation.key))
      const isSentAnyway =
        left.every(isWithoutEffect) && members.some(({ acts }) => acts.has('retry') || acts.has('edit'))
      if (isSentAnyway) continue
      const missing = left.map(({ operation }) => operation.key)
      this.#facts.report('batches', `a batch was applied without ${missing.map(shortKey).join()}`)
    }
  }

  /** Nobody's edit is overwritten by one whose author has not seen it. */
  #lookForUnseen({ operation, before, sender }: DatedEffect, known: KnownOperation): void {
    if (operation.kind === 'create' || operation.kind === 'command' || before === null) return
    const own = operation.key.slice(0, 8)
    for (const [field, { version, author }] of Object.entries(before.marks)) {
      const isTouched = operation.kind === 'delete' || field in operation.fields
      const seen = known.seen.get(field) ?? { version: known.seenVersion, values: [] }
      if (!isTouched || author.key?.startsWith(own) === true || version <= seen.version) continue
      known.mergedFields.add(field)
      const lost = lostOf(operation, before, field, seen).filter((one) => !isRecorded(known, field, one))
      if (lost.length === 0) continue
      const what = `${shortKey(operation.key)} of ${sender.userName} overwrote ${field} of ${laneOf(operation)}`
      const whose = `version ${version} by ${author.actor}, having seen version ${seen.version}`
      const pieces = lost.map(({ piece, how }) => `${piece} is ${how}`)
      this.#facts.report('nothing-overwritten-unseen', `${what}, ${whose}: ${pieces.join(', ')}`)
    }
  }
}

/** A person was told that it has ended, and may send what belonged to it all the same. */
function isWithoutEffect({ operation: { state } }: KnownOperation): boolean {
  return state === 'expired' || state === 'cancelled'
}

function lostOf(operation: WireOperation, before: FleetEntity, field: string, seen: SeenField): Lost[] {
  const after = operation.kind === 'update' ? operation.fields[field] : undefined
  return lostUnseen(field, seen, before.record.data[field], after)
}

/** A decision that a person allowed beforehand is kept with the value that lost, where it can be looked up. */
function isRecorded({ records }: KnownOperation, field: string, { piece, how }: Lost): boolean {
  return records.some((record) => {
    if (record.reason === 'merged' || record.winner === 'theirs') return false
    if (record.field === WHOLE_ENTITY) return piecesOf(field, (record.theirs as Fields)[field]).has(piece)
    return record.field === field && piecesOf(field, how === 'gone' ? record.theirs : record.mine).has(piece)
  })
}
