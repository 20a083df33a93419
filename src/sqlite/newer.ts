import { existsSync } from 'node:fs'
import { SqliteOpenError } from './errors.ts'
import { type Migration, schemaVersion } from './migrate.ts'
import { openDatabase } from './open.ts'

/**
 * The form of a database, when a newer program wrote it than one that knows these migrations; null otherwise. Not a byte of the
 * file is changed: it is opened for reading, since who opens it for writing empties its log into it when closing.
 */
export function newerSchema(file: string, migrations: readonly Migration[]): number | null {
  if (!existsSync(file)) return null
  try {
    const database = openDatabase(file, { readonly: true })
    try {
      const version = schemaVersion(database)
      return version > migrations.length ? version : null
    } finally {
      database.close()
    }
  } catch {
    // Whoever opens it for use says what is wrong with it.
    return null
  }
}

/** @throws SqliteOpenError `newer-schema`, before anything was written. */
export function refuseNewer(file: string, migrations: readonly Migration[]): void {
  const version = newerSchema(file, migrations)
  if (version === null) return
  throw new SqliteOpenError(
    'newer-schema',
    file,
    `${file} was written by a newer version of this program (schema ${version}, this one knows ${migrations.length}): update the program.`,
  )
}
