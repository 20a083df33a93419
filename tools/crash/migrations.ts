import { copyFileSync, existsSync, rmSync, statSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { fieldsOf } from '#shared/domain/operation.ts'
import { between, chance, type Random } from '../../src/fleet-server/platform/random.ts'
import type { StoredOperation, Violation } from './evidence.ts'
import type { Figures, MigrationFound } from './figures.ts'
import { HostProcess } from './host-process.ts'
import { randomOldSite } from './old-histories.ts'
import { type OldOperation, stateOf, writeOldSite } from './old-site.ts'
import { readSiteFile, schemaOf } from './site-file.ts'

/** Operations in a file, and the longest text of each: many short ones, or texts that do not fit into SQLite's memory. */
const MANY = { least: 300, most: 5_000, characters: 10 } as const
const LONG = { least: 1_500, most: 3_000, characters: 4_000 } as const
const ROUNDS_PER_FILE = 5
const OPENING_TIMEOUT_MS = 15_000
/** No two openings take exactly the same time. */
const SLACK = 0.1
/** Rounds on larger files of the first version, which no server knows: only the migration is killed. */
export class MigrationRounds {
  readonly #random: Random
  readonly #file: string
  readonly #figures: Figures
  #operations: readonly OldOperation[] = []
  #time: MigrationTime = { from: 0, to: 0 }
  #rounds = 0

  constructor(random: Random, file: string, figures: Figures) {
    this.#random = random
    this.#file = file
    this.#figures = figures
  }

  async round(label: string): Promise<readonly Violation[]> {
    const pristine = `${this.#file}.old`
    if (this.#rounds++ % ROUNDS_PER_FILE === 0) await this.#write(pristine)
    restore(pristine, this.#file)
    await this.#kill(label)
    // The next one may be killed as well, on what the first has left.
    if (chance(this.#random, 0.3) && (await schemaOf(this.#file)) === 1) await this.#kill(`${label} again`)
    const site = await readSiteFile(this.#file).catch((error: unknown) => String(error))
    if (typeof site === 'string') return [{ what: 'host', key: label, detail: `the file could not be opened: ${site}` }]
    const problems = site.problems.map((detail): Violation => ({ what: 'ledger', key: label, detail }))
    return [...problems, ...checkMigrated(site.operations, this.#operations)]
  }

  async #write(pristine: string): Promise<void> {
    const { least, most, characters } = chance(this.#random, 0.5) ? MANY : LONG
    const site = randomOldSite(this.#random, between(this.#random, least, most), characters)
    this.#operations = site.operations
    rmSync(pristine, { force: true })
    writeOldSite(pristine, site)
    restore(pristine, this.#file)
    this.#time = await timeMigration(this.#file)
  }

  async #kill(label: string): Promise<void> {
    const found = await killWhileMigrating(openingHost(label, this.#file), this.#file, this.#random, this.#time)
    this.#figures.kills.migrate += 1
    this.#figures.migrated[found] += 1
  }
}

/** A host that opens a file and does nothing else. */
export function openingHost(label: string, file: string): HostProcess {
  const nobody = { url: 'http://127.0.0.1:1', tenant: 'main', token: 'none', requestTimeoutMs: 500 }
  const nothing = { seed: 0, steps: 0, connectAtStep: 0, isHasty: false, oldOperations: 0 }
  return new HostProcess({ ...nobody, ...nothing, file, label, task: 'open' }, () => undefined)
}

/** Every operation of the old file is in the new one as it was, with its whole history, and nothing else is. */
export function checkMigrated(found: readonly StoredOperation[], old: readonly OldOperation[]): Violation[] {
  const byKey = new Map(found.map((operation) => [operation.key, operation]))
  const violations = old.flatMap((operation): Violation[] => {
    const { key, clientSequence } = operation
    const one = byKey.get(key)
    byKey.delete(key)
    if (one === undefined)
      return [{ what: 'lost', key, detail: `number ${clientSequence} did not come through the migration` }]
    const wanted = essenceOf(operation)
    const parts = (Object.keys(wanted) as (keyof typeof wanted)[]).filter(
      (part) => !isDeepStrictEqual(wanted[part], one[part]),
    )
    return parts.map((part) => {
      const detail = `${part} was ${JSON.stringify(wanted[part])} before the migration and is ${JSON.stringify(one[part])}`
      return { what: 'value', key, detail }
    })
  })
  for (const key of byKey.keys()) violations.push({ what: 'foreign', key, detail: 'came with the migration' })
  return violations
}

function essenceOf(operation: OldOperation): Omit<StoredOperation, 'key'> {
  const { clientSequence, intent, lastError, steps } = operation
  return {
    clientSequence,
    state: stateOf(operation),
    kind: intent.kind,
    entityType: intent.entityType,
    entityId: intent.entityId,
    fields: fieldsOf(intent),
    lastError,
    reasons: steps.map((step) => step.reason),
    dependsOn: [],
    batch: null,
  }
}

/** When a migration runs, in milliseconds after a host begins to open its file. */
export interface MigrationTime {
  readonly from: number
  readonly to: number
}

/** Opens an older file, which migrates it, and once more: the difference is the migration. */
async function timeMigration(file: string): Promise<MigrationTime> {
  const to = await timeOpening(file)
  return { from: await timeOpening(file), to }
}

async function timeOpening(file: string): Promise<number> {
  const host = openingHost('measured', file)
  await host.until(() => host.has('opening'), OPENING_TIMEOUT_MS)
  const startedAt = performance.now()
  if ((await host.message('opened', OPENING_TIMEOUT_MS)) === null)
    throw new Error(`an older file could not be opened: ${host.log}`)
  const length = performance.now() - startedAt
  await host.kill()
  return length
}

/**
 * Kills a host that opens an older file, about when it is migrated. Resolves with what is found then: the file as it was, the
 * same with a half-written migration beside it, or the new one.
 */
export async function killWhileMigrating(
  host: HostProcess,
  file: string,
  random: Random,
  { from, to }: MigrationTime,
): Promise<MigrationFound> {
  const earliest = from * (1 - SLACK)
  // More often late than early: most is written towards the end.
  const delayMs = earliest + Math.sqrt(random.next()) * (to * (1 + SLACK) - earliest)
  await host.until(() => host.has('opening'), OPENING_TIMEOUT_MS)
  await new Promise((resolve) => setTimeout(resolve, delayMs))
  await host.kill()
  const hasWritten = existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0
  if ((await schemaOf(file)) !== 1) return 'new'
  return hasWritten ? 'half' : 'old'
}

/** Puts an old file back, without anything that a later program has left beside it. */
export function restore(pristine: string, file: string): void {
  for (const part of ['', '-wal', '-shm']) rmSync(file + part, { force: true })
  copyFileSync(pristine, file)
}
