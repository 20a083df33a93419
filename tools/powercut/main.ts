import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { cutEverywhere, recordRun } from './run.ts'

/** The outcome of a run, as it is printed and written to `--json`. */
interface PowerCutReport {
  readonly cuts: number
  readonly operations: number
  readonly writes: number
  readonly syncs: number
  readonly lost: number
  readonly corrupt: number
  readonly violations: readonly string[]
  readonly seconds: number
}

const USAGE = 'usage: npm run powercut -- [--cuts N] [--operations N] [--seed N] [--json FILE]   (Linux, needs gcc)'

function main(): void {
  const { values } = parseArgs({
    options: {
      cuts: { type: 'string', default: '1000' },
      operations: { type: 'string', default: '600' },
      seed: { type: 'string', default: '1' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return void process.stdout.write(`${USAGE}\n`)
  if (process.platform !== 'linux') throw new Error('The recorder works on Linux only.')
  const startedAt = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'outpost-powercut-'))
  const cuts = Number(values.cuts)
  const operations = Number(values.operations)
  try {
    const events = recordRun(folder, operations)
    const violations = cutEverywhere(events, cuts, Number(values.seed), folder, (done, found) => {
      if (done % 100 === 0) process.stderr.write(`${done} of ${cuts} cuts, ${found} violations\n`)
    })
    const report: PowerCutReport = {
      cuts,
      operations,
      writes: events.filter((event) => event.kind === 'write' && event.file !== 'accepted').length,
      syncs: events.filter((event) => event.kind === 'sync').length,
      lost: violations.filter((violation) => violation.includes(': lost:')).length,
      corrupt: violations.filter((violation) => !violation.includes(': lost:')).length,
      violations: violations.slice(0, 100),
      seconds: Math.round((performance.now() - startedAt) / 100) / 10,
    }
    const text = JSON.stringify(report)
    process.stdout.write(`${text}\n`)
    if (values.json !== undefined) writeFileSync(values.json, `${text}\n`)
    process.exitCode = violations.length === 0 ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

try {
  main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`)
  process.exitCode = 1
}
