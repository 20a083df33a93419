import { existsSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import { headlineOf } from '#shared/domain/report.ts'
import { reportWriting } from '#shared/report/cells.ts'
import { openArchiveForReading } from '../archive/archive-database.ts'
import { fleetFigures } from './analytics/fleet-figures.ts'
import { compileReport } from './compile.ts'
import type { AnswerMessage, ReportJob, ReportMessage, ReportQuestion, ReportThreadData } from './report-job.ts'
import { openStoredSource } from './stored-source.ts'
import { writeOutput } from './write-output.ts'

const given = workerData as ReportThreadData
const { port } = given

function tell(message: ReportMessage | AnswerMessage): void {
  port.postMessage(message)
}

/** Without an archive nothing was ever seen. */
const NOTHING_SEEN = { observations: () => [], deviceStates: () => [].values(), firstObserved: () => null }

function answer({ archiveFile, ...question }: ReportQuestion): void {
  const archive = existsSync(archiveFile) ? openArchiveForReading(archiveFile) : null
  try {
    tell({ type: 'answered', figures: fleetFigures(archive?.reader ?? NOTHING_SEEN, question) })
  } finally {
    archive?.close()
  }
}

async function write({ places, about, timeZone, language, letters, outputs }: ReportJob): Promise<void> {
  const source = openStoredSource(places, about)
  const manner = { writing: reportWriting(language, timeZone), letters }
  try {
    const report = await compileReport(source, about, (step, records) => tell({ type: 'progress', step, records }))
    for (const [index, output] of outputs.entries()) {
      tell({ type: 'progress', step: 'writing', records: index })
      await writeOutput(output, report, source, manner)
    }
    tell({ type: 'done', headline: headlineOf(report) })
  } finally {
    source.close()
  }
}

async function work(): Promise<void> {
  if ('question' in given) answer(given.question)
  else await write(given.job)
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
