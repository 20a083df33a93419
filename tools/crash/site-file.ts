import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { EntityRecord } from '#shared/domain/entities.ts'
import { fieldsOf, type Operation } from '#shared/domain/operation.ts'
import { schemaVersion } from '#sqlite/migrate.ts'
import { openDatabase } from '#sqlite/open.ts'
import { exportLedger } from '../../src/main/database/ledger/export.ts'
import { LedgerVerifier } from '../../src/main/database/ledger/verify.ts'
import type { LedgerEntry, LedgerStep } from '../../src/main/database/ledger-chain.ts'
import { SiteDatabase } from '../../src/main/database/site-database.ts'
import type { LedgerLine } from '../../src/main/database/store.ts'
import type { StoredOperation } from './evidence.ts'

/** What a console's file says, read when its console has ended. */
export interface SiteFile {
  readonly clientId: string
  readonly operations: readonly StoredOperation[]
  readonly counters: Readonly<Record<string, number>>
  readonly overlays: number
  readonly records: readonly EntityRecord[]
  /** How often operations took a step, by its reason without what follows a colon. */
  readonly steps: Readonly<Record<string, number>>
  /** Number and hash of every line of the ledger, to find them again later. */
  readonly ledger: ReadonlyMap<number, string>
  /** What is wrong with the file itself, each a sentence. */
  readonly problems: readonly string[]
}

const PAGE = 1_000
const ABOUT = { site: { id: null, name: null }, clientId: null, exportedAt: 0, program: 'crash test' }

/** Reads the file and leaves it as it is. A file of an older schema is brought up to date in the copy. Rejects when it can not be opened. */
export async function readSiteFile(file: string): Promise<SiteFile> {
  return onCopyOf(file, readOpened)
}

/** The schema a file has, whoever wrote it last; the file is left as it is. 0: it is missing or empty. */
export async function schemaOf(file: string): Promise<number> {
  if (!existsSync(file)) return 0
  return onCopyOf(file, async (copy) => {
    const database = openDatabase(copy)
    try {
      return schemaVersion(database)
    } finally {
      database.close()
    }
  })
}

/** Opening a file that was left by a kill changes it: what the next console finds must be what the kill has left. */
async function onCopyOf<T>(file: string, read: (copy: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'outpost-copy-'))
  try {
    const copy = join(folder, basename(file))
    for (const part of ['', '-wal']) if (existsSync(file + part)) copyFileSync(file + part, copy + part)
    return await read(copy)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function readOpened(copy: string): Promise<SiteFile> {
  const integrity = integrityOf(copy)
  const database = new SiteDatabase(copy, 0)
  try {
    const state = database.load()
    const { operations, problems: unreadable } = readOperations(database)
    const { ledger, steps, problems: inLedger } = await readLedger(database, operations)
    return {
      clientId: state.meta['client_id'] ?? '',
      operations,
      counters: { ...state.counters },
      overlays: state.effects.filter((effect) => effect !== null).length,
      records: state.entities,
      steps,
      ledger,
      problems: [...integrity, ...state.problems, ...unreadable, ...database.audit(), ...inLedger],
    }
  } finally {
    database.close()
  }
}

function integrityOf(copy: string): string[] {
  const database = openDatabase(copy)
  try {
    const answer = String(database.pragma('integrity_check', { simple: true }))
    return answer === 'ok' ? [] : [`The file is damaged: ${answer}`]
  } finally {
    database.close()
  }
}

function readOperations(database: SiteDatabase): { operations: StoredOperation[]; problems: string[] } {
  const operations: StoredOperation[] = []
  const problems: string[] = []
  for (const scope of ['pending', 'history'] as const) {
    for (let offset = 0; ; offset += PAGE) {
      const page = database.page({ scope, offset, limit: PAGE })
      operations.push(...page.operations.map((operation) => storedOf(operation, database)))
      problems.push(...page.unreadable.map(({ key, trouble }) => `Operation ${key}: ${trouble.message}`))
      if (offset + PAGE >= page.total) break
    }
  }
  return { operations: operations.sort((a, b) => a.clientSequence - b.clientSequence), problems }
}

function storedOf(operation: Operation, database: SiteDatabase): StoredOperation {
  const { key, clientSequence, state, intent, lastError, dependsOn, batch } = operation
  return {
    key,
    clientSequence,
    state,
    kind: intent.kind,
    entityType: intent.entityType,
    entityId: intent.entityId,
    fields: fieldsOf(intent),
    lastError,
    reasons: database.transitions(key).map((step) => step.reason),
    dependsOn,
    batch,
  }
}

async function readLedger(
  database: SiteDatabase,
  operations: readonly StoredOperation[],
): Promise<Pick<SiteFile, 'ledger' | 'steps' | 'problems'>> {
  const ledger = new Map<number, string>()
  const steps: Record<string, number> = {}
  const states = new Map<number, string>()
  const verifier = new LedgerVerifier()
  const read = (after: number, limit: number): readonly LedgerLine[] => {
    const lines = database.ledger(after, limit)
    for (const { line, hash, body } of lines) {
      ledger.set(line, hash)
      const { to, reason, operations: entries } = JSON.parse(body) as LedgerStep & { operations: LedgerEntry[] }
      for (const entry of entries) states.set(typeof entry === 'number' ? entry : entry[0], to)
      const name = reason.split(':')[0] ?? ''
      steps[name] = (steps[name] ?? 0) + entries.length
    }
    return lines
  }
  const source = { ledger: read, ledgerHead: () => database.ledgerHead() }
  for await (const line of exportLedger(source, ABOUT)) verifier.take(line)
  const { problem } = verifier.end()
  const wrong = operations.filter(({ clientSequence, state }) => states.get(clientSequence) !== state)
  return {
    ledger,
    steps,
    problems: [
      ...(problem === null ? [] : [`The exported ledger: ${problem.reason}`]),
      ...wrong.map(
        ({ clientSequence, state }) =>
          `Number ${clientSequence} is ${state}; the ledger says ${states.get(clientSequence) ?? 'nothing'}.`,
      ),
    ],
  }
}
