// npm run release:fixture -- NAME [--source FOLDER]: keeps a database file as this version writes it, for every later version.
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { OperationState } from '#shared/domain/operation.ts'
import { schemaVersion } from '#sqlite/migrate.ts'
import { openDatabase } from '#sqlite/open.ts'
import type { SiteDatabase } from '../../src/main/database/site-database.ts'
import { type AnyVersionMutation, everyLife, type KnownOperation, someRecords } from './fixture-operations.ts'
import { schemaText } from './schema-text.ts'

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))
export const FIXTURES = join(PROJECT, 'tests/fixtures/versions')

/** What lies beside the database file of a fixture. */
export interface FixtureFacts {
  readonly schema: number
  /** The tables and indexes as that version made them. */
  readonly tables: readonly string[]
  readonly operationForm: number
  readonly operations: readonly KnownOperation[]
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { source: { type: 'string' } },
    allowPositionals: true,
  })
  const [name = ''] = positionals
  if (!/^[a-z0-9][a-z0-9.-]{0,40}$/.test(name)) {
    throw new Error('Usage: npm run release:fixture -- NAME [--source FOLDER OF AN EARLIER CHECKOUT]')
  }
  const folder = join(FIXTURES, name)
  if (existsSync(folder)) throw new Error(`${folder} exists: a fixture is kept as it is for ever.`)
  const facts = await writeFixture(resolve(values.source ?? PROJECT), folder)
  process.stdout.write(`${folder}: schema ${facts.schema}, ${facts.operations.length} operations\n`)
}

/** Lets the code in `source` write a site with an operation of every kind and state. */
async function writeFixture(source: string, folder: string): Promise<FixtureFacts> {
  const load = async <T>(path: string): Promise<T> => (await import(pathToFileURL(join(source, path)).href)) as T
  const { SiteDatabase: Own } = await load<{ SiteDatabase: typeof SiteDatabase }>('src/main/database/site-database.ts')
  const { OPERATION_STATES, OPERATION_SCHEMA_VERSION } = await load<{
    OPERATION_STATES: readonly OperationState[]
    OPERATION_SCHEMA_VERSION: number
  }>('src/shared/domain/operation.ts')
  const lives = everyLife(OPERATION_STATES)
  const scratch = mkdtempSync(join(tmpdir(), 'outpost-fixture-'))
  try {
    const file = join(scratch, 'site.sqlite')
    const database = new Own(file, 1_760_000_000_000)
    commit(database, siteMutations())
    for (const { mutations } of lives) for (const mutation of mutations) commit(database, [mutation])
    database.close()
    const facts = {
      ...factsOf(file),
      operationForm: OPERATION_SCHEMA_VERSION,
      operations: lives.map(({ known }) => known),
    }
    mkdirSync(folder, { recursive: true })
    copyFileSync(file, join(folder, 'site.sqlite'))
    writeFileSync(join(folder, 'facts.json'), `${JSON.stringify(facts, null, 1)}\n`)
    return facts
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

function siteMutations(): AnyVersionMutation[] {
  const meta = {
    client_id: 'console-fixture',
    actor: 'Operator',
    user: JSON.stringify({ id: 'usr_1', name: 'Operator' }),
  }
  return [
    ...Object.entries(meta).map(([name, value]): AnyVersionMutation => ({ type: 'meta.put', name, value })),
    ...someRecords().map((record): AnyVersionMutation => ({ type: 'entity.put', record })),
  ]
}

function commit(database: SiteDatabase, mutations: readonly AnyVersionMutation[]): void {
  const [outcome] = database.commitGroup([mutations])
  if (outcome?.ok === false) throw outcome.error
}

function factsOf(file: string): Pick<FixtureFacts, 'schema' | 'tables'> {
  const database = openDatabase(file)
  try {
    return { schema: schemaVersion(database), tables: schemaText(database) }
  } finally {
    database.close()
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  })
}
