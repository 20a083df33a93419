import type { UploadState, UploadStatus } from '#shared/domain/uploads.ts'
import type { Cancel } from '../platform/clock.ts'
import type { UploadRecord } from './record.ts'
import type { TransferPhase } from './transfer.ts'

/** One upload while the program runs: what is stored of it, and what goes on just now. */
export class Job {
  record: UploadRecord
  /** Null: nothing goes on. */
  running: { readonly controller: AbortController; phase: TransferPhase; doneBytes: number } | null = null
  /** When it is tried again. */
  wait: { readonly until: number; readonly cancel: Cancel } | null = null
  /** Failed tries in a row. */
  failures = 0
  isDone = false
  /** Nothing is stored of it any more. */
  isLeaving = false
  #lastWrite: Promise<unknown> = Promise.resolve()

  /** As far as the server has told; what is stored lies behind it. */
  sentBytes: number

  constructor(record: UploadRecord) {
    this.record = record
    this.sentBytes = record.sentBytes
  }

  /** It waits for nothing but its turn. */
  get isDue(): boolean {
    return !this.isDone && this.running === null && this.wait === null && this.record.stand === 'waiting'
  }

  /** One write after the other: an older one must not come behind a newer one. */
  inOrder<T>(write: () => Promise<T>): Promise<T> {
    const mine = this.#lastWrite.then(write, write)
    this.#lastWrite = mine.catch(() => undefined)
    return mine
  }

  endWait(): void {
    this.wait?.cancel()
    this.wait = null
  }

  status(isOwn: boolean, isReachable: boolean): UploadStatus {
    const { key, contentId, fileName, name, folder, sizeBytes, problem, detail, checksum, replaces } = this.record
    return {
      ...{ key, contentId, fileName, name, folder, sizeBytes, problem, detail },
      doneBytes: this.isDone ? sizeBytes : (this.running?.doneBytes ?? this.sentBytes),
      state: this.#state(isOwn, isReachable),
      retryAt: this.wait?.until ?? null,
      renews: replaces === null ? null : { checksum, before: replaces },
    }
  }

  #state(isOwn: boolean, isReachable: boolean): UploadState {
    const { stand } = this.record
    if (this.isDone) return 'done'
    if (stand !== 'waiting') return stand
    if (!isOwn) return 'elsewhere'
    if (this.running !== null) return this.running.phase
    return isReachable ? 'waiting' : 'offline'
  }
}
