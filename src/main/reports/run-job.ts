import { rm } from 'node:fs/promises'
import type { ReportHeadline } from '#shared/domain/report.ts'
import type { ReportStep } from '#shared/domain/report-formats.ts'
import type { ReportJob, ReportMessage } from './report-job.ts'
import { ReportError, runInThread } from './run-thread.ts'

export interface RunOptions {
  /** The built `report-thread.ts`. */
  readonly script: URL
  readonly signal: AbortSignal
  readonly onProgress: (step: ReportStep, records: number) => void
}

/**
 * Makes a report in a thread of its own. Resolves when all files are written, to the disk; they lie where the job says and have
 * still to be put in their places.
 *
 * Rejects with a ReportError, or with the signal's reason when it was cancelled; then none of the files is left.
 */
export async function runReportJob(
  job: ReportJob,
  { script, signal, onProgress }: RunOptions,
): Promise<ReportHeadline> {
  signal.throwIfAborted()
  try {
    return await runInThread<ReportMessage, ReportHeadline>({ job }, { script, signal }, (message, outcome) => {
      if (message.type === 'progress') onProgress(message.step, message.records)
      else if (message.type === 'done') outcome.resolve(message.headline)
      else outcome.reject(new ReportError(message.message, message.code))
    })
  } catch (error) {
    await Promise.all(job.outputs.map(({ file }) => rm(file, { force: true })))
    throw error
  }
}
