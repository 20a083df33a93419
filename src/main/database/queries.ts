import type { ConflictRecord } from '#shared/domain/conflict.ts'
import { SETTLED_STATES } from '#shared/domain/operation.ts'
import type { SqliteDatabase } from '#sqlite/open.ts'
import { unreadableOf } from './index-rows.ts'
import { type OperationRow, operationOfRow } from './rows.ts'
import { SETTLED, type Statements } from './statements.ts'
import type { ConflictQuery, FoundOperations, OperationQuery } from './store.ts'

/** An operation, wherever it is kept. Undefined: there is none with this key. */
export function operationRow(statements: Statements, key: string): OperationRow | undefined {
  const row = statements.operationByKey.get(key)
  if (row === undefined) return statements.settledByKey.get(key)
  return SETTLED_STATES.some((state) => state === row.state) ? withNewName(statements, row) : row
}

/** What is over and was not moved yet has missed that its entity was renamed. */
function withNewName(statements: Statements, row: OperationRow): OperationRow {
  const to = statements.aliasOf.get(row.entity_type, row.entity_id)?.to_id
  if (to === undefined) return row
  try {
    const intent = JSON.parse(row.intent) as object
    return { ...row, entity_id: to, intent: JSON.stringify({ ...intent, entityId: to }) }
  } catch {
    return row
  }
}

/** One page of operations, pending ones in the order they were made, history with the newest first. */
export function pageOperations(database: SqliteDatabase, query: OperationQuery): FoundOperations & { total: number } {
  const { where, values } = conditionsOf([
    [`state ${query.scope === 'pending' ? 'NOT IN' : 'IN'} ${SETTLED}`],
    ...(query.states === undefined
      ? []
      : [[`state IN (${query.states.map(() => '?').join(',')})`, ...query.states] as const]),
    ...(query.entityType === undefined ? [] : [['entity_type = ?', query.entityType] as const]),
    ...(query.entityId === undefined ? [] : [['entity_id = ?', query.entityId] as const]),
    ...(query.batchIds === undefined
      ? []
      : [[`batch_id IN (${query.batchIds.map(() => '?').join(',')})`, ...query.batchIds] as const]),
  ])
  const table = query.scope === 'history' ? 'settled' : 'operations'
  const order = query.scope === 'history' ? 'changed_at DESC, client_sequence DESC' : 'client_sequence'
  const rows = database
    .prepare<unknown[], OperationRow>(`SELECT * FROM ${table} WHERE ${where} ORDER BY ${order} LIMIT ? OFFSET ?`)
    .all(...values, query.limit, query.offset)
  return { total: count(database, table, where, values), ...sortReadable(rows) }
}

/** One page of decided conflicts, newest first. */
export function pageConflicts(
  database: SqliteDatabase,
  query: ConflictQuery,
): { total: number; records: readonly ConflictRecord[] } {
  const { where, values } = conditionsOf([
    ['1 = 1'],
    ...(query.entityType === undefined ? [] : [['entity_type = ?', query.entityType] as const]),
    ...(query.entityId === undefined ? [] : [['entity_id = ?', query.entityId] as const]),
    ...(query.resolutionId === undefined ? [] : [['resolution_id = ?', query.resolutionId] as const]),
    ...(query.since === undefined ? [] : [['at >= ?', query.since] as const]),
    ...(query.isAutomatic === undefined
      ? []
      : [["json_valid(record) AND json_extract(record, '$.isAutomatic')"] as const]),
    ...wordsOf(query.text ?? '').map((word) => [HOLDS_WORD, likeOf(word), likeOf(word)] as const),
  ])
  const rows = database
    .prepare<unknown[], { record: string }>(
      `SELECT record FROM conflict_records WHERE ${where} ORDER BY at DESC, id LIMIT ? OFFSET ?`,
    )
    .all(...values, query.limit, query.offset)
  return {
    total: count(database, 'conflict_records', where, values),
    records: rows.flatMap((row) => recordOf(row.record)),
  }
}

/** What people know of a decision: not the words that a record is stored with. */
const SEARCHED = ['field', 'base', 'mine', 'theirs', 'result', 'note', 'resolvedBy', 'entityId']
const SEARCHED_TEXT = SEARCHED.map((name) => `coalesce(json_extract(record, '$.${name}'), '')`).join(" || ' ' || ")
const HOLDS_WORD = `(json_valid(record) AND (${SEARCHED_TEXT}) LIKE ? ESCAPE '\\' OR EXISTS (
  SELECT 1 FROM entities WHERE entities.entity_type = conflict_records.entity_type
    AND entities.id = conflict_records.entity_id AND json_extract(entities.data, '$.name') LIKE ? ESCAPE '\\'))`

function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}

function likeOf(word: string): string {
  return `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`
}

/** A record that is damaged is history without a word: it is counted and left out. */
function recordOf(text: string): ConflictRecord[] {
  try {
    return [JSON.parse(text) as ConflictRecord]
  } catch {
    return []
  }
}

/** Parses rows, and names those that cannot be read. */
export function sortReadable(rows: readonly OperationRow[]): FoundOperations {
  const operations: FoundOperations['operations'][number][] = []
  const unreadable: FoundOperations['unreadable'][number][] = []
  for (const row of rows) {
    try {
      operations.push(operationOfRow(row))
    } catch (error) {
      unreadable.push(unreadableOf(row, error instanceof Error ? error.message.slice(0, 300) : String(error)))
    }
  }
  return { operations, unreadable }
}

function conditionsOf(parts: readonly (readonly [string, ...unknown[]])[]): { where: string; values: unknown[] } {
  return {
    where: parts.map(([condition]) => condition).join(' AND '),
    values: parts.flatMap(([, ...values]) => values),
  }
}

function count(database: SqliteDatabase, table: string, where: string, values: readonly unknown[]): number {
  const row = database
    .prepare<unknown[], { n: number }>(`SELECT count(*) AS n FROM ${table} WHERE ${where}`)
    .get(...values)
  return row?.n ?? 0
}
