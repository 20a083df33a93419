import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { Logger } from '../platform/logger.ts'
import type {
  ArchiveCallName,
  ArchiveCalls,
  ArchiveOpened,
  ArchiveReply,
  ArchiveRequest,
  ArchiveThreadData,
} from './archive-protocol.ts'

/** The archive cannot be used, or not at the moment. `message` says why. */
export class ArchiveError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ArchiveError'
  }
}

/** Asks the archive. Every call rejects with an ArchiveError when it cannot be done. */
export type AskArchive = <N extends ArchiveCallName>(
  name: N,
  ...values: Parameters<ArchiveCalls[N]>
) => Promise<ReturnType<ArchiveCalls[N]>>

export interface ArchiveOptions {
  /** The built `archive-thread.ts`. */
  readonly script: URL
  readonly file: string
  readonly at: number
  readonly logger: Logger
}

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: ArchiveError) => void
}

/** The archive in a thread of its own: neither the queue's storage nor the main loop ever waits for it. */
export class Archive {
  readonly #worker: Worker
  readonly #port: MessagePort
  readonly #waiting = new Map<number, Waiting>()
  readonly #logger: Logger
  #nextId = 1
  #problem: string | null = null
  #setAside: string | null = null
  #isOpen = false
  readonly #ended = Promise.withResolvers<void>()

  private constructor({ script, file, at, logger }: ArchiveOptions) {
    const { port1, port2 } = new MessageChannel()
    this.#logger = logger
    this.#port = port1
    this.#worker = new Worker(script, {
      workerData: { port: port2, file, at } satisfies ArchiveThreadData,
      transferList: [port2],
    })
    this.#port.on('message', (message: ArchiveOpened | ArchiveReply) => this.#take(message))
    this.#worker.on('error', (error: Error) => this.#fail(error.message))
    this.#worker.on('exit', () => {
      // The end may be heard of before what the thread has said last, such as why it could not open the file.
      for (let left = receiveMessageOnPort(port1); left !== undefined; left = receiveMessageOnPort(port1))
        this.#take(left.message as ArchiveOpened | ArchiveReply)
      this.#fail(this.#problem ?? 'it has ended')
      this.#port.close()
      this.#ended.resolve()
    })
  }

  /** Starts the thread; what is asked before it is ready waits. */
  static start(options: ArchiveOptions): Archive {
    return new Archive(options)
  }

  /** Why nothing is recorded; null while it is. */
  get problem(): string | null {
    return this.#problem
  }

  /** Where a damaged file was put when this one was begun; null: it was not damaged. */
  get setAside(): string | null {
    return this.#setAside
  }

  readonly ask: AskArchive = (name, ...values) => {
    if (this.#problem !== null) return Promise.reject(new ArchiveError(this.#problem))
    return new Promise((resolve, reject) => {
      const id = this.#nextId++
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject })
      this.#port.postMessage({ id, name, values } satisfies ArchiveRequest)
    })
  }

  /** Everything asked before is done first. */
  async close(): Promise<void> {
    await this.ask('close').catch(() => undefined)
    await this.#ended.promise
  }

  #take(message: ArchiveOpened | ArchiveReply): void {
    if ('id' in message) this.#heard(message)
    else this.#opened(message)
  }

  #opened(message: ArchiveOpened): void {
    if (!message.ok) return this.#fail(message.message)
    this.#isOpen = true
    this.#setAside = message.setAside
    if (message.setAside !== null)
      this.#logger.warn('the archive was damaged; it was put away and a new one begun', { file: message.setAside })
  }

  #heard(reply: ArchiveReply): void {
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if (reply.ok) waiting?.resolve(reply.value)
    else waiting?.reject(new ArchiveError(reply.message))
  }

  #fail(message: string): void {
    if (this.#problem === null && !this.#isOpen) this.#logger.error('the archive cannot be opened', { cause: message })
    this.#problem ??= message
    const left = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { reject } of left) reject(new ArchiveError(message))
  }
}
