import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import type { WorkerData, WorkerOptions } from './worker-protocol.ts'

/** A storage thread that has been started and has no database yet. */
export class StorageThread {
  readonly worker: Worker
  readonly port: MessagePort
  /** Why it has ended before anybody has heard of it. */
  failure: Error | null = null

  private constructor(script: URL) {
    const { port1, port2 } = new MessageChannel()
    this.port = port1
    this.worker = new Worker(script, { workerData: { port: port2 } satisfies WorkerData, transferList: [port2] })
    this.worker.once('error', (error: Error) => {
      this.failure ??= error
    })
    this.worker.once('exit', (code) => {
      this.failure ??= new Error(`it ended (${code})`)
    })
  }

  /** @param script the built `worker.ts` */
  static start(script: URL): StorageThread {
    return new StorageThread(script)
  }

  /** The thread opens the database, and says so on its port. */
  open(options: WorkerOptions): void {
    this.port.postMessage(options)
  }
}

/** Storage threads, one of which is started before anybody knows what for: a thread takes longer to start than a database to open. */
export class StorageThreads {
  readonly #script: URL
  #ahead: StorageThread | null

  constructor(script: URL) {
    this.#script = script
    this.#ahead = StorageThread.start(script)
  }

  readonly take = (): StorageThread => {
    const thread = this.#ahead ?? StorageThread.start(this.#script)
    this.#ahead = null
    return thread
  }

  /** Hears of what ends the thread that was started ahead. */
  onAheadFailed(listener: (error: Error) => void): void {
    this.#ahead?.worker.once('error', listener)
  }

  async stop(): Promise<void> {
    await this.#ahead?.worker.terminate()
    this.#ahead = null
  }
}
