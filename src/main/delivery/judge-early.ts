import { type ChangeAuthor, type ConflictSettings, WHOLE_ENTITY } from '#shared/domain/conflict.ts'
import type { EntityRecord } from '#shared/domain/entities.ts'
import { type ConflictDetail, fieldsOf, type Operation } from '#shared/domain/operation.ts'
import type { WaitingOperation } from '../outbox/lanes.ts'
import type { Verdict } from '../outbox/verdict.ts'
import { judgeConflict } from './conflict/judge-conflict.ts'
import { isSameJson, ownValue } from './conflict/same-json.ts'
import type { FieldChanges } from './seen-changes.ts'

/** What the feed has told of an entity of which something waits. */
export interface News {
  /** The server's present record; null: it was deleted there. */
  readonly record: Pick<EntityRecord, 'version' | 'data'> | null
  readonly changes: FieldChanges | null
  /** Who deleted it; null: it is there, or nobody knows. */
  readonly deletedBy: ChangeAuthor | null
  /** The rest of the operation's lane. An edit that builds on one of them is left to the server. */
  readonly others: readonly WaitingOperation[]
}

/** What the news mean for an edit that waits; null: nothing. Pure. */
export function judgeEarly(operation: Operation, news: News, conflicts: ConflictSettings): Verdict | null {
  const detail = earlyDetail(operation, news)
  if (detail === null) return null
  const verdict = judgeConflict(operation, detail, conflicts)
  if (operation.state === 'conflicted') return movedOn(operation, detail, verdict)
  if (verdict.kind !== 'rebase') return verdict
  // What was changed before the operation's own fields were looked at is not known for the rest of the lane.
  return { ...verdict, othersFields: [...verdict.othersFields, ...news.others.flatMap(({ fields }) => fields)] }
}

/** What the server holds against an edit that waits, as the feed tells of it; null: nothing, or nothing new. */
export function earlyDetail(operation: Operation, news: News): ConflictDetail | null {
  const { record, changes, others } = news
  if (operation.intent.kind !== 'update' || buildsOnOthers(operation, others)) return null
  const detail = record === null ? detailOfDeleted(operation, news) : detailOf(operation, record, changes)
  const seen = operation.conflict
  return detail === null || (seen !== null && !isNews(detail, seen)) ? null : detail
}

/**
 * The server's values of what both have changed; null: nothing. The version moves on with them, so all that has changed
 * since the operation's own has to be known: what was missed is left to the server's comparison.
 */
function detailOf(
  operation: Operation,
  { version, data }: NonNullable<News['record']>,
  changes: FieldChanges | null,
): ConflictDetail | null {
  const { baseFields, baseVersion, conflict } = operation
  const compared = conflict?.serverVersion ?? baseVersion
  if (changes === null || changes.since > compared || changes.upTo !== version || version <= compared) return null
  const changed = Object.keys(fieldsOf(operation.intent)).filter(
    (field) =>
      changes.fields.has(field) && !isSameJson(ownValue(data, field) ?? null, ownValue(baseFields, field) ?? null),
  )
  const named = [...new Set([...changed, ...Object.keys(conflict?.serverFields ?? {})])]
  if (named.length === 0) return null
  const serverFields = Object.fromEntries(named.map((field) => [field, ownValue(data, field) ?? null]))
  const authors = named.flatMap((field) => {
    const author = changed.includes(field) ? changes.authors.get(field) : authorBefore(conflict, field)
    return author === undefined ? [] : [[field, author] as const]
  })
  const changedBy = authors.length === 0 ? {} : { changedBy: Object.fromEntries(authors) }
  return { serverVersion: version, serverFields, isDeleted: false, isFromFeed: true, ...changedBy }
}

function authorBefore(conflict: ConflictDetail | null, field: string): ChangeAuthor | undefined {
  const { changedBy = {} } = conflict ?? {}
  return Object.hasOwn(changedBy, field) ? changedBy[field] : undefined
}

/** Null: it is not here because it is still to be made. */
function detailOfDeleted({ baseVersion }: Operation, { others, deletedBy }: News): ConflictDetail | null {
  if (baseVersion === 0 || others.some(({ kind }) => kind === 'create')) return null
  const changedBy = deletedBy === null ? {} : { changedBy: { [WHOLE_ENTITY]: deletedBy } }
  return { serverVersion: 0, serverFields: {}, isDeleted: true, isFromFeed: true, ...changedBy }
}

/** An edit of what an earlier one changes, makes or deletes was made in the sight of that, not of the server's record. */
function buildsOnOthers({ clientSequence, intent }: Operation, others: readonly WaitingOperation[]): boolean {
  const mine = fieldsOf(intent)
  return others.some((other) => {
    if (other.clientSequence > clientSequence) return false
    return other.kind === 'update' ? other.fields.some((field) => Object.hasOwn(mine, field)) : other.kind !== 'command'
  })
}

function isNews(detail: ConflictDetail, seen: ConflictDetail): boolean {
  return detail.isDeleted !== seen.isDeleted || !isSameJson(detail.serverFields, seen.serverFields)
}

/** What a person is deciding about stays with that person, whatever becomes of the clash. */
function movedOn({ conflict, lastError }: Operation, detail: ConflictDetail, verdict: Verdict): Verdict {
  if (verdict.kind === 'conflict') return { ...verdict, reason: 'conflict-moved-on' }
  const reason = conflict?.reason ?? 'clash'
  const message = lastError?.message ?? 'It was changed at the server.'
  return { kind: 'conflict', detail: { ...detail, reason }, message, reason: 'conflict-moved-on' }
}
