import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SiteDatabase } from '../../src/main/database/site-database.ts'

/** What a folder of files tells after the power came back. Empty: every promise was kept. */
export function checkImage(
  folder: string,
  files: ReadonlyMap<string, Buffer>,
  accepted: ReadonlySet<string>,
): string[] {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [name, content] of files) {
    // The index in shared memory does not survive a power cut; SQLite builds it anew.
    if (!name.endsWith('-shm')) writeFileSync(join(folder, name), content)
  }
  try {
    return examine(join(folder, 'site.sqlite'), accepted)
  } catch (error) {
    return [`the database does not open: ${error instanceof Error ? error.message : String(error)}`]
  }
}

function examine(file: string, accepted: ReadonlySet<string>): string[] {
  const database = new SiteDatabase(file, 1)
  try {
    const found: string[] = []
    const state = database.load()
    for (const problem of state.problems) found.push(`damaged: ${problem}`)
    const present = new Map(
      database.operations([...accepted]).operations.map((operation) => [operation.key, operation.state]),
    )
    for (const key of accepted) if (!present.has(key)) found.push(`lost: ${key}`)
    for (const problem of database.audit()) found.push(`ledger: ${problem}`)
    const { created, applied, unconfirmed, cancelled, expired, merged } = state.counters
    if (created !== applied + unconfirmed + cancelled + expired + merged + state.operations.length)
      found.push('the counters do not add up')
    // Every operation that is shown as pending has its effect beside it: both were one transaction.
    const overlays = new Set(state.overlays.map((overlay) => overlay.key))
    for (const row of state.operations) if (!overlays.has(row.key)) found.push(`no overlay: ${row.key}`)
    if (overlays.size !== state.operations.length) found.push('an overlay without its operation')
    return found
  } finally {
    database.close()
  }
}
