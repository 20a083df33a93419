import type { Migration } from '#sqlite/migrate.ts'

/** What devices reported of their health, thinned out. `is_lasting`: kept for longer than the others. */
export const healthSamples: Migration = {
  id: 5,
  name: 'health-samples',
  up: (database) => {
    database.exec(`
      CREATE TABLE health_samples (
        device INTEGER NOT NULL,
        at INTEGER NOT NULL,
        is_lasting INTEGER NOT NULL,
        score REAL NOT NULL,
        cpu REAL NOT NULL,
        memory REAL NOT NULL,
        storage REAL NOT NULL,
        temperature REAL NOT NULL,
        PRIMARY KEY (device, at)
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
