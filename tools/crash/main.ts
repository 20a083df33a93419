import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DropAcksReport } from './drop-acks.ts'
import { type CrashOptions, HELP, parseOptions, UsageError } from './options.ts'
import { crashRounds, type RoundsReport } from './rounds.ts'

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
  if (report.violations.length > 0) process.exitCode = EXIT_VIOLATED
}

async function play(options: Exclude<CrashOptions, { mode: 'help' }>): Promise<RoundsReport | DropAcksReport> {
  const progress = (line: string): void => void process.stderr.write(`${line}\n`)
  if (options.mode === 'rounds') return crashRounds(options, progress)
  // Loaded only when it is needed: driving a window takes a library that is slow to load.
  const { dropAcks } = await import('./drop-acks.ts')
  return dropAcks(options.dropRate, options.operations, progress)
}

main().catch((error: unknown) => {
  const isUsage = error instanceof UsageError
  const text = error instanceof Error ? ((isUsage ? null : error.stack) ?? error.message) : String(error)
  process.stderr.write(`${text}\n`)
  process.exitCode = isUsage ? EXIT_USAGE : EXIT_VIOLATED
})
