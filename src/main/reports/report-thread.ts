import { workerData } from 'node:worker_threads'
import { headlineOf } from '#shared/domain/report.ts'
import { compileReport } from './compile.ts'
import type { ReportMessage, ReportThreadData } from './report-job.ts'
import { openStoredSource } from './stored-source.ts'
import { writeOutput } from './write-output.ts'

const { port, job } = workerData as ReportThreadData

function tell(message: ReportMessage): void {
  port.postMessage(message)
}

async function work(): Promise<void> {
  const { places, about, timeZone, outputs } = job
  const source = openStoredSource(places, about)
  try {
    const report = await compileReport(source, about, (step, records) => tell({ type: 'progress', step, records }))
    for (const [index, output] of outputs.entries()) {
      tell({ type: 'progress', step: 'writing', records: index })
      await writeOutput(output, report, source, timeZone)
    }
    tell({ type: 'done', headline: headlineOf(report) })
  } finally {
    source.close()
  }
}

work()
  .catch((error: unknown) => {
    tell({ type: 'failed', ...troubleOf(error) })
  })
  .finally(() => port.close())

/** The code of the system, where it was the system that refused; a database has codes of its own, which say nothing of a file. */
function troubleOf(error: unknown): { message: string; code: string | null } {
  const message = error instanceof Error ? error.message : String(error)
  if (!(error instanceof Error) || !('code' in error)) return { message, code: null }
  if ('errno' in error) return { message, code: String(error.code) }
  const isDamaged = error.code === 'SQLITE_CORRUPT' || error.code === 'SQLITE_NOTADB'
  return { message: isDamaged ? `What was recorded is damaged and cannot be read (${message}).` : message, code: null }
}
