import { isSettled, type Operation } from '#shared/domain/operation.ts'
import type { QueueStatus } from '#shared/domain/queue.ts'
import { Emitter } from '../platform/emitter.ts'
import type { Logger } from '../platform/logger.ts'
import type { Renamed } from './memory.ts'
import type { Step } from './step.ts'

/** What the queue tells others, after it is stored. */
export class QueueEvents {
  /** Keys of operations that changed. Empty: any may have. */
  readonly changed: Emitter<readonly string[]>
  /** Operations that are over, or wait for a person. */
  readonly settled: Emitter<Operation>
  /** The server gave another id to something made here. */
  readonly renamed: Emitter<Renamed>
  #lastError: QueueStatus['lastError'] = null
  #conflictsResolved = 0

  constructor(logger: Logger) {
    const onError = (error: unknown): void => logger.error('an outbox listener failed', { error })
    this.changed = new Emitter(onError)
    this.settled = new Emitter(onError)
    this.renamed = new Emitter(onError)
  }

  /** What an operation was refused for last; null: none was in this run. */
  get lastError(): QueueStatus['lastError'] {
    return this.#lastError
  }

  /** How many conflicts have been decided in this run, by a person or by themselves. */
  get conflictsResolved(): number {
    return this.#conflictsResolved
  }

  announce({ before, after: operation }: Step): void {
    if (operation.lastError !== null && (operation.state === 'quarantined' || operation.state === 'queued')) {
      this.#lastError = { ...operation.lastError, at: operation.changedAt }
    }
    if (before.state === 'conflicted' && operation.state !== 'conflicted') this.#conflictsResolved += 1
    const asksForPerson = ['quarantined', 'conflicted', 'stale'].includes(operation.state)
    const isNew = before.state !== operation.state
    if (isSettled(operation.state) || (asksForPerson && isNew)) this.settled.emit(operation)
  }

  clear(): void {
    this.changed.clear()
    this.settled.clear()
    this.renamed.clear()
  }
}
