import type { Migration } from '#sqlite/migrate.ts'

/**
 * What the console has seen over time. Nothing in here is needed to work: when it is lost, reports begin anew and the queue
 * has not noticed.
 *
 * Times are milliseconds since the epoch; those about a site are its server's. `observations` are the spans in which the
 * copy of a site was current, `runs` those in which the program ran: both end where they were last confirmed, at most a
 * minute early after a crash.
 */
const firstArchive: Migration = {
  id: 1,
  name: 'metrics-and-observations',
  up(database) {
    database.exec(`
      CREATE TABLE meta (
        name TEXT PRIMARY KEY,
        value INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE metrics (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        unit TEXT NOT NULL,
        UNIQUE (name, unit)
      ) STRICT;

      CREATE TABLE points (
        step INTEGER NOT NULL,
        metric INTEGER NOT NULL REFERENCES metrics (id),
        at INTEGER NOT NULL,
        count INTEGER NOT NULL,
        sum REAL NOT NULL,
        min REAL NOT NULL,
        max REAL NOT NULL,
        buckets TEXT NOT NULL,
        PRIMARY KEY (step, metric, at)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX points_by_time ON points (step, at);

      CREATE TABLE alerts (
        at INTEGER NOT NULL,
        metric TEXT NOT NULL,
        level TEXT NOT NULL,
        value REAL NOT NULL,
        threshold REAL NOT NULL
      ) STRICT;
      CREATE INDEX alerts_by_time ON alerts (at);

      CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        from_at INTEGER NOT NULL,
        to_at INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE sites (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE
      ) STRICT;

      CREATE TABLE observations (
        site INTEGER NOT NULL REFERENCES sites (id),
        from_at INTEGER NOT NULL,
        to_at INTEGER NOT NULL,
        PRIMARY KEY (site, from_at)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE devices (
        id INTEGER PRIMARY KEY,
        site INTEGER NOT NULL REFERENCES sites (id),
        key TEXT NOT NULL,
        name TEXT NOT NULL,
        UNIQUE (site, key)
      ) STRICT;

      CREATE TABLE device_states (
        device INTEGER NOT NULL REFERENCES devices (id),
        at INTEGER NOT NULL,
        state TEXT NOT NULL,
        PRIMARY KEY (device, at)
      ) STRICT, WITHOUT ROWID;
    `)
  },
}

export const ARCHIVE_MIGRATIONS: readonly Migration[] = [firstArchive]
