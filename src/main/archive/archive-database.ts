import { migrate } from '#sqlite/migrate.ts'
import { refuseNewer } from '#sqlite/newer.ts'
import { openDatabase, type SqliteDatabase, sqliteVersion } from '#sqlite/open.ts'
import { ArchiveReader } from './archive-reader.ts'
import { ARCHIVE_MIGRATIONS } from './archive-schema.ts'
import { ArchiveTidy } from './archive-tidy.ts'
import { ArchiveWriter } from './archive-writer.ts'

/** The archive, synchronous: runs in its worker, and in the process itself in tests. Methods throw what SQLite throws. */
export class ArchiveDatabase {
  readonly writer: ArchiveWriter
  readonly reader: ArchiveReader
  readonly tidy: ArchiveTidy
  readonly #database: SqliteDatabase

  /**
   * @param at recorded with migrations, milliseconds since the epoch.
   * @throws SqliteOpenError
   */
  constructor(file: string, at: number) {
    refuseNewer(file, ARCHIVE_MIGRATIONS)
    this.#database = openDatabase(file)
    try {
      migrate(this.#database, ARCHIVE_MIGRATIONS, at)
      this.reader = new ArchiveReader(this.#database)
      this.writer = new ArchiveWriter(this.#database)
      this.tidy = new ArchiveTidy(this.#database, this.writer)
    } catch (error) {
      this.#database.close()
      throw error
    }
  }

  /** @param to a file that is not there yet */
  backUp(to: string): void {
    this.#database.prepare('VACUUM INTO ?').run(to)
  }

  close(): void {
    this.#database.close()
  }
}

/** Of the library that keeps archives, also where there is none yet. @throws SqliteOpenError */
export function libraryVersion(): string {
  return sqliteVersion()
}

/** For those who only read, beside the one who writes: one state of the file for all that is read. @throws SqliteOpenError */
export function openArchiveForReading(file: string): { readonly reader: ArchiveReader; close(): void } {
  const database = openDatabase(file, { readonly: true })
  database.exec('BEGIN')
  return { reader: new ArchiveReader(database), close: () => database.close() }
}
