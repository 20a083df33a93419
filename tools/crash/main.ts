import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { HELP, parseOptions, UsageError } from './options.ts'
import { crashRounds } from './rounds.ts'

const EXIT_VIOLATED = 1
const EXIT_USAGE = 2
const MAX_SEED = 1_000_000

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2), () => Math.floor(Math.random() * MAX_SEED))
  if (options.mode === 'help') return void process.stdout.write(HELP)
  if (options.mode !== 'rounds') throw new UsageError('not built yet')
  const report = await crashRounds(options.rounds, options.seed, (line) => process.stderr.write(`${line}\n`))
  const line = `${JSON.stringify(report)}\n`
  process.stdout.write(line)
  if (options.json !== null) {
    mkdirSync(dirname(options.json), { recursive: true })
    writeFileSync(options.json, line)
  }
  if (report.violations.length > 0) process.exitCode = EXIT_VIOLATED
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exitCode = error instanceof UsageError ? EXIT_USAGE : EXIT_VIOLATED
})
