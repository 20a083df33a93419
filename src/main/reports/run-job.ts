import { rm } from 'node:fs/promises'
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { ReportHeadline } from '#shared/domain/report.ts'
import type { ReportStep } from '#shared/domain/report-formats.ts'
import type { ReportJob, ReportMessage, ReportThreadData } from './report-job.ts'

/** The report was not made. `code`: the system's, where it was the system that refused. */
export class ReportError extends Error {
  readonly code: string | null

  constructor(message: string, code: string | null) {
    super(message)
    this.name = 'ReportError'
    this.code = code
  }
}

export interface RunOptions {
  /** The built `report-thread.ts`. */
  readonly script: URL
  readonly signal: AbortSignal
  readonly onProgress: (step: ReportStep, records: number) => void
}

/**
 * Makes a report in a thread of its own: neither the main loop nor the queue's storage waits for it. Resolves when all files are
 * written, to the disk; they lie where the job says and have still to be put in their places.
 *
 * Rejects with a ReportError, or with the signal's reason when it was cancelled; then none of the files is left.
 */
export async function runReportJob(
  job: ReportJob,
  { script, signal, onProgress }: RunOptions,
): Promise<ReportHeadline> {
  signal.throwIfAborted()
  const { port1, port2 } = new MessageChannel()
  const workerData: ReportThreadData = { port: port2, job }
  const worker = new Worker(script, { workerData, transferList: [port2] })
  const outcome = Promise.withResolvers<ReportHeadline>()
  const onAbort = (): void => outcome.reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  const heard = (message: ReportMessage): void => {
    if (message.type === 'progress') onProgress(message.step, message.records)
    else if (message.type === 'done') outcome.resolve(message.headline)
    else outcome.reject(new ReportError(message.message, message.code))
  }
  port1.on('message', heard)
  worker.on('error', (error: Error) => outcome.reject(new ReportError(error.message, null)))
  worker.on('exit', () => {
    // The end of a thread may be told before its last words are.
    for (let last = receiveMessageOnPort(port1); last !== undefined; last = receiveMessageOnPort(port1))
      heard(last.message as ReportMessage)
    outcome.reject(new ReportError('The thread that makes the report has ended.', null))
  })
  try {
    return await outcome.promise
  } catch (error) {
    await worker.terminate()
    await Promise.all(job.outputs.map(({ file }) => rm(file, { force: true })))
    throw error
  } finally {
    signal.removeEventListener('abort', onAbort)
    port1.close()
    await worker.terminate()
  }
}
