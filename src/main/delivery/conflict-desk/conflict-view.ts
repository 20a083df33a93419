import { type ChangeAuthor, WHOLE_ENTITY } from '#shared/domain/conflict.ts'
import { type ConflictField, type ConflictView, FIELD_STANDINGS } from '#shared/domain/conflict-desk.ts'
import type { Fields } from '#shared/domain/entities.ts'
import { type ConflictDetail, fieldsOf, type Operation } from '#shared/domain/operation.ts'
import { ownValue } from '../conflict/same-json.ts'
import { type FieldMerge, mergeFields } from '../conflict/three-way.ts'
import { wholeSides } from '../conflict/whole-groups.ts'

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
  const fields = kind === 'delete' ? fieldsOfOthers(conflict) : rowsOf(operation, conflict)
  return {
    key,
    kind,
    entityType,
    entityId,
    actor: user.name,
    createdAt,
    changedAt,
    reason: conflict.reason ?? (conflict.isDeleted ? 'deleted' : 'clash'),
    changedBy: lastAuthor(fields),
    isDeleted: conflict.isDeleted,
    serverVersion: conflict.serverVersion,
    fields,
    ...context,
  }
}

/** Who is behind what clashes; where nothing does, behind whatever else they changed. */
function lastAuthor(fields: readonly ConflictField[]): ChangeAuthor | null {
  const [first] = fields
  const asked = first?.standing === 'clash' ? fields.filter(({ standing }) => standing === 'clash') : fields
  const authors = asked.flatMap(({ changedBy }) => changedBy ?? [])
  return authors.reduce<ChangeAuthor | null>((last, one) => (last !== null && last.at >= one.at ? last : one), null)
}

function authorOf({ changedBy = {} }: ConflictDetail, field: string): ChangeAuthor | null {
  const author = Object.hasOwn(changedBy, field) ? changedBy[field] : undefined
  return author === undefined || author.actor.trim() === '' ? null : author
}

/** Clashes first: they are what a person is asked about. */
function rowsOf({ intent, baseFields }: Operation, detail: ConflictDetail): ConflictField[] {
  const { serverFields, isDeleted } = detail
  const mine = fieldsOf(intent)
  if (isDeleted) {
    return Object.entries(mine).map(([field, value]) => ({
      field,
      standing: 'clash',
      base: ownValue(baseFields, field) ?? null,
      mine: value,
      theirs: null,
      changedBy: authorOf(detail, WHOLE_ENTITY),
      merged: null,
    }))
  }
  const sides = wholeSides(intent.entityType, { base: baseFields, mine, theirs: serverFields })
  const rows = [...mergeFields(intent.entityType, sides)].map(([field, merge]) => ({
    ...rowOf(field, merge, sides),
    changedBy: authorOf(detail, field),
  }))
  const rankOf = ({ standing }: ConflictField): number => FIELD_STANDINGS.indexOf(standing)
  return rows.sort((a, b) => rankOf(a) - rankOf(b))
}

function rowOf(
  field: string,
  merge: FieldMerge,
  { base, mine, theirs }: { readonly base: Fields; readonly mine: Fields; readonly theirs: Fields },
): Omit<ConflictField, 'changedBy'> {
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

function fieldsOfOthers(detail: ConflictDetail): ConflictField[] {
  return Object.entries(detail.serverFields).map(([field, theirs]) => ({
    field,
    standing: 'theirs-only',
    base: null,
    mine: null,
    theirs,
    changedBy: authorOf(detail, field),
    merged: null,
  }))
}
