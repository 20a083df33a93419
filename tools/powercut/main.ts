import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Counters } from '../../src/main/database/store.ts'
import type { ImageTrouble } from './check-image.ts'
import { NOTES } from './notes.ts'
import { type CutViolation, cutEverywhere, endOf, migrationIn, recordRun } from './run.ts'

/** The outcome of a run, as it is printed and written to `--json`. */
interface PowerCutReport {
  readonly cuts: number
  readonly operations: number
  readonly writes: number
  readonly syncs: number
  /** Writes and syncs between the first look at the older file and its end. */
  readonly migrationEvents: number
  /** What became of the operations of the run, when nobody cut it short. */
  readonly end: Counters
  /** Accepted operations that were not there when the power came back, over all cuts. */
  readonly lost: number
  /** Cuts after which the database could not be opened. */
  readonly unopened: number
  readonly damaged: number
  readonly ledgerProblems: number
  readonly violations: readonly CutViolation[]
  readonly seconds: number
}

const USAGE = 'usage: npm run powercut -- [--cuts N] [--operations N] [--seed N] [--json FILE]   (Linux, needs gcc)'
const PROGRESS_EVERY = 100
/** Violations that are written out; all are counted. */
const MOST_TOLD = 100
const EXIT_USAGE = 2

interface Options {
  readonly cuts: number
  readonly operations: number
  readonly seed: number
  readonly json: string | null
}

async function main(options: Options): Promise<void> {
  if (process.platform !== 'linux') throw new Error('The recorder works on Linux only.')
  const folder = mkdtempSync(join(tmpdir(), 'outpost-powercut-'))
  try {
    const report = await play(options, folder)
    const text = `${JSON.stringify(report)}\n`
    process.stdout.write(text)
    if (options.json !== null) {
      mkdirSync(dirname(options.json), { recursive: true })
      writeFileSync(options.json, text)
    }
    process.exitCode = report.violations.length === 0 ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function play({ cuts, operations, seed }: Options, folder: string): Promise<PowerCutReport> {
  const startedAt = performance.now()
  const events = recordRun(folder, operations)
  process.stderr.write(`recorded ${events.length} events\n`)
  const violations = await cutEverywhere(events, cuts, seed, folder, (done, found) => {
    if (done % PROGRESS_EVERY === 0) process.stderr.write(`${done} of ${cuts} cuts, ${found} violations\n`)
  })
  const count = (what: ImageTrouble['what']): number => violations.filter((one) => one.what === what).length
  const [from, to] = migrationIn(events) ?? [0, 0]
  return {
    cuts,
    operations,
    writes: events.filter((event) => event.kind === 'write' && event.file !== NOTES).length,
    syncs: events.filter((event) => event.kind === 'sync').length,
    migrationEvents: to - from,
    end: endOf(events, folder),
    lost: count('lost'),
    unopened: count('unopened'),
    damaged: count('damaged'),
    ledgerProblems: count('ledger'),
    violations: violations.slice(0, MOST_TOLD),
    seconds: Math.round((performance.now() - startedAt) / 100) / 10,
  }
}

/** Null: help is asked for. Throws when the command line can not be understood. */
function readOptions(): Options | null {
  const { values } = parseArgs({
    options: {
      cuts: { type: 'string', default: '1000' },
      operations: { type: 'string', default: '600' },
      seed: { type: 'string', default: '1' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null
  const numberOf = (name: 'cuts' | 'operations' | 'seed'): number => {
    const number = Number(values[name])
    if (!Number.isInteger(number) || number < 1) throw new Error(`--${name}: a whole number from 1 on`)
    return number
  }
  return {
    cuts: numberOf('cuts'),
    operations: numberOf('operations'),
    seed: numberOf('seed'),
    json: values.json ?? null,
  }
}

function optionsOrUsage(): Options | null {
  try {
    const options = readOptions()
    if (options === null) process.stdout.write(`${USAGE}\n`)
    return options
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`)
    process.exitCode = EXIT_USAGE
    return null
  }
}

const options = optionsOrUsage()
if (options !== null) {
  main(options).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  })
}
