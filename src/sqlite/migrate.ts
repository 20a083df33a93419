import { SqliteOpenError } from './errors.ts'
import type { SqliteDatabase } from './open.ts'

/** One step of a schema. Once released, a migration never changes: a mistake is mended by the next one. */
export interface Migration {
  /** 1, 2, 3 … without gaps. */
  readonly id: number
  readonly name: string
  /** Runs inside a transaction; must not begin or commit one. */
  readonly up: (database: SqliteDatabase) => void
}

export interface MigrationResult {
  /** Id of the newest migration before and after; 0 for an empty database. */
  readonly from: number
  readonly to: number
}

interface MigrationRow {
  readonly id: number
  readonly name: string
}

/**
 * Brings a database up to the newest of `migrations`, each in a transaction of its own.
 *
 * @param at the time to record, in milliseconds since the epoch.
 * @throws SqliteOpenError `newer-schema` when the database was written by a newer program, `altered-migrations` when
 *   its history is not a beginning of `migrations`; in both cases nothing was written.
 * @throws RangeError when `migrations` themselves are not numbered 1, 2, 3 …
 */
export function migrate(database: SqliteDatabase, migrations: readonly Migration[], at: number): MigrationResult {
  assertNumbered(migrations)
  const from = checkHistory(database, migrations)
  if (from < migrations.length) prepareTable(database)
  for (const migration of migrations.slice(from)) runOnce(database, migration, at)
  return { from, to: migrations.length }
}

/** Id of the newest migration a database has seen; 0 for none. Reads only. */
export function schemaVersion(database: SqliteDatabase): number {
  return history(database).at(-1)?.id ?? 0
}

function assertNumbered(migrations: readonly Migration[]): void {
  migrations.forEach((migration, index) => {
    if (migration.id !== index + 1) {
      throw new RangeError(`migration "${migration.name}" has number ${migration.id}, expected ${index + 1}`)
    }
  })
}

/** The number of known migrations already run. */
function checkHistory(database: SqliteDatabase, migrations: readonly Migration[]): number {
  const rows = history(database)
  const newest = rows.at(-1)?.id ?? 0
  if (newest > migrations.length) {
    throw new SqliteOpenError(
      'newer-schema',
      database.name,
      `${database.name} was written by a newer version of this program (schema ${newest}, this one knows ${migrations.length}): update the program.`,
    )
  }
  rows.forEach((row, index) => {
    const known = migrations[index]
    if (row.id !== index + 1 || row.name !== known?.name) {
      throw new SqliteOpenError(
        'altered-migrations',
        database.name,
        `${database.name} has migration ${row.id} "${row.name}" where "${known?.name ?? 'nothing'}" is expected: it belongs to another program.`,
      )
    }
  })
  return rows.length
}

function history(database: SqliteDatabase): MigrationRow[] {
  const table = database.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migrations'`).get()
  if (table === undefined) return []
  return database.prepare<[], MigrationRow>('SELECT id, name FROM migrations ORDER BY id').all()
}

function prepareTable(database: SqliteDatabase): void {
  database.exec(
    'CREATE TABLE IF NOT EXISTS migrations (id INTEGER PRIMARY KEY, name TEXT NOT NULL, at INTEGER NOT NULL) STRICT',
  )
}

function runOnce(database: SqliteDatabase, migration: Migration, at: number): void {
  database
    .transaction(() => {
      // Another process may have migrated the same file between the check and this lock.
      if (database.prepare('SELECT 1 FROM migrations WHERE id = ?').get(migration.id) !== undefined) return
      migration.up(database)
      database.prepare('INSERT INTO migrations (id, name, at) VALUES (?, ?, ?)').run(migration.id, migration.name, at)
    })
    .immediate()
}
