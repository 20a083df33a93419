import type { Migration } from '#sqlite/migrate.ts'

/** The codes that devices show which nobody has paired yet. Used and expired ones stay a while, to say so. */
export const pairing: Migration = {
  id: 4,
  name: 'pairing',
  up: (database) => {
    database.exec(`
      CREATE TABLE pairing_codes (
        code TEXT PRIMARY KEY,
        model TEXT NOT NULL,
        serial TEXT NOT NULL,
        expires_at INTEGER NOT NULL,
        used_by TEXT
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
