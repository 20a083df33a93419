import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'

/** The work was not done. `code`: the system's, where it was the system that refused. */
export class ReportError extends Error {
  readonly code: string | null

  constructor(message: string, code: string | null) {
    super(message)
    this.name = 'ReportError'
    this.code = code
  }
}

interface ThreadOptions {
  /** The built `report-thread.ts`. */
  readonly script: URL
  readonly signal: AbortSignal
}

/** What the thread says, and how its words end the wait for it. */
type Heard<Message, Result> = (message: Message, outcome: PromiseWithResolvers<Result>) => void

/**
 * Reads what was recorded in a thread of its own: neither the main loop nor the queue's storage waits for it.
 *
 * Rejects with a ReportError, or with the signal's reason when it was cancelled; the thread is gone in any case.
 */
export async function runInThread<Message, Result>(
  work: Readonly<Record<string, unknown>>,
  { script, signal }: ThreadOptions,
  onHeard: Heard<Message, Result>,
): Promise<Result> {
  signal.throwIfAborted()
  const { port1, port2 } = new MessageChannel()
  const workerData: { port: MessagePort } = { ...work, port: port2 }
  const worker = new Worker(script, { workerData, transferList: [port2] })
  const outcome = Promise.withResolvers<Result>()
  const onAbort = (): void => outcome.reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  const heard = (message: Message): void => onHeard(message, outcome)
  port1.on('message', heard)
  worker.on('error', (error: Error) => outcome.reject(new ReportError(error.message, null)))
  worker.on('exit', () => {
    // The end of a thread may be told before its last words are.
    for (let last = receiveMessageOnPort(port1); last !== undefined; last = receiveMessageOnPort(port1))
      heard(last.message as Message)
    outcome.reject(new ReportError('The thread that makes the report has ended.', null))
  })
  try {
    return await outcome.promise
  } finally {
    signal.removeEventListener('abort', onAbort)
    port1.close()
    await worker.terminate()
  }
}
