import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { openDatabase, type SqliteDatabase } from '#sqlite/open.ts'
import { newestFixture } from './version-fixtures.ts'

/**
 * A site's database as a newer version might leave it when the PC lost its power: with a step that nobody here knows, a new column
 * and table, an operation in a new form, and all of that still in the log beside the file.
 */
export function writeNewerDatabase(file: string, more: (database: SqliteDatabase) => void = () => undefined): void {
  const source = `${file}.source`
  newestFixture().copyTo(source)
  const database = openDatabase(source)
  database.pragma('wal_autocheckpoint = 0')
  database.exec(`
    ALTER TABLE operations ADD COLUMN urgency TEXT;
    ALTER TABLE settled ADD COLUMN urgency TEXT;
    CREATE TABLE wallboards (id TEXT PRIMARY KEY) STRICT;
    UPDATE operations SET schema_version = 99, intent = '{"kind":"teleport"}' WHERE client_sequence = 2;
    INSERT INTO migrations (id, name, at) VALUES (99, 'what-comes-later', 1);
  `)
  more(database)
  for (const part of ['', '-wal']) copyFileSync(source + part, file + part)
  database.close()
}

/** The bytes of a database and of its log. */
export function bytesOf(file: string): string {
  const hash = createHash('sha256')
  for (const part of ['', '-wal']) hash.update(existsSync(file + part) ? readFileSync(file + part) : '')
  return hash.digest('hex')
}
