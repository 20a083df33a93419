// npm run ledger -- verify | export: the conservation ledger of a site, checked without the console.
import { HELP, parseOptions, UsageError } from './options.ts'
import { exportDatabase, verifyFile, wordsOf } from './run.ts'

const EXIT_BAD = 1
const EXIT_USAGE = 2

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2))
  if (options.mode === 'help') return void process.stdout.write(HELP)
  const { file, verdict } =
    options.mode === 'verify'
      ? { file: options.file, verdict: await verifyFile(options.file) }
      : { file: options.out, verdict: await exportDatabase(options.database, options.out, Date.now()) }
  process.stdout.write(options.isJson ? `${JSON.stringify(verdict)}\n` : wordsOf(file, verdict))
  if (!verdict.ok) process.exitCode = EXIT_BAD
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = error instanceof UsageError ? EXIT_USAGE : EXIT_BAD
})
