import { type ConflictField, type ConflictView, FIELD_STANDINGS } from '#shared/domain/conflict-desk.ts'
import type { Fields } from '#shared/domain/entities.ts'
import { type ConflictDetail, fieldsOf, type Operation } from '#shared/domain/operation.ts'
import { ownValue } from '../conflict/same-json.ts'
import { type FieldMerge, mergeFields } from '../conflict/three-way.ts'

/** What the desk has to know of an operation besides what is stored with it. */
export interface ViewContext {
  readonly entityName: string
  readonly fellows: number
  readonly isOwn: boolean
}

/** An operation in conflict as the desk shows it; null: it is in none. */
export function conflictView(operation: Operation, context: ViewContext): ConflictView | null {
  const { key, intent, conflict, user, createdAt, changedAt, state } = operation
  if (state !== 'conflicted' || conflict === null) return null
  if (intent.kind !== 'update' && intent.kind !== 'delete') return null
  const { entityType, entityId, kind } = intent
  return {
    key,
    kind,
    entityType,
    entityId,
    actor: user.name,
    createdAt,
    changedAt,
    reason: conflict.reason ?? (conflict.isDeleted ? 'deleted' : 'clash'),
    isDeleted: conflict.isDeleted,
    serverVersion: conflict.serverVersion,
    fields: kind === 'delete' ? fieldsOfOthers(conflict) : rowsOf(operation, conflict),
    ...context,
  }
}

/** Clashes first: they are what a person is asked about. */
function rowsOf({ intent, baseFields }: Operation, { serverFields, isDeleted }: ConflictDetail): ConflictField[] {
  const mine = fieldsOf(intent)
  if (isDeleted) {
    return Object.entries(mine).map(([field, value]) => ({
      field,
      standing: 'clash',
      base: ownValue(baseFields, field) ?? null,
      mine: value,
      theirs: null,
      merged: null,
    }))
  }
  const sides = { base: baseFields, mine, theirs: serverFields }
  const rows = [...mergeFields(intent.entityType, sides)].map(([field, merge]) => rowOf(field, merge, sides))
  const rankOf = ({ standing }: ConflictField): number => FIELD_STANDINGS.indexOf(standing)
  return rows.sort((a, b) => rankOf(a) - rankOf(b))
}

function rowOf(
  field: string,
  merge: FieldMerge,
  { base, mine, theirs }: { readonly base: Fields; readonly mine: Fields; readonly theirs: Fields },
): ConflictField {
  const before = ownValue(base, field) ?? null
  return {
    field,
    standing: merge.kind,
    base: before,
    // What a side left alone it has as it was.
    mine: Object.hasOwn(mine, field) ? mine[field] : before,
    theirs: Object.hasOwn(theirs, field) ? theirs[field] : before,
    merged: mergedOf(merge),
  }
}

function mergedOf(merge: FieldMerge): ConflictField['merged'] {
  if (merge.kind === 'clash') return merge.clash.partial
  return merge.kind === 'merged' ? { value: merge.value, parts: [] } : null
}

function fieldsOfOthers({ serverFields }: ConflictDetail): ConflictField[] {
  return Object.entries(serverFields).map(([field, theirs]) => ({
    field,
    standing: 'theirs-only',
    base: null,
    mine: null,
    theirs,
    merged: null,
  }))
}
