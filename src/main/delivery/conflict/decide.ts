import {
  type ConflictSettings,
  type DeskReason,
  type FieldClash,
  type NewConflictRecord,
  type Strategy,
  WHOLE_ENTITY,
} from '#shared/domain/conflict.ts'
import type { Fields } from '#shared/domain/entities.ts'
import { fieldGroupOf } from '#shared/domain/field-groups.ts'
import { type ConflictDetail, fieldsOf, type Operation } from '#shared/domain/operation.ts'
import { isSameJson, ownValue } from './same-json.ts'
import {
  type AutomaticReason,
  automaticRecord,
  commonStrategy,
  FAVOUR_OF,
  strategyFor,
  winnerOf,
} from './strategies.ts'
import { clashOf, type FieldMerge, type Mergers, mergeFields, settleClash } from './three-way.ts'
import { wholeSides } from './whole-groups.ts'

/** What becomes of an operation that the server did not take because the entity had changed there. */
export type Decision =
  /** It goes again, on top of the server's version. What either side lost by that is in `records`. */
  | {
      readonly kind: 'rebase'
      readonly version: number
      /** What to send; null: what was sent before. */
      readonly fields: Fields | null
      /** The operation's new base: without it, a later round would take what they did in between for mine. */
      readonly baseFields: Fields
      /** The fields that others changed. */
      readonly othersFields: readonly string[]
      readonly records: readonly NewConflictRecord[]
    }
  /** Nothing of it is left to send; what it lost is in `records`. */
  | { readonly kind: 'drop'; readonly records: readonly NewConflictRecord[] }
  /** A person decides. `clashes`: the fields a choice is needed for. */
  | { readonly kind: 'desk'; readonly clashes: readonly FieldClash[]; readonly reason: DeskReason }

interface Case {
  readonly operation: Operation
  readonly detail: ConflictDetail
  readonly settings: ConflictSettings
  readonly round: number
  readonly mergers: Mergers
}

/**
 * Decides about a conflict. What merges is merged without asking; a real clash goes to a person, or with `autoResolve`
 * to the field's strategy. Nothing is lost without a record. Pure.
 *
 * @param round how often the operation went on top of others' edits by itself before: after `maxRounds`, a person is asked.
 */
export function decide(
  operation: Operation,
  detail: ConflictDetail,
  settings: ConflictSettings,
  round: number,
  mergers: Mergers = {},
): Decision {
  const one: Case = { operation, detail, settings, round, mergers }
  switch (operation.intent.kind) {
    case 'update':
      return detail.isDeleted ? decideEditOfDeleted(one) : decideUpdate(one)
    case 'delete':
      return decideDelete(one)
    // The server compares no versions for these.
    case 'create':
    case 'command':
      return { kind: 'desk', clashes: clashesOfAll(one), reason: 'clash' }
  }
}

function decideUpdate(one: Case): Decision {
  const { operation, detail, settings, round, mergers } = one
  if (round >= settings.maxRounds) return { kind: 'desk', clashes: clashesOfAll(one), reason: 'loop' }
  // The server went back to an older state, so what it says has changed does not begin at this operation's base.
  if (detail.serverVersion <= operation.baseVersion) {
    return { kind: 'desk', clashes: clashesOfAll(one), reason: 'clash' }
  }
  const sides = sidesOf(operation, detail)
  const merges = mergeFields(operation.intent.entityType, sides, mergers)
  const outcomes = Object.keys(sides.mine).flatMap((field) => {
    const merge = merges.get(field)
    return merge === undefined ? [] : [outcomeOf(one, field, merge)]
  })
  const open = outcomes.flatMap(({ clash }) => clash ?? [])
  if (open.length > 0) return { kind: 'desk', clashes: clashesOf(merges), reason: reasonOf(one, open) }
  const records = outcomes.flatMap((outcome) => outcome.records)
  const givenUp = new Set(outcomes.flatMap(({ field, isSent }) => (isSent ? [] : [field])))
  // Where one field of a group is given up, so are those of it that are the same on both sides.
  const isGivenUp = (field: string): boolean =>
    (fieldGroupOf(operation.intent.entityType, field) ?? [field]).some((member) => givenUp.has(member))
  const sent = outcomes.filter(({ field }) => !isGivenUp(field))
  if (sent.length < outcomes.length && !sent.some(({ isMine }) => isMine)) return { kind: 'drop', records }
  return rebase(one, Object.fromEntries(sent.map(({ field, value }) => [field, value])), records)
}

interface Outcome {
  readonly field: string
  readonly value: unknown
  readonly isSent: boolean
  /** Whether something of mine is in the value that they do not have. */
  readonly isMine: boolean
  readonly records: readonly NewConflictRecord[]
  /** Not decided: a person's. */
  readonly clash: FieldClash | null
}

function outcomeOf(one: Case, field: string, merge: FieldMerge): Outcome {
  const decided = { field, records: [], clash: null }
  switch (merge.kind) {
    case 'same':
      return { ...decided, value: merge.value, isSent: true, isMine: false }
    case 'mine-only':
      return { ...decided, value: merge.value, isSent: true, isMine: true }
    case 'theirs-only': {
      const records = [recordOf(one, field, merge.value, 'not-changed')]
      return { ...decided, value: merge.value, isSent: false, isMine: false, records }
    }
    case 'merged': {
      const records = [{ ...recordOf(one, field, merge.value, 'merged'), winner: 'merged' as const }]
      return { ...decided, value: merge.value, isSent: true, isMine: true, records }
    }
    case 'clash':
      return outcomeOfClash(one, merge.clash)
  }
}

function outcomeOfClash(one: Case, clash: FieldClash): Outcome {
  const { operation, settings, mergers } = one
  const { field } = clash
  const { entityType } = operation.intent
  const favour = FAVOUR_OF[strategyFor(settings.strategies, entityType, field)]
  const settled = settings.autoResolve ? settleClash(entityType, clash, favour, mergers) : null
  if (settled === null) return { field, value: null, isSent: false, isMine: false, records: [], clash }
  const isMine = !isSameJson(settled.value, clash.theirs)
  const records = [recordOf(one, field, settled.value, 'strategy')]
  return { field, value: settled.value, isSent: isMine, isMine, records, clash: null }
}

function decideEditOfDeleted(one: Case): Decision {
  const { operation, settings, round } = one
  const { entityType } = operation.intent
  const mine = fieldsOf(operation.intent)
  const strategy = commonStrategy(settings.strategies, entityType, Object.keys(mine))
  if (!settings.autoResolve || round >= settings.maxRounds || strategy !== 'server-wins') {
    return { kind: 'desk', clashes: clashesOfAll(one), reason: 'deleted' }
  }
  return { kind: 'drop', records: Object.keys(mine).map((field) => recordOf(one, field, null, 'deleted')) }
}

function decideDelete(one: Case): Decision {
  const { operation, detail, settings, round } = one
  // Gone is what it was to be.
  if (detail.isDeleted) return { kind: 'drop', records: [] }
  const { entityType } = operation.intent
  const strategy = commonStrategy(settings.strategies, entityType, Object.keys(detail.serverFields))
  const isOver = round >= settings.maxRounds
  if (isOver || !settings.autoResolve || strategy === null || strategy === 'merge' || strategy === 'manual') {
    const clashes = Object.entries(detail.serverFields).map(([field, theirs]) => unmerged(field, null, null, theirs))
    return { kind: 'desk', clashes, reason: isOver ? 'loop' : 'delete-over-edits' }
  }
  const theirs = detail.serverFields
  const result = strategy === 'server-wins' ? theirs : null
  const winner = strategy === 'server-wins' ? 'theirs' : 'mine'
  const decided = { base: null, mine: null, theirs, result, winner } as const
  const records = [automaticRecord(operation, WHOLE_ENTITY, decided, strategy, 'delete-over-edits')]
  return strategy === 'server-wins' ? { kind: 'drop', records } : rebase(one, {}, records)
}

function rebase({ operation, detail }: Case, fields: Fields, records: readonly NewConflictRecord[]): Decision {
  const { base, mine, theirs } = sidesOf(operation, detail)
  const entries = Object.keys(fields).flatMap((field) => {
    const value = Object.hasOwn(theirs, field) ? theirs[field] : ownValue(base, field)
    return value === undefined ? [] : [[field, value] as const]
  })
  return {
    kind: 'rebase',
    version: detail.serverVersion,
    fields: isSameJson(fields, mine) ? null : fields,
    baseFields: Object.fromEntries(entries),
    othersFields: Object.keys(detail.serverFields),
    records,
  }
}

function sidesOf({ intent, baseFields }: Operation, { serverFields }: ConflictDetail) {
  return wholeSides(intent.entityType, { base: baseFields, mine: fieldsOf(intent), theirs: serverFields })
}

function recordOf(
  { operation, detail, settings }: Case,
  field: string,
  result: unknown,
  reason: AutomaticReason,
): NewConflictRecord {
  const { base, mine, theirs } = sidesOf(operation, detail)
  const sides = { base: ownValue(base, field), mine: ownValue(mine, field), theirs: ownValue(theirs, field) }
  const strategy: Strategy = strategyFor(settings.strategies, operation.intent.entityType, field)
  const winner = winnerOf(result, { ...sides, theirs: sides.theirs ?? null })
  return automaticRecord(operation, field, { ...sides, result, winner }, strategy, reason)
}

function reasonOf({ operation, settings }: Case, open: readonly FieldClash[]): DeskReason {
  const { entityType } = operation.intent
  const isManual = open.some(({ field }) => strategyFor(settings.strategies, entityType, field) === 'manual')
  return settings.autoResolve && isManual ? 'manual' : 'clash'
}

function clashesOf(merges: ReadonlyMap<string, FieldMerge>): FieldClash[] {
  return [...merges.values()].flatMap((merge) => (merge.kind === 'clash' ? [merge.clash] : []))
}

/** All fields of mine that the server does not have like this, whether they would merge or not. */
function clashesOfAll({ operation, detail, mergers }: Case): FieldClash[] {
  const { base, mine, theirs } = sidesOf(operation, detail)
  const { entityType } = operation.intent
  return Object.keys(mine).flatMap((field) => {
    const before = ownValue(base, field)
    if (detail.isDeleted) return [unmerged(field, before, ownValue(mine, field), null)]
    // What they did not change they have as it was.
    const after = Object.hasOwn(theirs, field) ? theirs[field] : before
    const sides = { base: before, mine: ownValue(mine, field), theirs: after }
    return isSameJson(sides.mine, sides.theirs) ? [] : [clashOf(entityType, field, sides, mergers)]
  })
}

function unmerged(field: string, base: unknown, mine: unknown, theirs: unknown): FieldClash {
  return { field, base: base ?? null, mine: mine ?? null, theirs, partial: null }
}
