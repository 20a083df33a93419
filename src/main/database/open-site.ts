import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StoreError } from './errors.ts'
import { SiteDatabase } from './site-database.ts'

/** What of a file that a newer program wrote can be shown: what this one understands of it, or nothing. */
export type NewerFile = 'shown' | 'hidden'

export interface OpenedSite {
  readonly database: SiteDatabase
  /** Null: the file is of this version, or was brought up to it. */
  readonly newer: NewerFile | null
  /** Closes the database, and removes what only stood in for it. */
  readonly close: () => void
}

/**
 * Opens the database of a site. One that a newer program wrote is only read, and not a byte of it is changed: whoever went back
 * to an older version loses nothing. Throws a StoreError.
 */
export function openSite(file: string, at: number): OpenedSite {
  try {
    return opened(new SiteDatabase(file, at), null)
  } catch (error) {
    if (!(error instanceof StoreError) || error.kind !== 'newer') throw error
  }
  try {
    return opened(new SiteDatabase(file, at, true, true), 'shown')
  } catch {
    return standIn(at)
  }
}

function opened(database: SiteDatabase, newer: NewerFile | null): OpenedSite {
  return { database, newer, close: () => database.close() }
}

/** An empty site in the place of one that cannot be read: the console starts, and says so. */
function standIn(at: number): OpenedSite {
  const folder = mkdtempSync(join(tmpdir(), 'outpost-newer-'))
  const database = new SiteDatabase(join(folder, 'site.sqlite'), at)
  database.commitGroup([[{ type: 'meta.put', name: 'client_id', value: 'stand-in' }]])
  const close = (): void => {
    database.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { database, newer: 'hidden', close }
}
