import { existsSync, readFileSync } from 'node:fs'
import { schemaVersion } from '#sqlite/migrate.ts'
import { openDatabase, type SqliteDatabase } from '#sqlite/open.ts'
import type { LedgerAbout } from '../../src/main/database/ledger/format.ts'
import { EMPTY_HEAD, headOfLine, type LedgerHead, parseHead } from '../../src/main/database/ledger-chain.ts'
import { SITE_MIGRATIONS } from '../../src/main/database/migrations/all.ts'
import type { LedgerLine } from '../../src/main/database/store.ts'
import { inProject } from '../runtime/paths.mjs'

/** The first schema that has a ledger. */
const FIRST_SCHEMA = 2

/** A file whose ledger can not be read, in a sentence. */
export class StoredLedgerError extends Error {}

/** The ledger of a site's database, read without the console: nothing is written, and nothing is migrated. */
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

  /** @param now milliseconds since the epoch. */
  about(now: number): LedgerAbout {
    const site = { id: this.#meta('site_id'), name: this.#meta('site_name') }
    return { site, clientId: this.#meta('client_id'), exportedAt: now, program: programVersion() }
  }

  #meta(name: string): string | null {
    const row = this.#database.prepare<[string], string>('SELECT value FROM meta WHERE name = ?').pluck().get(name)
    return row ?? null
  }

  async ledgerHead(): Promise<LedgerHead> {
    const hasHead = this.#database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'ledger_head'").get() !== undefined
    if (!hasHead) return this.#headOfLastLine()
    const text = this.#database.prepare<[], string>('SELECT head FROM ledger_head WHERE id = 1').pluck().get()
    if (text === undefined) throw new StoredLedgerError('The head of the ledger is missing.')
    return parseHead(text)
  }

  /** Where the last line says how many operations there are then, it is the head; else the head is kept beside the chain. */
  #headOfLastLine(): LedgerHead {
    const last = this.#database
      .prepare<[], { body: string; hash: Buffer }>('SELECT body, hash FROM ledger ORDER BY line DESC LIMIT 1')
      .get()
    if (last === undefined) return EMPTY_HEAD
    const head = headOfLine(last)
    if (head !== null) return head
    const kept = this.#meta('ledger_head')
    if (kept === null) throw new StoredLedgerError('The head of the ledger is missing.')
    return parseHead(kept)
  }

  async ledger(after: number, limit: number): Promise<readonly LedgerLine[]> {
    const rows = this.#database
      .prepare<[number, number], { line: number; body: string; hash: Buffer }>(
        'SELECT line, body, hash FROM ledger WHERE line > ? ORDER BY line LIMIT ?',
      )
      .all(after, limit)
    return rows.map(({ line, body, hash }) => ({ line, body, hash: hash.toString('hex') }))
  }

  close(): void {
    this.#database.close()
  }
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

function programVersion(): string {
  const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as { version: string }
  return version
}
