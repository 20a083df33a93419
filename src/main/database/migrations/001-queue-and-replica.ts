import type { Migration } from '#sqlite/migrate.ts'

/**
 * The queue (operations, transitions, overlays) and the replica (entities, cursor in `meta`) of one site.
 * `overlays` holds the optimistic effect of each unsettled operation, written in the operation's own transaction.
 */
export const queueAndReplica: Migration = {
  id: 1,
  name: 'queue-and-replica',
  up(database) {
    database.exec(`
      CREATE TABLE meta (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE counters (
        name TEXT PRIMARY KEY,
        value INTEGER NOT NULL CHECK (value >= 0)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE operations (
        client_sequence INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        entity_type TEXT NOT NULL,
        entity_id TEXT NOT NULL,
        state TEXT NOT NULL,
        priority INTEGER NOT NULL,
        base_version INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL,
        attempts INTEGER NOT NULL,
        next_attempt_at INTEGER,
        actor TEXT NOT NULL,
        schema_version INTEGER NOT NULL,
        intent TEXT NOT NULL,
        base_fields TEXT NOT NULL,
        last_error TEXT,
        conflict TEXT,
        acknowledged TEXT
      ) STRICT;
      CREATE INDEX operations_by_state ON operations (state, client_sequence);
      CREATE INDEX operations_by_entity ON operations (entity_type, entity_id, client_sequence);

      CREATE TABLE transitions (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL REFERENCES operations (key),
        from_state TEXT,
        to_state TEXT NOT NULL,
        at INTEGER NOT NULL,
        reason TEXT NOT NULL
      ) STRICT;
      CREATE INDEX transitions_by_key ON transitions (key, id);

      CREATE TABLE overlays (
        client_sequence INTEGER PRIMARY KEY REFERENCES operations (client_sequence),
        effect TEXT NOT NULL
      ) STRICT;

      CREATE TABLE entities (
        entity_type TEXT NOT NULL,
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        sequence INTEGER NOT NULL,
        data TEXT NOT NULL,
        reported TEXT NOT NULL,
        PRIMARY KEY (entity_type, id)
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
