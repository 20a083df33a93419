// npm run release:upgrade [-- --operations 10000]: a console is updated in the middle of its drain, and killed; nothing is lost or doubled.
import { parseArgs } from 'node:util'
import { upgradeInMidDrain } from './upgrade-run.ts'

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { operations: { type: 'string', default: '10000' } } })
  const operations = Number(values.operations)
  if (!Number.isInteger(operations) || operations < 1_000) throw new Error('--operations is a number from 1000 on.')
  const report = await upgradeInMidDrain({ operations, progress: (line) => void process.stderr.write(`${line}\n`) })
  process.stdout.write(`${JSON.stringify(report)}\n`)
  if (report.lost > 0 || report.doubled > 0 || report.problems.length > 0) process.exitCode = 1
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exitCode = 1
})
