import { existsSync, renameSync } from 'node:fs'
import { SqliteOpenError } from '#sqlite/errors.ts'
import { ArchiveDatabase } from './archive-database.ts'

export interface OpenedArchive {
  readonly database: ArchiveDatabase
  /** Where the damaged file was put; null: there was none. */
  readonly setAside: string | null
}

/**
 * Opens the archive. A damaged file is put away under another name, with its log, and a new one is begun: nothing is
 * deleted. A file of a newer program is left alone.
 *
 * @param at milliseconds since the epoch
 * @throws SqliteOpenError
 */
export function openOrSetAside(file: string, at: number): OpenedArchive {
  try {
    return { database: new ArchiveDatabase(file, at), setAside: null }
  } catch (error) {
    if (!(error instanceof SqliteOpenError) || error.code !== 'corrupt') throw error
    const setAside = `${file}.damaged-${at}`
    for (const ending of ['-wal', '-shm', '']) {
      if (existsSync(file + ending)) renameSync(file + ending, setAside + ending)
    }
    return { database: new ArchiveDatabase(file, at), setAside }
  }
}
