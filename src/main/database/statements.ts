import type { SqliteDatabase } from '#sqlite/open.ts'
import type { EntityRow, OperationRow } from './rows.ts'

const REBASE_LANE = `
  UPDATE operations SET base_version = ?
  WHERE entity_type = ? AND entity_id = ? AND state = 'queued' AND base_version >= ? AND base_version < ?`

/** The prepared statements of the hot paths, made once per open database. */
export function prepareStatements(database: SqliteDatabase) {
  return {
    insertOperation: database.prepare<[OperationRow]>(`
      INSERT INTO operations (client_sequence, key, entity_type, entity_id, state, priority, base_version, created_at,
        changed_at, attempts, next_attempt_at, actor, schema_version, intent, base_fields, last_error, conflict, acknowledged)
      VALUES (@client_sequence, @key, @entity_type, @entity_id, @state, @priority, @base_version, @created_at,
        @changed_at, @attempts, @next_attempt_at, @actor, @schema_version, @intent, @base_fields, @last_error, @conflict, @acknowledged)`),
    changeOperation: database.prepare<[OperationRow & { readonly from_state: string }]>(`
      UPDATE operations SET state = @state, priority = @priority, base_version = @base_version, changed_at = @changed_at,
        attempts = @attempts, next_attempt_at = @next_attempt_at, intent = @intent, base_fields = @base_fields,
        last_error = @last_error, conflict = @conflict, acknowledged = @acknowledged
      WHERE key = @key AND client_sequence = @client_sequence AND state = @from_state`),
    rebaseLane: database.prepare<[number, string, string, number, number]>(REBASE_LANE),
    // Apart, because nearly every acknowledgement needs the plain one, which costs half of this.
    rebaseLaneExcept: database.prepare<[number, string, string, number, number, string]>(
      `${REBASE_LANE} AND client_sequence NOT IN (SELECT value FROM json_each(?))`,
    ),
    insertTransition: database.prepare<[string, string | null, string, number, string]>(
      'INSERT INTO transitions (key, from_state, to_state, at, reason) VALUES (?, ?, ?, ?, ?)',
    ),
    putOverlay: database.prepare<[number, string]>(
      'INSERT OR REPLACE INTO overlays (client_sequence, effect) VALUES (?, ?)',
    ),
    removeOverlay: database.prepare<[number]>('DELETE FROM overlays WHERE client_sequence = ?'),
    putEntity: database.prepare<[EntityRow]>(`
      INSERT OR REPLACE INTO entities (entity_type, id, version, sequence, data, reported)
      VALUES (@entity_type, @id, @version, @sequence, @data, @reported)`),
    removeEntity: database.prepare<[string, string]>('DELETE FROM entities WHERE entity_type = ? AND id = ?'),
    putMeta: database.prepare<[string, string]>('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)'),
    addToCounter: database.prepare<[string, number]>(`
      INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value`),
    operationByKey: database.prepare<[string], OperationRow>('SELECT * FROM operations WHERE key = ?'),
    transitionsByKey: database.prepare<
      [string],
      { from_state: string | null; to_state: string; at: number; reason: string }
    >('SELECT from_state, to_state, at, reason FROM transitions WHERE key = ? ORDER BY id'),
    unsettledOperations: database.prepare<[], OperationRow>(`
      SELECT * FROM operations WHERE state IN ('queued', 'sending', 'unknown', 'conflicted', 'quarantined')
      ORDER BY client_sequence`),
    overlays: database.prepare<[], { client_sequence: number; effect: string }>(
      'SELECT client_sequence, effect FROM overlays ORDER BY client_sequence',
    ),
    entities: database.prepare<[], EntityRow>('SELECT * FROM entities'),
    meta: database.prepare<[], { name: string; value: string }>('SELECT name, value FROM meta'),
    counters: database.prepare<[], { name: string; value: number }>('SELECT name, value FROM counters'),
    lastSequence: database.prepare<[], { last: number | null }>('SELECT max(client_sequence) AS last FROM operations'),
  }
}
export type Statements = ReturnType<typeof prepareStatements>
