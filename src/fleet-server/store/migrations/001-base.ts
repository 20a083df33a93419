import type { Migration } from '#sqlite/migrate.ts'

export const base: Migration = {
  id: 1,
  name: 'base',
  up: (database) => {
    database.exec(`
      CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

      CREATE TABLE entities (
        row INTEGER PRIMARY KEY AUTOINCREMENT,
        entity_type TEXT NOT NULL,
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        sequence INTEGER NOT NULL,
        data TEXT NOT NULL,
        reported TEXT NOT NULL,
        field_versions TEXT NOT NULL,
        UNIQUE (entity_type, id)
      ) STRICT;
      CREATE INDEX entities_by_playlist ON entities (data ->> '$.playlistId') WHERE entity_type IN ('device', 'schedule');

      CREATE TABLE tombstones (
        entity_type TEXT NOT NULL,
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        sequence INTEGER NOT NULL,
        at INTEGER NOT NULL,
        PRIMARY KEY (entity_type, id)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE feed (sequence INTEGER PRIMARY KEY, name TEXT NOT NULL, payload TEXT NOT NULL) STRICT;
      CREATE TABLE channels (topic TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;

      CREATE TABLE operations (
        key TEXT PRIMARY KEY,
        hash TEXT NOT NULL,
        result TEXT NOT NULL,
        is_applied INTEGER NOT NULL,
        client_id TEXT NOT NULL,
        at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX operations_by_time ON operations (at);

      CREATE TABLE clients (
        client_id TEXT PRIMARY KEY,
        last_sequence INTEGER NOT NULL,
        user_id TEXT NOT NULL,
        seen_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE audit (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        sequence INTEGER NOT NULL,
        key TEXT,
        client_id TEXT,
        client_sequence INTEGER,
        entity_type TEXT NOT NULL,
        entity_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        version INTEGER NOT NULL,
        at INTEGER NOT NULL,
        actor TEXT NOT NULL,
        source TEXT NOT NULL
      ) STRICT;
    `)
  },
}
