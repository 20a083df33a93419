import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type CutsReport, cuts } from './cuts.ts'
import { HELP, type LiveOptions, parseOptions, UsageError } from './options.ts'
import { type SoakReport, soak } from './soak.ts'
import type { WallReport } from './wall.ts'

const EXIT_VIOLATED = 1
const EXIT_USAGE = 2
const MAX_SEED = 1_000_000

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2), () => Math.floor(Math.random() * MAX_SEED))
  if (options.mode === 'help') return void process.stdout.write(HELP)
  const report = await play(options)
  const line = `${JSON.stringify(report)}\n`
  process.stdout.write(line)
  if (options.json !== null) {
    mkdirSync(dirname(options.json), { recursive: true })
    writeFileSync(options.json, line)
  }
  process.exit(report.violationCount > 0 ? EXIT_VIOLATED : 0)
}

async function play(options: Exclude<LiveOptions, { mode: 'help' }>): Promise<CutsReport | SoakReport | WallReport> {
  const progress = (line: string): void => void process.stderr.write(`${line}\n`)
  if (options.mode === 'cuts') return cuts(options, progress)
  if (options.mode === 'soak') return soak(options, progress)
  // Loaded only when it is needed: driving a window takes a library that is slow to load.
  const { wall } = await import('./wall.ts')
  return wall(options, progress)
}

main().catch((error: unknown) => {
  const isUsage = error instanceof UsageError
  const text = error instanceof Error ? ((isUsage ? null : error.stack) ?? error.message) : String(error)
  process.stderr.write(`${text}\n`)
  process.exit(isUsage ? EXIT_USAGE : EXIT_VIOLATED)
})
