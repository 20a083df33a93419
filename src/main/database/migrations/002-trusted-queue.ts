import type { Migration } from '#sqlite/migrate.ts'
import { digestOf, GENESIS_HASH, hashLine, type LedgerEntry, type LedgerStep, serializeHead } from '../ledger-chain.ts'

interface TransitionRow {
  readonly client_sequence: number
  readonly key: string
  readonly intent: string
  readonly from_state: string | null
  readonly to_state: string
  readonly at: number
  readonly reason: string
}

/** A line of the ledger as it was written at this version: without totals. */
function bodyOf(line: number, { at, from, to, reason }: LedgerStep, entry: LedgerEntry): string {
  return JSON.stringify({ line, at, from, to, reason, operations: [entry] })
}

/**
 * What the queue needs to be trusted: the columns that main's index is built from (so that no payload is parsed at
 * start), the history of each operation beside it, the hash-chained ledger in place of `transitions` and `counters`,
 * the ids that servers gave to what was made here, and what was decided about conflicts.
 */
export const trustedQueue: Migration = {
  id: 2,
  name: 'trusted-queue',
  up(database) {
    database.exec(`
      ALTER TABLE operations ADD COLUMN kind TEXT NOT NULL DEFAULT '';
      ALTER TABLE operations ADD COLUMN fields TEXT NOT NULL DEFAULT '';
      ALTER TABLE operations ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE operations ADD COLUMN user_id TEXT NOT NULL DEFAULT '';
      ALTER TABLE operations ADD COLUMN rounds INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE operations ADD COLUMN depends_on TEXT;
      ALTER TABLE operations ADD COLUMN batch_id TEXT;
      ALTER TABLE operations ADD COLUMN batch_size INTEGER;
      ALTER TABLE operations ADD COLUMN waiting_since TEXT NOT NULL DEFAULT '';
      ALTER TABLE operations ADD COLUMN accepted_at TEXT;
      ALTER TABLE operations ADD COLUMN history TEXT NOT NULL DEFAULT '';

      UPDATE operations SET
        kind = coalesce(CASE WHEN json_valid(intent) THEN intent ->> '$.kind' END, ''),
        fields = coalesce(CASE WHEN json_valid(intent) THEN
          (SELECT group_concat(key, ',') FROM json_each(intent, '$.fields')) END, ''),
        bytes = length(intent) + length(base_fields),
        -- The name is all that was kept of a user; the same name is taken for the same person.
        user_id = 'name:' || actor,
        waiting_since = json_object('boot', '', 'up', 0, 'server', NULL, 'wall', created_at),
        history = coalesce((
          SELECT group_concat(line, char(10)) FROM (
            SELECT json_array(to_state, at, reason) AS line FROM transitions
            WHERE transitions.key = operations.key ORDER BY id)), '');

      CREATE INDEX operations_by_batch ON operations (batch_id) WHERE batch_id IS NOT NULL;

      CREATE TABLE ledger (
        line INTEGER PRIMARY KEY,
        body TEXT NOT NULL,
        hash BLOB NOT NULL
      ) STRICT;

      CREATE TABLE ledger_head (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        head TEXT NOT NULL
      ) STRICT;

      CREATE TABLE aliases (
        entity_type TEXT NOT NULL,
        from_id TEXT NOT NULL,
        to_id TEXT NOT NULL,
        PRIMARY KEY (entity_type, from_id)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE conflict_records (
        id TEXT PRIMARY KEY,
        key TEXT NOT NULL,
        entity_type TEXT NOT NULL,
        entity_id TEXT NOT NULL,
        resolution_id TEXT NOT NULL,
        at INTEGER NOT NULL,
        record TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX conflict_records_by_entity ON conflict_records (entity_type, entity_id, at);
      CREATE INDEX conflict_records_by_resolution ON conflict_records (resolution_id);
      CREATE INDEX conflict_records_by_time ON conflict_records (at);
    `)
    const rows = database
      .prepare<[], TransitionRow>(`
        SELECT o.client_sequence, t.key, o.intent, t.from_state, t.to_state, t.at, t.reason
        FROM transitions t JOIN operations o ON o.key = t.key ORDER BY t.id`)
      .all()
    const insert = database.prepare<[number, string, Buffer]>('INSERT INTO ledger (line, body, hash) VALUES (?, ?, ?)')
    let hash = GENESIS_HASH
    let created = 0
    rows.forEach((row, index) => {
      const entry: LedgerEntry =
        row.from_state === null ? [row.client_sequence, digestOf(row.intent), row.key] : row.client_sequence
      if (row.from_state === null) created++
      const step = { at: row.at, from: row.from_state, to: row.to_state, reason: row.reason }
      const body = bodyOf(index + 1, step, entry)
      hash = hashLine(hash, body)
      insert.run(index + 1, body, hash)
    })
    const counts = database
      .prepare<[], { state: string; n: number }>('SELECT state, count(*) AS n FROM operations GROUP BY state')
      .all()
    const states = Object.fromEntries(counts.map(({ state, n }) => [state, n]))
    const head = serializeHead({ line: rows.length, hash, created, states })
    database.prepare('INSERT INTO ledger_head (id, head) VALUES (1, ?)').run(head)
    database.exec('DROP TABLE transitions; DROP TABLE counters;')
  },
}
