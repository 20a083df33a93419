import { Worker } from 'node:worker_threads'
import type { Answer, Request, Shrunk, WorkerData } from './requests.ts'
import type { SeedReport } from './run-seed.ts'

/** A run takes a small part of a second. One that takes this long does not end. */
const SILENT_MS = 30_000
/** A thread that has nothing more to do ends in this time. */
const END_MS = 5_000
const ENDLESS = {
  promise: 'comes-to-an-end',
  message: `the run did not end within ${SILENT_MS} ms of real time`,
  at: 0,
}

/** It cannot work at all. */
export class UnfitError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UnfitError'
  }
}

/** One thread that runs seeds, one after the other. */
export class Hand {
  readonly #data: WorkerData
  #worker: Worker | null = null

  constructor(mutant: string | null) {
    this.#data = { mutant }
  }

  /** Rejects with UnfitError when the planted bug does not fit. */
  async run(seed: number, steps: number, keepsTrace: boolean): Promise<SeedReport> {
    const answer = await this.#ask({ kind: 'run', seed, steps, keepsTrace })
    if (answer?.kind === 'ran') return answer.report
    return { seed, steps, hash: '', violation: ENDLESS, figures: { made: 0, applied: 0, simulatedMs: 0 }, lines: [] }
  }

  /** Null: the shrinking did not end. */
  async shrink(seed: number, steps: number): Promise<Shrunk | null> {
    const answer = await this.#ask({ kind: 'shrink', seed, steps })
    return answer?.kind === 'shrunk' ? answer.shrunk : null
  }

  /** Lets the thread end by itself: cutting one off in the middle of SQLite's work can bring the whole process down. */
  async close(): Promise<void> {
    const worker = this.#worker
    this.#worker = null
    if (worker === null) return
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
    worker.postMessage({ kind: 'end' } satisfies Request)
    const timer = setTimeout(() => void worker.terminate(), END_MS)
    await ended
    clearTimeout(timer)
  }

  /** It would go on for ever. */
  async #cutOff(): Promise<void> {
    await this.#worker?.terminate()
    this.#worker = null
  }

  /** Null: there was no answer. */
  async #ask(request: Request): Promise<Answer | null> {
    this.#worker ??= new Worker(new URL('./worker.ts', import.meta.url), { workerData: this.#data })
    const answer = await answerOf(this.#worker, request)
    if (answer === null) await this.#cutOff()
    if (answer?.kind === 'unfit') throw new UnfitError(answer.message)
    return answer
  }
}

/** Null: nothing came back in time. Rejects when the thread has died. */
function answerOf(worker: Worker, request: Request): Promise<Answer | null> {
  return new Promise((resolve, reject) => {
    const release = (): void => {
      clearTimeout(timer)
      worker.off('message', onAnswer)
      worker.off('error', onError)
    }
    const onAnswer = (answer: Answer): void => {
      release()
      resolve(answer)
    }
    const onError = (error: Error): void => {
      release()
      reject(error)
    }
    const timer = setTimeout(() => {
      release()
      resolve(null)
    }, SILENT_MS)
    worker.on('message', onAnswer)
    worker.on('error', onError)
    worker.postMessage(request)
  })
}
