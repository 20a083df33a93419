import type { SqliteDatabase } from '#sqlite/open.ts'
import type { IndexColumns } from './index-rows.ts'
import type { EntityRow, OperationRow } from './rows.ts'

const REBASE_LANE = `
  UPDATE operations SET base_version = ?
  WHERE entity_type = ? AND entity_id = ? AND state = 'queued' AND base_version >= ? AND base_version < ?`

const INDEX_COLUMNS = `client_sequence, key, entity_type, entity_id, kind, fields, bytes, state, priority, base_version,
  created_at, changed_at, waiting_since, accepted_at, attempts, rounds, next_attempt_at, user_id, schema_version, last_error,
  depends_on, batch_id, batch_size`

/** States that no operation leaves; anything else waits, also a state that only a newer version knows. */
export const SETTLED = "('applied','unconfirmed','expired','cancelled','merged')"

/** History of one operation beyond this many characters keeps its newest part; the ledger keeps all. */
const MAX_HISTORY = 16_000
const APPEND_HISTORY = `history = CASE WHEN length(history) > ${MAX_HISTORY}
  THEN substr(history, -${MAX_HISTORY / 2}) ELSE history END || char(10) || @history`

/** The prepared statements of the hot paths, made once per open database. */
export function prepareStatements(database: SqliteDatabase) {
  return {
    insertOperation: database.prepare<[OperationRow & { readonly history: string }]>(`
      INSERT INTO operations (client_sequence, key, entity_type, entity_id, kind, fields, bytes, state, priority,
        base_version, created_at, changed_at, waiting_since, accepted_at, attempts, rounds, next_attempt_at, actor, user_id,
        schema_version, intent, base_fields, last_error, conflict, depends_on, batch_id, batch_size, acknowledged, history)
      VALUES (@client_sequence, @key, @entity_type, @entity_id, @kind, @fields, @bytes, @state, @priority,
        @base_version, @created_at, @changed_at, @waiting_since, @accepted_at, @attempts, @rounds, @next_attempt_at, @actor,
        @user_id, @schema_version, @intent, @base_fields, @last_error, @conflict, @depends_on, @batch_id, @batch_size,
        @acknowledged, @history)`),
    changeOperation: database.prepare<[OperationRow & { readonly from_state: string; readonly history: string }]>(`
      UPDATE operations SET state = @state, priority = @priority, base_version = @base_version, changed_at = @changed_at,
        waiting_since = @waiting_since, accepted_at = @accepted_at, attempts = @attempts, rounds = @rounds,
        next_attempt_at = @next_attempt_at, intent = @intent, base_fields = @base_fields, fields = @fields, bytes = @bytes,
        last_error = @last_error, conflict = @conflict, depends_on = @depends_on, batch_id = @batch_id,
        batch_size = @batch_size, acknowledged = @acknowledged, ${APPEND_HISTORY}
      WHERE key = @key AND client_sequence = @client_sequence AND state = @from_state`),
    moveOperation: database.prepare<[{ to: string; at: number; history: string; sequence: number; from: string }]>(`
      UPDATE operations SET state = @to, changed_at = @at, next_attempt_at = NULL, ${APPEND_HISTORY}
      WHERE client_sequence = @sequence AND state = @from`),
    intentOf: database.prepare<[number], { intent: string }>('SELECT intent FROM operations WHERE client_sequence = ?'),
    rebaseLane: database.prepare<[number, string, string, number, number]>(REBASE_LANE),
    // Apart, because nearly every acknowledgement needs the plain one, which costs half of this.
    rebaseLaneExcept: database.prepare<[number, string, string, number, number, string]>(
      `${REBASE_LANE} AND client_sequence NOT IN (SELECT value FROM json_each(?))`,
    ),
    renameOperations: database.prepare<[{ type: string; from: string; to: string }]>(`
      UPDATE operations SET entity_id = @to, intent = json_set(intent, '$.entityId', @to)
      WHERE entity_type = @type AND entity_id = @from AND json_valid(intent)`),
    renameOverlays: database.prepare<[{ type: string; from: string; to: string }]>(`
      UPDATE overlays SET effect = json_set(effect, '$.entityId', @to) WHERE client_sequence IN
        (SELECT client_sequence FROM operations WHERE entity_type = @type AND entity_id = @to)
        AND effect ->> '$.entityId' = @from`),
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
    aliases: database.prepare<[], { entity_type: string; from_id: string; to_id: string }>('SELECT * FROM aliases'),
    putOverlay: database.prepare<[number, string]>(
      'INSERT OR REPLACE INTO overlays (client_sequence, effect) VALUES (?, ?)',
    ),
    removeOverlay: database.prepare<[number]>('DELETE FROM overlays WHERE client_sequence = ?'),
    putEntity: database.prepare<[EntityRow]>(`
      INSERT OR REPLACE INTO entities (entity_type, id, version, sequence, data, reported)
      VALUES (@entity_type, @id, @version, @sequence, @data, @reported)`),
    removeEntity: database.prepare<[string, string]>('DELETE FROM entities WHERE entity_type = ? AND id = ?'),
    putMeta: database.prepare<[string, string]>('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)'),
    putConflict: database.prepare<
      [{ id: string; key: string; type: string; entity: string; resolution: string; at: number; record: string }]
    >(`
      INSERT OR REPLACE INTO conflict_records (id, key, entity_type, entity_id, resolution_id, at, record)
      VALUES (@id, @key, @type, @entity, @resolution, @at, @record)`),
    insertLedger: database.prepare<[number, string, Buffer]>('INSERT INTO ledger (line, body, hash) VALUES (?, ?, ?)'),
    putLedgerHead: database.prepare<[string]>('UPDATE ledger_head SET head = ? WHERE id = 1'),
    ledgerHead: database.prepare<[], { head: string }>('SELECT head FROM ledger_head WHERE id = 1'),
    ledgerAfter: database.prepare<[number, number], { line: number; body: string; hash: Buffer }>(
      'SELECT line, body, hash FROM ledger WHERE line > ? ORDER BY line LIMIT ?',
    ),
    firstLedgerLine: database.prepare<[], { first: number | null }>('SELECT min(line) AS first FROM ledger'),
    stateCounts: database.prepare<[], { state: string; n: number }>(
      'SELECT state, count(*) AS n FROM operations GROUP BY state',
    ),
    operationByKey: database.prepare<[string], OperationRow>('SELECT * FROM operations WHERE key = ?'),
    historyByKey: database.prepare<[string], { history: string }>('SELECT history FROM operations WHERE key = ?'),
    unsettledIndex: database.prepare<[], IndexColumns>(
      `SELECT ${INDEX_COLUMNS} FROM operations WHERE state NOT IN ${SETTLED} ORDER BY client_sequence`,
    ),
    unsettledAfter: database.prepare<[number, number], OperationRow>(
      `SELECT * FROM operations WHERE client_sequence > ? AND state NOT IN ${SETTLED} ORDER BY client_sequence LIMIT ?`,
    ),
    overlays: database.prepare<[], { client_sequence: number; effect: string }>(
      'SELECT client_sequence, effect FROM overlays ORDER BY client_sequence',
    ),
    entities: database.prepare<[], EntityRow>('SELECT * FROM entities'),
    meta: database.prepare<[], { name: string; value: string }>('SELECT name, value FROM meta'),
    lastSequence: database.prepare<[], { last: number | null }>('SELECT max(client_sequence) AS last FROM operations'),
  }
}
export type Statements = ReturnType<typeof prepareStatements>
