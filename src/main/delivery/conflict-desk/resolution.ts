import { type ConflictSettings, type NewConflictRecord, WHOLE_ENTITY } from '#shared/domain/conflict.ts'
import { type ConflictDetail, fieldsOf, type Operation, type OperationUser } from '#shared/domain/operation.ts'
import { type Choice, type ChoiceOutcome, previewOf } from '../conflict/preview.ts'
import { isSameJson, ownValue } from '../conflict/same-json.ts'
import { strategyFor } from '../conflict/strategies.ts'

/** What a decision makes of an operation, and what has to be remembered of it. */
export interface Resolved {
  readonly changes: Partial<Operation>
  readonly state: 'queued' | 'cancelled'
  readonly reason: string
  readonly records: readonly NewConflictRecord[]
}

/** The person who decides, and the strategies that were in force without them. */
export interface Decided {
  readonly by: OperationUser
  readonly settings: ConflictSettings
  /** Why, in the person's own words; empty or left out: nothing was said. */
  readonly note?: string | undefined
}

/** What a person's choice makes of an operation in conflict; a string: why it cannot be chosen. Pure. */
export function resolve(
  operation: Operation,
  detail: ConflictDetail,
  choice: Choice,
  decided: Decided,
): Resolved | string {
  const preview = previewOf(operation, detail, choice)
  if (!preview.ok) return preview.message
  const outcome = withBatch(operation, preview)
  const records = recordsOfChoice(operation, detail, outcome, decided)
  const over = { conflict: null, lastError: null }
  if (outcome.sends === 'nothing') {
    return { state: 'cancelled', changes: over, reason: reasonOfEnd(operation, detail, outcome), records }
  }
  const { intent, baseFields } = operation
  const isSame = Object.keys(outcome.send).length === Object.keys(fieldsOf(intent)).length && choice === 'mine'
  const present = Object.keys(outcome.send).map((field) => {
    const value = Object.hasOwn(detail.serverFields, field) ? detail.serverFields[field] : ownValue(baseFields, field)
    return [field, value ?? null] as const
  })
  const changes: Partial<Operation> = {
    ...over,
    ...(intent.kind === 'update' ? { intent: { ...intent, fields: outcome.send } } : {}),
    baseVersion: detail.serverVersion,
    baseFields: Object.fromEntries(present),
    rounds: 0,
    nextAttemptAt: null,
  }
  return { state: 'queued', changes, reason: isSame ? 'kept-mine-by-operator' : 'resolved-by-operator', records }
}

/** Nothing has to be sent for what is there already; in a batch it goes all the same, since the rest goes only with it. */
function withBatch({ batch, intent }: Operation, outcome: ChoiceOutcome): ChoiceOutcome {
  if (batch === null || outcome.sends !== 'nothing' || outcome.isDeleted || intent.kind !== 'update') return outcome
  const isAsWanted = Object.entries(intent.fields).every(([field, value]) => isSameJson(outcome.fields[field], value))
  return isAsWanted ? { ...outcome, sends: 'update', send: intent.fields } : outcome
}

/** Why nothing is sent: the server's values were chosen, or they are what was wanted. */
function reasonOfEnd({ intent }: Operation, { isDeleted }: ConflictDetail, { fields }: ChoiceOutcome): string {
  if (intent.kind === 'delete') return isDeleted ? 'already-deleted' : 'kept-theirs-by-operator'
  const isAsWanted = Object.entries(fieldsOf(intent)).every(([field, value]) => isSameJson(fields[field], value))
  return isAsWanted && !isDeleted ? 'already-at-server' : 'kept-theirs-by-operator'
}

/** What is lost when an operation in conflict is given up as a whole: none of its values goes to the server. */
export function recordsOfGivingUp(operation: Operation, decided: Decided): readonly NewConflictRecord[] {
  const { conflict } = operation
  if (conflict === null) return []
  if (operation.intent.kind === 'delete') {
    return conflict.isDeleted ? [] : [recordOfDeletion(operation, conflict, 'theirs', decided)]
  }
  const sides = (field: string) => sidesOf(operation, conflict, field)
  return Object.keys(fieldsOf(operation.intent)).map((field) => {
    const { theirs } = sides(field)
    return recordOf(operation, field, { ...sides(field), result: theirs, winner: 'theirs' }, decided)
  })
}

function recordsOfChoice(
  operation: Operation,
  detail: ConflictDetail,
  { sends, isDeleted, resolutions }: ChoiceOutcome,
  decided: Decided,
): readonly NewConflictRecord[] {
  if (operation.intent.kind === 'delete') {
    if (detail.isDeleted) return []
    return [recordOfDeletion(operation, detail, sends === 'delete' ? 'mine' : 'theirs', decided)]
  }
  // Deleted there, and so it stays: all of mine is lost.
  if (isDeleted) return recordsOfGivingUp({ ...operation, conflict: detail }, decided)
  return resolutions.map(({ field, result, winner }) =>
    recordOf(operation, field, { ...sidesOf(operation, detail, field), result, winner }, decided),
  )
}

function recordOfDeletion(
  operation: Operation,
  { serverFields: theirs }: ConflictDetail,
  winner: 'mine' | 'theirs',
  decided: Decided,
): NewConflictRecord {
  const result = winner === 'mine' ? null : theirs
  return recordOf(operation, WHOLE_ENTITY, { base: null, mine: null, theirs, result, winner }, decided)
}

function sidesOf({ intent, baseFields }: Operation, { serverFields, isDeleted }: ConflictDetail, field: string) {
  const mine = fieldsOf(intent)
  const base = ownValue(baseFields, field) ?? null
  const theirs = Object.hasOwn(serverFields, field) ? serverFields[field] : isDeleted ? null : base
  return { base, mine: Object.hasOwn(mine, field) ? mine[field] : base, theirs }
}

function recordOf(
  { key, intent: { entityType, entityId } }: Operation,
  field: string,
  values: Pick<NewConflictRecord, 'base' | 'mine' | 'theirs' | 'result' | 'winner'>,
  { by, settings, note = '' }: Decided,
): NewConflictRecord {
  const strategy = strategyFor(settings.strategies, entityType, field)
  const common = { key, entityType, entityId, field, strategy, isAutomatic: false, resolvedBy: by.name }
  return { ...common, ...values, reason: 'chosen', ...(note === '' ? {} : { note }) }
}
