// npm run report:verify -- REPORT.json RECORDS.ndjson: counts a report again from the records that were exported with it.
// npm run report:schema: writes the published shape of a report.

import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { inProject } from '../runtime/paths.mjs'
import { reportJsonSchema } from './schema.ts'
import { verifyReport } from './verify.ts'

const EXIT_DIFFERENT = 1
const EXIT_USAGE = 2

const HELP = `Counts a report again.

  npm run report:verify -- REPORT.json RECORDS.ndjson [--json]
      Both files are exports of the same report: as JSON, and as records. Every figure is counted again from the records
      and compared with what the report says. Exit code 0: all are the same. 1: some are not, or a file is damaged.

  --json   the result as one line of JSON
`

async function main(): Promise<void> {
  const options = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const
  const { values, positionals } = parseArgs({ options, allowPositionals: true, strict: true })
  const [mode, report, records, ...others] = positionals
  if (mode === 'schema') return writeFileSync(inProject('docs/report.schema.json'), reportJsonSchema())
  if (values.help === true || report === undefined) return void process.stdout.write(HELP)
  if (mode !== 'verify' || records === undefined || others.length > 0) {
    process.stderr.write(HELP)
    process.exitCode = EXIT_USAGE
    return
  }
  const { ok, figures, differences } = await verifyReport(report, records)
  if (values.json === true) process.stdout.write(`${JSON.stringify({ ok, figures, differences })}\n`)
  else if (ok)
    process.stdout.write(`${report} is true to its records: ${figures} figures counted again, all the same.\n`)
  else
    process.stdout.write(`${report} is not true to its records:\n${differences.map((line) => `  ${line}\n`).join('')}`)
  if (!ok) process.exitCode = EXIT_DIFFERENT
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = EXIT_DIFFERENT
})
