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
    const code = error instanceof Error && 'code' in error ? String(error.code) : null
    tell({ type: 'failed', message: error instanceof Error ? error.message : String(error), code })
  })
  .finally(() => port.close())
