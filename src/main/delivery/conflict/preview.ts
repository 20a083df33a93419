import type { FieldChoice, FieldClash, FieldResolution } from '#shared/domain/conflict.ts'
import type { Fields } from '#shared/domain/entities.ts'
import { withWholeGroups } from '#shared/domain/field-groups.ts'
import type { EntityType } from '#shared/domain/ids.ts'
import { type ConflictDetail, fieldsOf, type Operation } from '#shared/domain/operation.ts'
import { OutpostError } from '#shared/errors/result.ts'
import { checkFields } from '../../outbox/check-intent.ts'
import { isSameJson, ownValue } from './same-json.ts'
import { winnerOf } from './strategies.ts'
import { type FieldMerge, type Mergers, mergeFields, settleClash } from './three-way.ts'
import { type FieldSides, mixedField, wholeSides } from './whole-groups.ts'

/**
 * What a person chooses for an operation in conflict.
 *
 * - `mine`: my values, as I wrote them.
 * - `theirs`: the server's values of what both changed.
 * - `merged`: what merges; where it does not, the server's property, the item that was edited and both sides' passages.
 * - `lossless`: what merges without losing anything that either side wrote; the rest is a problem.
 * - `edited`: values given at the desk, for every field that clashes; what merges may be left out.
 * - `fields`: a choice for every field that clashes; what merges may be left out.
 *
 * What only I changed goes with every choice but one made for that field.
 */
export type Choice =
  | 'mine'
  | 'theirs'
  | 'merged'
  | 'lossless'
  | { readonly edited: Fields }
  | { readonly fields: Readonly<Record<string, FieldChoice>> }

/** `field`: where the trouble is, as a path such as `items.3.durationSeconds`; null: with the entity as a whole. */
export interface ChoiceProblem {
  readonly ok: false
  readonly field: string | null
  /** A sentence for the operator. */
  readonly message: string
}

/** What a choice leads to. */
export interface ChoiceOutcome {
  readonly ok: true
  readonly isDeleted: boolean
  /** The values at the server afterwards, of all fields that either side changed. Empty when it is deleted then. */
  readonly fields: Fields
  /** What has to be sent for it; `nothing`: the operation is rolled back. */
  readonly sends: 'update' | 'delete' | 'nothing'
  /** The fields of the update. */
  readonly send: Fields
  /** What each field comes to in which the sides differ, to be recorded. */
  readonly resolutions: readonly FieldResolution[]
}

const NOTHING_SENT = { ok: true, sends: 'nothing', send: {}, resolutions: [] } as const

/** What an operation in conflict comes to if a person chooses so. Pure. */
export function previewOf(
  operation: Operation,
  detail: ConflictDetail,
  choice: Choice,
  mergers: Mergers = {},
): ChoiceOutcome | ChoiceProblem {
  const { intent } = operation
  if (intent.kind === 'delete') return previewOfDelete(detail, choice)
  if (intent.kind !== 'update') return problem(null, 'There is no choice to make: only changes and deletions clash.')
  if (detail.isDeleted) {
    if (choice === 'theirs') return { ...NOTHING_SENT, isDeleted: true, fields: {} }
    return problem(
      null,
      'It was deleted at the server: there is nothing left to change. Only the deletion can be kept.',
    )
  }
  const given = { base: operation.baseFields, mine: fieldsOf(intent), theirs: detail.serverFields }
  const sides = wholeSides(intent.entityType, given)
  const merges = mergeFields(intent.entityType, sides, mergers)
  const named = typeof choice === 'string' ? {} : 'edited' in choice ? choice.edited : choice.fields
  const foreign = Object.keys(named).find((field) => !merges.has(field))
  if (foreign !== undefined) return problem(foreign, `${foreign}: neither side has changed this field.`)
  const checked = checkedEdit(operation, editedBy(choice))
  if (!checked.ok) return checked
  const lossless = (clash: FieldClash) => settleClash(intent.entityType, clash, 'both', mergers)
  return asWhole(intent.entityType, sides, outcomeOf(sides, merges, { choice, edited: checked.fields, lossless }))
}

/** Refuses what would be of both sides where only one of them can be; what is sent of a group is all of it. */
function asWhole(
  entityType: EntityType,
  sides: FieldSides,
  outcome: ChoiceOutcome | ChoiceProblem,
): ChoiceOutcome | ChoiceProblem {
  if (!outcome.ok) return outcome
  const { fields, send } = outcome
  const mixed = mixedField(entityType, fields, sides)
  if (mixed !== undefined) {
    return problem(mixed, `${mixed}: this belongs to one file. Choose mine or theirs for all that is said of it.`)
  }
  const known = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  const whole = withWholeGroups(entityType, send, (field) => ownValue(known, field))
  return { ...outcome, send: Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined)) }
}

interface Chosen {
  readonly choice: Choice
  /** Values given at the desk, parsed. */
  readonly edited: Fields
  /** The value that keeps all that both wrote; null: there is none. */
  readonly lossless: (clash: FieldClash) => { readonly value: unknown } | null
}

function editedBy(choice: Choice): Fields {
  if (typeof choice === 'string') return {}
  if ('edited' in choice) return choice.edited
  const entries = Object.entries(choice.fields).flatMap(([field, one]) =>
    typeof one === 'string' ? [] : [[field, one.edited] as const],
  )
  return Object.fromEntries(entries)
}

/** What is chosen for one field, besides values given at the desk; undefined: nothing. */
function choiceFor(field: string, choice: Choice): Exclude<Choice, object> | undefined {
  if (typeof choice === 'string') return choice
  const one = 'fields' in choice && Object.hasOwn(choice.fields, field) ? choice.fields[field] : undefined
  return typeof one === 'string' ? one : undefined
}

function outcomeOf(
  sides: FieldSides,
  merges: ReadonlyMap<string, FieldMerge>,
  choices: Chosen,
): ChoiceOutcome | ChoiceProblem {
  const fields: [string, unknown][] = []
  const send: [string, unknown][] = []
  const resolutions: FieldResolution[] = []
  for (const [field, merge] of merges) {
    const chosen = chosenValue(field, merge, choices, sides)
    if (!chosen.ok) return chosen
    const { value } = chosen
    fields.push([field, value])
    const present = Object.hasOwn(sides.theirs, field) ? sides.theirs[field] : ownValue(sides.base, field)
    if (!isSameJson(value, present)) send.push([field, value])
    const isEdited = Object.hasOwn(choices.edited, field)
    if (!isEdited && !isContested(field, value, sides)) continue
    const winner = winnerOf(value, { mine: ownValue(sides.mine, field), theirs: present })
    resolutions.push({ field, result: value, winner: winner === 'merged' && isEdited ? 'edited' : winner })
  }
  return {
    ok: true,
    isDeleted: false,
    fields: Object.fromEntries(fields),
    sends: send.length > 0 ? 'update' : 'nothing',
    send: Object.fromEntries(send),
    resolutions,
  }
}

/** Both sides have a value for it, and not the same, or mine is given up. */
function isContested(field: string, value: unknown, { mine, theirs }: FieldSides): boolean {
  if (!Object.hasOwn(mine, field)) return false
  if (!Object.hasOwn(theirs, field)) return !isSameJson(value, mine[field])
  return !isSameJson(mine[field], theirs[field])
}

function chosenValue(
  field: string,
  merge: FieldMerge,
  { choice: choices, edited, lossless }: Chosen,
  { base, mine, theirs }: FieldSides,
): { readonly ok: true; readonly value: unknown } | ChoiceProblem {
  if (Object.hasOwn(edited, field)) return { ok: true, value: edited[field] }
  const choice = choiceFor(field, choices)
  // Written again as it was is written all the same, to somebody who wants their own value.
  if (choice === 'mine' && merge.kind === 'theirs-only' && Object.hasOwn(mine, field)) {
    return { ok: true, value: mine[field] }
  }
  // A choice for this field alone, not for the whole operation.
  if (merge.kind === 'mine-only' && choice === 'theirs' && choices !== 'theirs') {
    return { ok: true, value: Object.hasOwn(theirs, field) ? theirs[field] : (ownValue(base, field) ?? null) }
  }
  if (merge.kind === 'merged' || merge.kind === 'clash') {
    if (choice === 'mine') return { ok: true, value: mine[field] }
    if (choice === 'theirs') return { ok: true, value: theirs[field] }
  }
  if (merge.kind !== 'clash') return { ok: true, value: merge.value }
  if (choice === 'lossless') {
    const settled = lossless(merge.clash)
    if (settled === null) return problem(field, `${field}: the two values cannot be merged without losing one of them.`)
    return { ok: true, value: settled.value }
  }
  if (choice !== 'merged') return problem(field, `${field}: both sides changed it, and no value was given for it.`)
  const { partial } = merge.clash
  return partial === null
    ? problem(field, `${field}: the two values cannot be merged. Choose one of them, or give another.`)
    : { ok: true, value: partial.value }
}

function previewOfDelete(detail: ConflictDetail, choice: Choice): ChoiceOutcome | ChoiceProblem {
  if (detail.isDeleted) return { ...NOTHING_SENT, isDeleted: true, fields: {} }
  if (choice === 'theirs') return { ...NOTHING_SENT, isDeleted: false, fields: detail.serverFields }
  if (choice !== 'mine') return problem(null, 'A deletion cannot be merged: either it is deleted or it stays.')
  return { ok: true, isDeleted: true, fields: {}, sends: 'delete', send: {}, resolutions: [] }
}

/** The values given at the desk, parsed by the entity's schema. */
function checkedEdit(
  { intent }: Operation,
  edited: Fields,
): { readonly ok: true; readonly fields: Fields } | ChoiceProblem {
  try {
    return { ok: true, fields: checkFields(intent.entityType, 'update', edited) }
  } catch (error) {
    if (!(error instanceof OutpostError)) throw error
    return problem(error.field ?? null, error.message)
  }
}

function problem(field: string | null, message: string): ChoiceProblem {
  return { ok: false, field, message }
}
