import type { Decision } from '../../../../../src/main/delivery/conflict/decide.ts'
import { type Choice, previewOf } from '../../../../../src/main/delivery/conflict/preview.ts'
import { earlyDetail } from '../../../../../src/main/delivery/judge-early.ts'
import { SeenChanges } from '../../../../../src/main/delivery/seen-changes.ts'
import type { ConflictSettings } from '../../../../../src/shared/domain/conflict.ts'
import type { EntityRecord } from '../../../../../src/shared/domain/entities.ts'
import type { EntityRef, EntityType } from '../../../../../src/shared/domain/ids.ts'
import { type ConflictDetail, fieldsOf, type Operation } from '../../../../../src/shared/domain/operation.ts'
import { pendingOperation } from '../../../../support/builders.ts'
import { Account } from './account.ts'
import { type Dice, editedValue } from './edits.ts'
import type { OneEntityServer, ServerRecord } from './server.ts'

/** What the histories hold to account: the product's own, or one with a planted bug. */
export interface Engine {
  decide(operation: Operation, detail: ConflictDetail, settings: ConflictSettings, round: number): Decision
  /** Whether a conflict's answer is shown at once: what is edited next was seen then. */
  readonly showsAnswer: boolean
}

export type Seen = 'taken' | 'rebased' | 'dropped' | 'desk' | 'decided by a person' | 'met early'

interface Waiting {
  operation: Operation
  readonly account: Account
  /** On the desk when not null. */
  conflict: ConflictDetail | null
}

/** One person at one console, with one entity on screen and at most one operation for it. */
export class Editor {
  readonly settings: ConflictSettings
  readonly #entityType: EntityType
  readonly #server: OneEntityServer
  readonly #engine: Engine
  readonly #dice: Dice
  readonly #losses: string[] = []
  readonly #onSeen: (what: Seen) => void
  readonly #changes = new SeenChanges(() => true)
  #replica: ServerRecord
  #waiting: Waiting | null = null

  constructor(world: {
    entityType: EntityType
    server: OneEntityServer
    engine: Engine
    dice: Dice
    settings: ConflictSettings
    onSeen: (what: Seen) => void
  }) {
    this.settings = world.settings
    this.#entityType = world.entityType
    this.#server = world.server
    this.#engine = world.engine
    this.#dice = world.dice
    this.#onSeen = world.onSeen
    this.#replica = world.server.record
  }

  /** What was lost silently so far. */
  get losses(): readonly string[] {
    return this.#losses
  }

  get isWaiting(): boolean {
    return this.#waiting !== null
  }

  get isOnDesk(): boolean {
    return this.#waiting !== null && this.#waiting.conflict !== null
  }

  /** The feed tells what the server holds: what waits meets it before it is sent. */
  sync(): void {
    const before = this.#recordHere()
    this.#replica = this.#server.record
    const waiting = this.#waiting
    if (waiting === null) return
    const record = this.#recordHere()
    this.#changes.note({ ref: this.#ref, key: null, before }, record)
    const operation = { ...waiting.operation, conflict: waiting.conflict }
    const detail = earlyDetail(operation, { record, changes: this.#changes.of(this.#ref), deletedBy: null, others: [] })
    if (detail === null) return
    this.#onSeen('met early')
    if (waiting.conflict === null) this.#settle(waiting, detail)
    else waiting.conflict = detail
  }

  /** Changes some fields of what is on screen, or adds to a change that was not sent yet. */
  edit(): void {
    const { data } = this.#replica
    if (data === null || this.isOnDesk || this.#waiting?.operation.intent.kind === 'delete') return
    const before = this.#waiting?.operation
    const account = this.#waiting?.account ?? new Account()
    const pending = before === undefined ? {} : fieldsOf(before.intent)
    const fields: Record<string, unknown> = { ...pending }
    for (let times = 1 + this.#dice.below(3); times > 0; times -= 1) {
      const field = this.#dice.of(Object.keys(data) as [string, ...string[]])
      const shown = Object.hasOwn(fields, field) ? fields[field] : data[field]
      fields[field] = editedValue(field, shown, this.#dice)
      account.wrote(field, shown, fields[field])
    }
    const base = Object.fromEntries(Object.keys(fields).map((field) => [field, data[field] ?? null]))
    const intent = { kind: 'update', entityType: this.#entityType, entityId: 'x_1', fields } as const
    const baseFields = { ...base, ...before?.baseFields }
    const operation = pendingOperation(1, { baseVersion: this.#replica.version, ...before, intent, baseFields })
    this.#waiting = { operation, account, conflict: null }
  }

  remove(): void {
    const { data, version } = this.#replica
    if (data === null || this.#waiting !== null) return
    const account = new Account()
    account.saw(data)
    const intent = { kind: 'delete', entityType: this.#entityType, entityId: 'x_1' } as const
    const operation = pendingOperation(1, { baseVersion: version, intent, baseFields: {} })
    this.#waiting = { operation, account, conflict: null }
  }

  send(): void {
    const waiting = this.#waiting
    if (waiting === null || waiting.conflict !== null) return
    const before = this.#server.record.data
    const detail = this.#server.apply(waiting.operation)
    if (detail !== null) return this.#settle(waiting, detail)
    this.#lost(waiting.account.lostByTaking(before ?? {}, this.#server.record.data))
    this.#end('taken')
    this.sync()
  }

  /** A person decides about what is on the desk. */
  resolve(): void {
    const waiting = this.#waiting
    if (waiting === null || waiting.conflict === null) return
    const { operation, account, conflict } = waiting
    const wanted = previewOf(operation, conflict, this.#choice(operation, conflict))
    const outcome = wanted.ok ? wanted : previewOf(operation, conflict, 'theirs')
    if (!outcome.ok) throw new Error(outcome.message)
    const { serverFields, serverVersion } = conflict
    if (outcome.sends === 'delete') account.saw(serverFields)
    for (const { field, result } of outcome.resolutions) {
      account.chose(field, fieldsOf(operation.intent)[field], serverFields[field], result)
    }
    const present = Object.entries(outcome.fields).filter(([field]) => !Object.hasOwn(outcome.send, field))
    account.met(Object.fromEntries(present))
    if (outcome.sends === 'nothing') return this.#end('decided by a person')
    const baseFields = { ...operation.baseFields, ...serverFields }
    const fields = outcome.send
    const intent = operation.intent.kind === 'update' ? { ...operation.intent, fields } : operation.intent
    waiting.operation = { ...operation, intent, baseFields, baseVersion: serverVersion, rounds: 0 }
    waiting.conflict = null
    this.#onSeen('decided by a person')
  }

  #recordHere(): EntityRecord | null {
    const { version, data } = this.#replica
    return data === null ? null : { entityType: this.#entityType, id: 'x_1', version, sequence: 1, data, reported: {} }
  }

  get #ref(): EntityRef {
    return { entityType: this.#entityType, entityId: 'x_1' }
  }

  #choice(operation: Operation, conflict: ConflictDetail): Choice {
    const choice = this.#dice.of(['mine', 'theirs', 'merged', 'edited'] as const)
    if (choice === 'merged') return tidied(previewOf(operation, conflict, choice))
    if (choice !== 'edited') return choice
    const { intent } = operation
    const mine = fieldsOf(intent)
    const both = Object.keys(mine).filter((field) => Object.hasOwn(conflict.serverFields, field))
    return { edited: Object.fromEntries(both.map((field) => [field, editedValue(field, mine[field], this.#dice)])) }
  }

  #settle(waiting: Waiting, detail: ConflictDetail): void {
    const { operation, account } = waiting
    const decision = this.#engine.decide(operation, detail, this.settings, operation.rounds)
    if (this.#engine.showsAnswer) this.#show(detail)
    if (decision.kind === 'desk') {
      waiting.conflict = detail
      return this.#onSeen('desk')
    }
    account.recorded(decision.records)
    this.#lost(account.decidedUnasked(this.settings))
    if (decision.kind === 'drop') {
      const isUnrecorded = operation.intent.kind === 'delete' && !detail.isDeleted && !account.hasRecordOf('*')
      this.#lost(isUnrecorded ? ['my deletion is missing'] : account.lostByEnding(this.#server.record.data))
      return this.#end('dropped')
    }
    account.met(detail.serverFields)
    if (operation.rounds >= this.settings.maxRounds) this.#lost(['it goes round for ever'])
    const { version: baseVersion, baseFields, fields } = decision
    const intent =
      operation.intent.kind === 'update' && fields !== null ? { ...operation.intent, fields } : operation.intent
    const rounds = operation.rounds + (detail.isFromFeed === true ? 0 : 1)
    waiting.operation = { ...operation, intent, baseFields, baseVersion, rounds }
    this.#onSeen('rebased')
  }

  #show({ serverVersion: version, serverFields, isDeleted }: ConflictDetail): void {
    if (version < this.#replica.version && !isDeleted) return
    this.#replica = { version, data: isDeleted ? null : { ...this.#replica.data, ...serverFields } }
  }

  #end(what: Seen): void {
    this.#waiting = null
    this.#onSeen(what)
  }

  #lost(losses: readonly string[]): void {
    this.#losses.push(...losses)
  }
}

/** A person tidies passages that stand one after the other: no word twice. */
function tidied(preview: ReturnType<typeof previewOf>): Choice {
  if (!preview.ok || preview.sends !== 'update') return 'merged'
  const values = preview.resolutions.map(({ field, result }) => {
    const words = typeof result === 'string' ? (result.match(/\s*\S+/g) ?? []) : []
    const once = words.filter((word, index) => words.findIndex((other) => other.trim() === word.trim()) === index)
    return [field, once.length < words.length ? once.join('') : result]
  })
  return { edited: Object.fromEntries(values) as Record<string, unknown> }
}
