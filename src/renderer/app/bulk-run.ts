import type { Intent } from '#shared/domain/operation.ts'
import type { ErrorCode } from '#shared/errors/result.ts'
import type { IpcResponse } from '#shared/ipc/contract.ts'
import { type RequestError, toRequestError } from '../ipc/client.ts'

/** Changes of one request: few enough for the next paint to be near, many enough for a commit to be worth it. */
export const BULK_CHUNK = 500

type Queued = IpcResponse<'operations:enqueue'>['operations'][number]

export interface BulkFailure {
  readonly intent: Intent
  readonly error: RequestError
}

export interface BulkProgress {
  readonly total: number
  readonly queued: number
  readonly failed: readonly BulkFailure[]
  readonly state: 'running' | 'finished' | 'cancelled'
}

export interface BulkResult extends BulkProgress {
  /** Intents that are queued, in the order of `operations`. */
  readonly intents: readonly Intent[]
  readonly operations: readonly Queued[]
  /** Neither queued nor refused: they were not tried any more. */
  readonly left: readonly Intent[]
}

/** Refusals that are about one of the changes and not about all of them. */
const ABOUT_ONE: ReadonlySet<ErrorCode> = new Set(['not-found', 'invalid-operation'])

/**
 * Queues many changes, a part at a time. A part is queued as a whole or not at all; where one of its changes is refused it
 * is halved until that one stands alone, so that the others go through. What would refuse them all, such as a full disk,
 * ends the run, and the rest is answered as failed with the same reason.
 */
export class BulkRun {
  readonly #enqueue: (intents: readonly Intent[]) => Promise<readonly Queued[]>
  readonly #onProgress: (progress: BulkProgress) => void
  readonly #intents: Intent[] = []
  readonly #operations: Queued[] = []
  readonly #failed: BulkFailure[] = []
  #left: readonly Intent[] = []
  #total = 0
  #isCancelled = false
  #fatal: RequestError | null = null

  constructor(dependencies: {
    enqueue: (intents: readonly Intent[]) => Promise<readonly Queued[]>
    onProgress: (progress: BulkProgress) => void
  }) {
    this.#enqueue = dependencies.enqueue
    this.#onProgress = dependencies.onProgress
  }

  /** What is queued by then stays queued. */
  cancel(): void {
    this.#isCancelled = true
  }

  /** Never rejects: why a change was not queued stands in `failed`. To be called once. */
  async run(intents: readonly Intent[]): Promise<BulkResult> {
    this.#total = intents.length
    this.#onProgress(this.#progress('running'))
    for (let start = 0; start < intents.length; start += BULK_CHUNK) {
      if (this.#isCancelled) {
        this.#left = intents.slice(start)
        break
      }
      await this.#put(intents.slice(start, start + BULK_CHUNK))
    }
    const progress = this.#progress(this.#isCancelled && this.#left.length > 0 ? 'cancelled' : 'finished')
    return { ...progress, intents: this.#intents, operations: this.#operations, left: this.#left }
  }

  async #put(part: readonly Intent[]): Promise<void> {
    if (this.#fatal !== null) return this.#fail(part, this.#fatal)
    try {
      this.#operations.push(...(await this.#enqueue(part)))
      this.#intents.push(...part)
      this.#onProgress(this.#progress('running'))
    } catch (cause) {
      const error = toRequestError(cause)
      const isOfOne = ABOUT_ONE.has(error.code)
      if (!isOfOne) this.#fatal = error
      if (part.length === 1 || !isOfOne) return this.#fail(part, error)
      const middle = part.length >> 1
      await this.#put(part.slice(0, middle))
      await this.#put(part.slice(middle))
    }
  }

  #fail(part: readonly Intent[], error: RequestError): void {
    for (const intent of part) this.#failed.push({ intent, error })
  }

  #progress(state: BulkProgress['state']): BulkProgress {
    return { total: this.#total, queued: this.#intents.length, failed: [...this.#failed], state }
  }
}
