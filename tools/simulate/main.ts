import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname } from 'node:path'
import { runMutants } from './mutants/run-mutants.ts'
import { HELP, parseOptions, type SimulateOptions, UsageError } from './options.ts'
import { runMany } from './run/many.ts'
import { runOne } from './run/one.ts'
import type { Outcome } from './run/outcome.ts'

const EXIT_VIOLATED = 1
const EXIT_USAGE = 2

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2))
  if (options.mode === 'help') return void process.stdout.write(HELP)
  const { isGood, result } = await play(options)
  if (options.json !== null) {
    mkdirSync(dirname(options.json), { recursive: true })
    writeFileSync(options.json, `${JSON.stringify(result)}\n`)
  }
  if (!isGood) process.exitCode = EXIT_VIOLATED
}

function play(options: Exclude<SimulateOptions, { mode: 'help' }>): Promise<Outcome> {
  const hands = availableParallelism()
  const say = (text: string): void => void process.stdout.write(text)
  const progress = (text: string): void => void process.stderr.write(text)
  if (options.mode === 'one') return runOne(options, say)
  if (options.mode === 'many') return runMany(options, { hands, say, progress })
  return runMutants(options, { hands, say, progress })
}

main().catch((error: unknown) => {
  const isUsage = error instanceof UsageError
  const text = error instanceof Error ? ((isUsage ? null : error.stack) ?? error.message) : String(error)
  process.stderr.write(`${text}\n`)
  process.exitCode = isUsage ? EXIT_USAGE : EXIT_VIOLATED
})
