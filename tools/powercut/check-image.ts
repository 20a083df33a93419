import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exportLedger } from '../../src/main/database/ledger/export.ts'
import { LedgerVerifier } from '../../src/main/database/ledger/verify.ts'
import { SiteDatabase } from '../../src/main/database/site-database.ts'

/**
 * What a power cut has done: `lost` an accepted operation is gone; `unopened` the database can not be opened; `damaged` a
 * row can not be read, or its parts are not one transaction; `ledger` the ledger is not whole, or does not add up.
 */
export interface ImageTrouble {
  readonly what: 'lost' | 'unopened' | 'damaged' | 'ledger'
  readonly detail: string
}

const ABOUT = { site: { id: null, name: null }, clientId: null, exportedAt: 0, program: 'power-cut test' }

/** What a folder of files tells after the power came back. Empty: every promise was kept. */
export async function checkImage(
  folder: string,
  files: ReadonlyMap<string, Buffer>,
  accepted: ReadonlySet<string>,
): Promise<ImageTrouble[]> {
  writeImage(folder, files)
  try {
    return await examine(join(folder, 'site.sqlite'), accepted)
  } catch (error) {
    return [{ what: 'unopened', detail: error instanceof Error ? error.message : String(error) }]
  }
}

/** Puts files into a folder of their own. */
export function writeImage(folder: string, files: ReadonlyMap<string, Buffer>): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [name, content] of files) {
    // The index in shared memory does not survive a power cut; SQLite builds it anew.
    if (!name.endsWith('-shm')) writeFileSync(join(folder, name), content)
  }
}

async function examine(file: string, accepted: ReadonlySet<string>): Promise<ImageTrouble[]> {
  const database = new SiteDatabase(file, 1)
  try {
    return [...findLost(database, accepted), ...findDamage(database), ...(await checkLedger(database))]
  } finally {
    database.close()
  }
}

function findLost(database: SiteDatabase, accepted: ReadonlySet<string>): ImageTrouble[] {
  const present = new Set(database.operations([...accepted]).operations.map(({ key }) => key))
  return [...accepted].flatMap((key) => (present.has(key) ? [] : [{ what: 'lost' as const, detail: key }]))
}

function findDamage(database: SiteDatabase): ImageTrouble[] {
  const { problems, effects, operations } = database.load()
  const found = [...problems]
  // Every operation that is shown as pending has its effect.
  for (const [index, { key }] of operations.entries()) {
    if ((effects[index] ?? null) === null) found.push(`operation ${key} has no effect on screen`)
  }
  return found.map((detail) => ({ what: 'damaged', detail }))
}

async function checkLedger(database: SiteDatabase): Promise<ImageTrouble[]> {
  const found = [...database.audit()]
  const verifier = new LedgerVerifier()
  for await (const line of exportLedger(database, ABOUT)) verifier.take(line)
  const { problem, totals } = verifier.end()
  if (problem !== null) found.push(problem.reason)
  const { counters, operations } = database.load()
  const { created, applied, unconfirmed, cancelled, expired, merged } = counters
  if (created !== applied + unconfirmed + cancelled + expired + merged + operations.length)
    found.push('the counters do not add up')
  if (totals.pending + totals.quarantined !== operations.length)
    found.push('the ledger knows another number of waiting')
  return found.map((detail) => ({ what: 'ledger', detail }))
}
