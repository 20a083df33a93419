// npm run bench -- queue | live: measures the figures of docs/benchmarks.md.
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname } from 'node:path'
import { BenchContext } from './context.ts'
import { FIGURES } from './figures/all.ts'
import { type BenchOptions, HELP, parseOptions, UsageError } from './options.ts'
import { type Failure, jsonOf, type Report, tableOf } from './report.ts'
import type { FigureResult } from './result.ts'

const EXIT_BELOW_FLOOR = 1
const EXIT_USAGE = 2

type RunOptions = Exclude<BenchOptions, { mode: 'help' }>

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2))
  if (options.mode === 'help') return void process.stdout.write(HELP)
  const report = await run(options)
  process.stdout.write(tableOf(report))
  if (options.json !== null) {
    mkdirSync(dirname(options.json), { recursive: true })
    writeFileSync(options.json, jsonOf(report))
  }
  if (report.failures.length > 0 || report.results.some((result) => !result.isFloorMet)) {
    process.exitCode = EXIT_BELOW_FLOOR
  }
}

async function run({ only, rounds, isQuick }: RunOptions): Promise<Report> {
  const startedAt = performance.now()
  const progress = (line: string): void => void process.stderr.write(`${line}\n`)
  const context = new BenchContext({ rounds, isQuick, progress })
  const results: FigureResult[] = []
  const failures: Failure[] = []
  try {
    for (const id of only) {
      const figureStartedAt = performance.now()
      try {
        const found = await FIGURES[id](context)
        results.push(...found)
        const words = found.map((result) => `${result.id} ${result.ratio.toPrecision(3)} ${result.unit}`)
        progress(`${words.join(', ')} (${Math.round((performance.now() - figureStartedAt) / 1_000)} s)`)
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        failures.push({ id, message })
        progress(`${id} failed: ${error instanceof Error ? (error.stack ?? message) : message}`)
      }
    }
  } finally {
    context.close()
  }
  const machine = { cpu: cpus()[0]?.model ?? '', cores: cpus().length, node: process.version }
  return { results, failures, isQuick, seconds: (performance.now() - startedAt) / 1_000, machine }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exitCode = error instanceof UsageError ? EXIT_USAGE : EXIT_BELOW_FLOOR
})
