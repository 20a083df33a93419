import { existsSync, renameSync, rmSync } from 'node:fs'
import { schemaVersion } from '#sqlite/migrate.ts'
import type { SqliteDatabase } from '#sqlite/open.ts'
import { SITE_MIGRATIONS } from './migrations/all.ts'

/**
 * Keeps a copy of a database in its old form beside it before it is brought up to date: also when a new version was installed by
 * hand, there is a way back. Where there is no room for it, it is left out: a migration is one transaction and loses nothing.
 */
export function keepOldForm(database: SqliteDatabase, file: string): void {
  const form = schemaVersion(database)
  if (form === 0 || form >= SITE_MIGRATIONS.length) return
  const copy = `${file}.form-${form}`
  if (existsSync(copy)) return
  const unfinished = `${copy}.unfinished`
  try {
    rmSync(unfinished, { force: true })
    database.prepare('VACUUM INTO ?').run(unfinished)
    renameSync(unfinished, copy)
  } catch {
    rmSync(unfinished, { force: true })
  }
}
