import { existsSync } from 'node:fs'
import { schemaVersion } from '#sqlite/migrate.ts'
import { openDatabase, type SqliteDatabase } from '#sqlite/open.ts'
import { EMPTY_HEAD, type LedgerHead } from '../ledger-chain.ts'
import { SITE_MIGRATIONS } from '../migrations/all.ts'
import type { LedgerLine } from '../store.ts'
import type { LedgerAbout } from './format.ts'

/** The first schema that has a ledger. */
const FIRST_SCHEMA = 2

/** A file whose ledger can not be read, in a sentence. */
export class StoredLedgerError extends Error {}

/** The ledger of a site's database, read beside the console or without it: nothing is written, and nothing is migrated. */
export class StoredLedger {
  readonly #database: SqliteDatabase

  /** @throws StoredLedgerError or SqliteOpenError. */
  constructor(file: string) {
    if (!existsSync(file)) throw new StoredLedgerError(`There is no file ${file}.`)
    this.#database = openDatabase(file, { readonly: true })
    try {
      assertSchema(file, schemaVersion(this.#database))
      // One state of the file for all that is read, also while a console goes on writing.
      this.#database.exec('BEGIN')
    } catch (error) {
      this.#database.close()
      throw error
    }
  }

  /** @param now milliseconds since the epoch. @param program version of the program that reads it. */
  about(now: number, program: string): LedgerAbout {
    const site = { id: this.#meta('site_id'), name: this.#meta('site_name') }
    return { site, clientId: this.#meta('client_id'), exportedAt: now, program }
  }

  #meta(name: string): string | null {
    const row = this.#database.prepare<[string], string>('SELECT value FROM meta WHERE name = ?').pluck().get(name)
    return row ?? null
  }

  /** The end of the chain, with the totals of what is stored: if they are not those of the lines, something was lost. */
  async ledgerHead(): Promise<LedgerHead> {
    return this.#database.transaction(() => {
      const last = this.#database
        .prepare<[], { line: number; hash: Buffer }>('SELECT line, hash FROM ledger ORDER BY line DESC LIMIT 1')
        .get()
      const rows = ['operations', 'settled']
        .filter((table) => this.#hasTable(table))
        .flatMap((table) => this.#counts(table))
      const states: Record<string, number> = {}
      for (const { state, n } of rows) states[state] = (states[state] ?? 0) + n
      const created = rows.reduce((sum, { n }) => sum + n, 0)
      return { ...(last ?? EMPTY_HEAD), created, states }
    })()
  }

  #hasTable(name: string): boolean {
    return this.#database.prepare<[string]>('SELECT 1 FROM sqlite_schema WHERE name = ?').get(name) !== undefined
  }

  #counts(table: string): { readonly state: string; readonly n: number }[] {
    return this.#database
      .prepare<[], { state: string; n: number }>(`SELECT state, count(*) AS n FROM ${table} GROUP BY state`)
      .all()
  }

  async ledger(after: number, limit: number): Promise<readonly LedgerLine[]> {
    const rows = this.#database
      .prepare<[number, number], { line: number; body: string; hash: Buffer }>(
        'SELECT line, body, hash FROM ledger WHERE line > ? ORDER BY line LIMIT ?',
      )
      .all(after, limit)
    return rows.map(({ line, body, hash }) => ({ line, body, hash: hash.toString('hex') }))
  }

  /** Of which kind the operations are, as runs of the same, numbers rising. The name of a command is part of its kind. */
  *kinds(): Generator<{ fromNumber: number; toNumber: number; kind: string }> {
    const parts = ['operations', 'settled'].filter((table) => this.#hasTable(table)).map(kindsIn)
    const rows = this.#database.prepare<[], { number: number; kind: string }>(
      `${parts.join(' UNION ALL ')} ORDER BY number`,
    )
    const run = { fromNumber: 0, toNumber: 0, kind: '' }
    for (const { number, kind } of rows.iterate()) {
      if (run.kind !== kind || run.toNumber !== number - 1) {
        if (run.kind !== '') yield { ...run }
        Object.assign(run, { fromNumber: number, kind })
      }
      run.toNumber = number
    }
    if (run.kind !== '') yield { ...run }
  }

  close(): void {
    this.#database.close()
  }
}

/** An intent may be damaged; its kind stands beside it. */
function kindsIn(table: string): string {
  return `SELECT client_sequence AS number, CASE
    WHEN kind = '' THEN 'unknown'
    WHEN kind = 'command' AND json_valid(intent) THEN 'command.' || coalesce(intent ->> '$.command', 'unknown')
    ELSE kind END AS kind FROM ${table}`
}

/** @throws StoredLedgerError or SqliteOpenError. */
export function openStoredLedger(file: string): StoredLedger {
  return new StoredLedger(file)
}

function assertSchema(file: string, version: number): void {
  if (version > SITE_MIGRATIONS.length) {
    throw new StoredLedgerError(`${file} was written by a newer version of the console: use that one's tool.`)
  }
  if (version === 0) throw new StoredLedgerError(`${file} is no database of a site.`)
  if (version < FIRST_SCHEMA) {
    throw new StoredLedgerError(`${file} was written before there was a ledger: start the console once, it makes one.`)
  }
}
