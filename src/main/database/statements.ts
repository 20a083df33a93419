import type { SqliteDatabase } from '#sqlite/open.ts'
import type { IndexColumns } from './index-rows.ts'
import { type EntityRow, OPERATION_COLUMNS, type OperationRow } from './rows.ts'
import { CHANGED_COLUMNS, PAYLOAD_COLUMNS, type Value } from './writes.ts'

const INDEX_COLUMNS = `client_sequence, key, entity_type, entity_id, kind, fields, bytes, state, priority, base_version,
  created_at, waiting_since, accepted_at, attempts, next_attempt_at, user_id, schema_version, last_error,
  depends_on, batch_id, batch_size`

/** States that no operation leaves; anything else waits, also a state that only a newer version knows. */
export const SETTLED = "('applied','unconfirmed','expired','cancelled','merged')"

/** History of one operation beyond this many characters keeps its newest part; the ledger keeps all. */
const MAX_HISTORY = 16_000
const APPENDED_HISTORY = `CASE WHEN length(history) > ${MAX_HISTORY}
  THEN substr(history, -${MAX_HISTORY / 2}) ELSE history END || ?`

const listed = (columns: readonly string[]): string => columns.join(', ')
const assigned = (columns: readonly string[]): string => columns.map((column) => `${column} = ?`).join(', ')
const places = (columns: readonly string[]): string => columns.map(() => '?').join(', ')

/** The prepared statements, made once per open database. */
export function prepareStatements(database: SqliteDatabase) {
  return {
    ...operationStatements(database),
    ...housekeepingStatements(database),
    ...replicaStatements(database),
    ...ledgerStatements(database),
  }
}
export type Statements = ReturnType<typeof prepareStatements>

function operationStatements(database: SqliteDatabase) {
  return {
    insertOperation: database.prepare<Value[]>(`
      INSERT INTO operations (${listed(OPERATION_COLUMNS)}, history) VALUES (${places(OPERATION_COLUMNS)}, '')`),
    /** Whether there is a row with this number. */
    rowOf: database.prepare<[number, number], { n: number }>(`
      SELECT 1 AS n FROM operations WHERE client_sequence = ? UNION ALL SELECT 1 FROM settled WHERE client_sequence = ?`),
    changeOperation: database.prepare<Value[]>(
      `UPDATE operations SET ${assigned(CHANGED_COLUMNS)} WHERE client_sequence = ? AND state = ?`,
    ),
    amendOperation: database.prepare<Value[]>(`
      UPDATE operations SET ${assigned(CHANGED_COLUMNS)}, ${assigned(PAYLOAD_COLUMNS)}
      WHERE client_sequence = ? AND state = ?`),
    moveOperation: database.prepare<[string, number, number, string]>(`
      UPDATE operations SET state = ?, changed_at = ?, next_attempt_at = NULL
      WHERE client_sequence = ? AND state = ?`),
    rebaseOperation: database.prepare<[number, number, number, number]>(`
      UPDATE operations SET base_version = ?
      WHERE client_sequence = ? AND state = 'queued' AND base_version >= ? AND base_version < ?`),
    renameOperation: database.prepare<[string, string, number]>(`
      UPDATE operations SET entity_id = ?, intent = json_set(intent, '$.entityId', ?)
      WHERE client_sequence = ? AND json_valid(intent)`),
    renameSettled: database.prepare<[{ type: string; from: string; to: string }]>(`
      UPDATE settled SET entity_id = @to, intent = json_set(intent, '$.entityId', @to)
      WHERE entity_type = @type AND entity_id = @from AND json_valid(intent)`),
    stateCounts: database.prepare<[], { state: string; n: number }>(
      `SELECT state, sum(n) AS n FROM (
        SELECT state, count(*) AS n FROM operations GROUP BY state UNION ALL
        SELECT state, count(*) AS n FROM settled GROUP BY state) GROUP BY state`,
    ),
    operationByKey: database.prepare<[string], OperationRow>(
      `SELECT ${listed(OPERATION_COLUMNS)} FROM operations WHERE key = ?`,
    ),
    settledByKey: database.prepare<[string], OperationRow>(
      `SELECT ${listed(OPERATION_COLUMNS)} FROM settled WHERE key = ?`,
    ),
    historyByKey: database.prepare<[string, string], { history: string }>(
      'SELECT history FROM operations WHERE key = ? UNION ALL SELECT history FROM settled WHERE key = ?',
    ),
    unsettledIndexAfter: database.prepare<[number, number], IndexColumns & { readonly intent: string }>(`
      SELECT ${INDEX_COLUMNS}, intent FROM operations WHERE client_sequence > ? AND state NOT IN ${SETTLED}
      ORDER BY client_sequence LIMIT ?`),
    unsettledAfter: database.prepare<[number, number], OperationRow>(
      `SELECT * FROM operations WHERE client_sequence > ? AND state NOT IN ${SETTLED} ORDER BY client_sequence LIMIT ?`,
    ),
    lastSequence: database.prepare<[], { last: number | null }>(`
      SELECT max(last) AS last FROM (SELECT max(client_sequence) AS last FROM operations
        UNION ALL SELECT max(client_sequence) FROM settled)`),
  }
}

function housekeepingStatements(database: SqliteDatabase) {
  return {
    appendHistory: database.prepare<[string, number]>(
      `UPDATE operations SET history = ${APPENDED_HISTORY} WHERE client_sequence = ?`,
    ),
    /** Of what was moved before its last steps were taken up: only where the ledger is damaged. */
    appendSettledHistory: database.prepare<[string, number]>(
      `UPDATE settled SET history = ${APPENDED_HISTORY} WHERE client_sequence = ?`,
    ),
    settledBeside: database.prepare<[], { client_sequence: number }>(
      `SELECT client_sequence FROM operations WHERE state IN ${SETTLED}`,
    ),
    settleOperation: database.prepare<[number]>(`
      INSERT INTO settled SELECT * FROM operations WHERE client_sequence = ? AND state IN ${SETTLED}`),
    removeOperation: database.prepare<[number]>('DELETE FROM operations WHERE client_sequence = ?'),
    /** What was renamed after it was over and before it was moved. */
    renameLateSettled: database.prepare<[number]>(`
      UPDATE settled SET entity_id = to_id, intent = json_set(intent, '$.entityId', to_id) FROM aliases
      WHERE client_sequence = ? AND aliases.entity_type = settled.entity_type AND from_id = entity_id
        AND json_valid(intent)`),
  }
}

function replicaStatements(database: SqliteDatabase) {
  return {
    // The feed may have brought it under its new name already, and somebody's later edit of it.
    forgetOlderEntity: database.prepare<[{ type: string; from: string; to: string }]>(`
      DELETE FROM entities WHERE entity_type = @type AND id = @from AND version <=
        (SELECT version FROM entities WHERE entity_type = @type AND id = @to)`),
    renameEntity: database.prepare<[{ type: string; from: string; to: string }]>(
      'UPDATE OR REPLACE entities SET id = @to WHERE entity_type = @type AND id = @from',
    ),
    putAlias: database.prepare<[{ type: string; from: string; to: string }]>(
      'INSERT OR REPLACE INTO aliases (entity_type, from_id, to_id) VALUES (@type, @from, @to)',
    ),
    aliasOf: database.prepare<[string, string], { to_id: string }>(
      'SELECT to_id FROM aliases WHERE entity_type = ? AND from_id = ?',
    ),
    aliases: database.prepare<[], { entity_type: string; from_id: string; to_id: string }>('SELECT * FROM aliases'),
    putEntity: database.prepare<Value[]>(`
      INSERT OR REPLACE INTO entities (entity_type, id, version, sequence, data, reported) VALUES (?, ?, ?, ?, ?, ?)`),
    putReport: database.prepare<[number, string, string, string]>(
      'UPDATE entities SET sequence = ?, reported = ? WHERE entity_type = ? AND id = ?',
    ),
    removeEntity: database.prepare<[string, string]>('DELETE FROM entities WHERE entity_type = ? AND id = ?'),
    putMeta: database.prepare<[string, string]>('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)'),
    putConflict: database.prepare<Value[]>(`
      INSERT OR REPLACE INTO conflict_records (id, key, entity_type, entity_id, resolution_id, at, record)
      VALUES (?, ?, ?, ?, ?, ?, ?)`),
    entitiesAfter: database.prepare<[string, string, number], EntityRow>(
      'SELECT * FROM entities WHERE (entity_type, id) > (?, ?) ORDER BY entity_type, id LIMIT ?',
    ),
    meta: database.prepare<[], { name: string; value: string }>('SELECT name, value FROM meta'),
    metaOf: database.prepare<[string], { value: string }>('SELECT value FROM meta WHERE name = ?'),
  }
}

function ledgerStatements(database: SqliteDatabase) {
  return {
    insertLedger: database.prepare<[number, string, Buffer]>('INSERT INTO ledger (line, body, hash) VALUES (?, ?, ?)'),
    ledgerBackwards: database.prepare<[], { line: number; body: string; hash: Buffer }>(
      'SELECT line, body, hash FROM ledger ORDER BY line DESC',
    ),
    ledgerAfter: database.prepare<[number, number], { line: number; body: string; hash: Buffer }>(
      'SELECT line, body, hash FROM ledger WHERE line > ? ORDER BY line LIMIT ?',
    ),
    firstLedgerLine: database.prepare<[], { first: number | null }>('SELECT min(line) AS first FROM ledger'),
  }
}
