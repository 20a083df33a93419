import type { Migration } from '#sqlite/migrate.ts'

/** Columns of an operation but its number and key, the same while it waits and when it is over. */
const COLUMNS = `entity_type TEXT NOT NULL,
        entity_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        fields TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        state TEXT NOT NULL,
        priority INTEGER NOT NULL,
        base_version INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL,
        waiting_since TEXT NOT NULL,
        accepted_at TEXT,
        attempts INTEGER NOT NULL,
        rounds INTEGER NOT NULL,
        next_attempt_at INTEGER,
        actor TEXT NOT NULL,
        user_id TEXT NOT NULL,
        schema_version INTEGER NOT NULL,
        intent TEXT NOT NULL,
        base_fields TEXT NOT NULL,
        last_error TEXT,
        conflict TEXT,
        depends_on TEXT,
        batch_id TEXT,
        batch_size INTEGER,
        acknowledged TEXT,
        history TEXT NOT NULL`

const COLUMN_NAMES = COLUMNS.split('\n')
  .map((line) => line.trim().split(' ')[0])
  .join(', ')

/**
 * An accepted operation dirties three pages: its row, its key, its line of the ledger. So:
 *
 * - What waits and what is over live apart, and what waits has no index but its key. An operation that is over is moved
 *   when the worker has time; the start reads only what waits.
 * - The effect on screen needs no row of its own: it is the operation's own payload.
 * - The totals are in each line of the ledger; the lines from before have theirs in `meta`.
 * - `history` beside an operation is written from the ledger when there is time, up to `history_line` in `meta`.
 */
export const leanQueue: Migration = {
  id: 3,
  name: 'lean-queue',
  up(database) {
    database.exec(`
      DROP TABLE overlays;
      DROP INDEX operations_by_state;
      DROP INDEX operations_by_entity;
      DROP INDEX operations_by_batch;
      ALTER TABLE operations RENAME TO old_operations;

      CREATE TABLE operations (
        client_sequence INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        ${COLUMNS}
      ) STRICT;
      CREATE TABLE settled (
        client_sequence INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        ${COLUMNS}
      ) STRICT;

      INSERT INTO operations (client_sequence, key, ${COLUMN_NAMES})
      SELECT client_sequence, key, ${COLUMN_NAMES} FROM old_operations
      WHERE state NOT IN ('applied', 'unconfirmed', 'expired', 'cancelled', 'merged') ORDER BY client_sequence;
      INSERT INTO settled (client_sequence, key, ${COLUMN_NAMES})
      SELECT client_sequence, key, ${COLUMN_NAMES} FROM old_operations
      WHERE state IN ('applied', 'unconfirmed', 'expired', 'cancelled', 'merged') ORDER BY client_sequence;
      CREATE INDEX settled_by_time ON settled (changed_at, client_sequence);
      CREATE INDEX settled_by_state ON settled (state);
      CREATE INDEX settled_by_entity ON settled (entity_id, entity_type);
      DROP TABLE old_operations;

      INSERT OR REPLACE INTO meta (name, value) SELECT 'ledger_head', head FROM ledger_head;
      INSERT OR REPLACE INTO meta (name, value) SELECT 'history_line', coalesce(max(line), 0) FROM ledger;
      DROP TABLE ledger_head;
    `)
  },
}
