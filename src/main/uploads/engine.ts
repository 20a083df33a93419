import { basename } from 'node:path'
import type { ChosenFiles, UploadAct, UploadStatus } from '#shared/domain/uploads.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { UploadStore } from '../database/upload-store.ts'
import type { Cancel } from '../platform/clock.ts'
import { Emitter } from '../platform/emitter.ts'
import type { Ids } from '../platform/ids.ts'
import type { Logger } from '../platform/logger.ts'
import type { Service } from '../platform/service.ts'
import { Chosen, type ContentToRenew, factsOfFile } from './choosing.ts'
import type { UploadFiles } from './files-port.ts'
import { UploadIntake } from './intake.ts'
import type { Job } from './job.ts'
import { JobBook } from './job-book.ts'
import { Ownership, type OwnershipDependencies } from './ownership.ts'
import { reactionTo, UploadStopped } from './problems.ts'
import type { UploadRecord } from './record.ts'
import { type RetryWaitDependencies, waitAWhile } from './retry-wait.ts'
import type { UploadServer } from './server-port.ts'
import { type TransferDependencies, type TransferPhase, transfer } from './transfer.ts'
import type { UploadRate } from './upload-rate.ts'

/** Files that are on their way at once: one fills most lines, the second hides the pauses of the first. */
const MOST_AT_ONCE = 2
/** Finished ones that are shown. */
const MOST_DONE = 50
/** Progress is stored now and then: the server knows better, this is for showing after a restart. */
const STORED_EVERY_BYTES = 16 * 1_048_576

export interface UploadEngineDependencies extends RetryWaitDependencies, OwnershipDependencies {
  readonly store: UploadStore
  readonly files: UploadFiles
  readonly server: UploadServer
  readonly ids: Ids
  readonly logger: Logger
  /** See TransferDependencies. */
  readonly chunkBytes?: number
  readonly rate: UploadRate
  readonly call: TransferDependencies['call']
  readonly isReachable: () => boolean
  /** Queues the content, once for each `contentId` however often it is asked. */
  readonly makeContent: (record: UploadRecord, checksum: string) => Promise<void>
  /** A piece of content as it is shown; null: it is not there, or has no file. */
  readonly contentToRenew: (contentId: string) => ContentToRenew | null
}

/**
 * Brings files to the server and makes content of them when they are there. Everything that must not be forgotten is stored
 * before it is acted on; where an upload is, the server is asked, so that a program that ends at any moment goes on where the
 * server is. Content is queued only when the server has confirmed its bytes: content without bytes does not exist.
 */
export class UploadEngine implements Service {
  readonly #dependencies: UploadEngineDependencies
  readonly #book: JobBook
  readonly #intake: UploadIntake
  readonly #ownership: Ownership
  readonly #changed: Emitter<void>
  readonly #running = new Set<Promise<void>>()
  #isRunning = false

  constructor(dependencies: UploadEngineDependencies) {
    this.#dependencies = dependencies
    const { logger, store, files, ids } = dependencies
    this.#changed = new Emitter((error) => logger.error('a listener of uploads failed', { error }))
    this.#book = new JobBook(store, logger, () => this.#changed.emit())
    this.#ownership = new Ownership(dependencies)
    this.#intake = new UploadIntake(this.#book, files, ids)
  }

  /** Begins with what is stored. Rejects with a StoreError. */
  async run(): Promise<void> {
    await this.#book.load()
    this.#isRunning = true
    this.#changed.emit()
    this.#pump()
  }

  async stop(): Promise<void> {
    this.#isRunning = false
    for (const job of this.#book.all) {
      job.endWait()
      job.running?.controller.abort()
    }
    await Promise.all(this.#running)
    this.#changed.clear()
  }

  onChanged(listener: () => void): Cancel {
    return this.#changed.subscribe(() => listener())
  }

  statuses(): UploadStatus[] {
    const isReachable = this.#dependencies.isReachable()
    return this.#book.all.map((job) => job.status(this.#isOwn(job), isReachable))
  }

  /** The connection is there again, or somebody else works here: what waits for that is tried at once. */
  wake(): void {
    for (const job of this.#book.all) {
      job.endWait()
      if (job.running !== null && !this.#isOwn(job)) job.running.controller.abort()
    }
    this.#changed.emit()
    this.#pump()
  }

  /** Takes files that an operator has chosen. What cannot be taken is told by name. Rejects with a StoreError. */
  async add(paths: readonly string[], folder: string): Promise<ChosenFiles> {
    const chosen = await this.#intake.add(paths, folder, this.#ownership.signedIn())
    this.#pump()
    return chosen
  }

  /** Takes a file that a piece of content is to have in place of its own. Its id, name, tags and uses stay. */
  async renew(contentId: string, path: string): Promise<ChosenFiles> {
    const userId = this.#ownership.signedIn()
    const renews = this.#dependencies.contentToRenew(contentId)
    if (renews === null) throw new OutpostError('not-found', 'This content does not exist any more, or has no file.')
    const chosen = await this.#intake.renew(renews, path, userId)
    this.#pump()
    return chosen
  }

  /** Goes on with the file that lies there, or with another one in its place. */
  async replace(key: string, path: string): Promise<ChosenFiles> {
    const job = this.#own(key)
    const chosen = new Chosen()
    try {
      const facts = await factsOfFile(this.#dependencies.files, path)
      const fileName = basename(path)
      job.running?.controller.abort()
      await this.#book.put(job, {
        width: undefined,
        height: undefined,
        ...facts,
        path,
        fileName,
        isDoubted: true,
        damages: 0,
        ...WAITING,
      })
      job.endWait()
      chosen.records.push(job.record)
    } catch (error) {
      if (!(error instanceof UploadStopped)) throw error
      chosen.refuse(path, error)
    }
    this.#pump()
    return chosen.result()
  }

  async act(keys: readonly string[], act: UploadAct): Promise<void> {
    for (const key of keys) {
      const job = this.#own(key)
      if (act === 'discard') await this.#discard(job)
      else if (act === 'pause' && !job.isDone) await this.#pause(job)
      else if (act === 'resume' && !job.isDone) await this.#resume(job)
    }
    this.#pump()
  }

  async #pause(job: Job): Promise<void> {
    if (job.record.stand !== 'waiting') return
    await this.#book.put(job, { stand: 'paused', problem: null, detail: null })
    job.endWait()
    job.running?.controller.abort()
  }

  async #resume(job: Job): Promise<void> {
    const { problem, contentId, replaces } = job.record
    // Whoever goes on has seen that the content has another file by now, and wants this one all the same.
    const seen = problem === 'replaced' ? (this.#dependencies.contentToRenew(contentId)?.file ?? replaces) : replaces
    await this.#book.put(job, { ...WAITING, damages: 0, replaces: seen })
    job.endWait()
  }

  async #discard(job: Job): Promise<void> {
    const { server, call, logger, isReachable } = this.#dependencies
    const { key } = job.record
    const isKnownThere = !job.isDone && (job.sentBytes > 0 || job.running !== null)
    await this.#book.remove(job)
    job.endWait()
    job.running?.controller.abort()
    if (!isKnownThere || !isReachable()) return
    // A part that stays at the server hurts nobody: it is no content.
    await call((signal) => server.discard(key, signal), new AbortController().signal).catch((error: unknown) => {
      logger.warn('a discarded upload stays at the server for now', { key, error })
    })
  }

  #pump(): void {
    if (!this.#isRunning || !this.#dependencies.isReachable()) return
    for (const job of this.#book.all) {
      if (this.#running.size >= MOST_AT_ONCE) return
      if (!job.isDue || !this.#isOwn(job)) continue
      const work: Promise<void> = this.#work(job).finally(() => {
        this.#running.delete(work)
        this.#changed.emit()
        this.#pump()
      })
      this.#running.add(work)
    }
  }

  /** Never rejects. */
  async #work(job: Job): Promise<void> {
    const controller = new AbortController()
    job.running = { controller, phase: 'sending', doneBytes: job.sentBytes }
    try {
      const checksum = await transfer(this.#transferOf(job), controller.signal)
      await this.#finish(job, checksum)
    } catch (error) {
      job.running = null
      if (!controller.signal.aborted) await this.#failed(job, error)
    } finally {
      job.running = null
    }
  }

  #transferOf(job: Job): TransferDependencies {
    const { files, server, call, ids, chunkBytes, rate } = this.#dependencies
    return {
      chunkBytes,
      rate,
      files,
      server,
      call,
      record: () => job.record,
      onPhase: (phase, doneBytes) => this.#progressed(job, phase, doneBytes),
      onChecked: (checksum) => {
        const isOther = job.record.checksum !== null && job.record.checksum !== checksum
        if (!isOther) return this.#book.put(job, { checksum, isDoubted: false })
        // The server knows the key for another file.
        return this.#book.rename(job, ids.uuid(), { checksum, isDoubted: false, sentBytes: 0 })
      },
      onDamaged: () => this.#book.put(job, { damages: job.record.damages + 1, sentBytes: 0 }),
    }
  }

  #progressed(job: Job, phase: TransferPhase, doneBytes: number): void {
    if (job.running === null) return
    job.running.phase = phase
    job.running.doneBytes = doneBytes
    if (phase !== 'checking') {
      if (doneBytes > job.sentBytes) job.failures = 0
      job.sentBytes = doneBytes
    }
    this.#changed.emit()
    const isFar = Math.abs(doneBytes - job.record.sentBytes) >= STORED_EVERY_BYTES
    if (phase !== 'checking' && isFar) void this.#book.put(job, { sentBytes: doneBytes }).catch(() => undefined)
  }

  async #finish(job: Job, checksum: string): Promise<void> {
    if (job.isLeaving) return
    try {
      await this.#dependencies.makeContent(job.record, checksum)
    } catch (error) {
      throw error instanceof UploadStopped ? error : new UploadStopped('not-queued', messageOf(error), error)
    }
    await this.#book.done(job, MOST_DONE)
  }

  async #failed(job: Job, error: unknown): Promise<void> {
    const { again, problem } = reactionTo(error)
    try {
      if (again) return this.#waitAWhile(job, error)
      this.#dependencies.logger.warn('an upload has stopped', { key: job.record.key, problem, error })
      await this.#book.put(job, { stand: 'failed', problem, detail: messageOf(error) })
    } catch (cause) {
      // Not even that could be stored: it is tried again, and fails again if it must.
      this.#waitAWhile(job, cause)
    }
  }

  #waitAWhile(job: Job, error: unknown): void {
    waitAWhile(job, error, this.#dependencies, () => {
      this.#changed.emit()
      this.#pump()
    })
  }

  #own(key: string): Job {
    const job = this.#book.get(key)
    if (job === undefined) throw new OutpostError('not-found', 'This upload is over, or was discarded.')
    this.#ownership.assertOwn(job.record)
    return job
  }

  #isOwn({ record }: Job): boolean {
    return this.#ownership.isOwn(record)
  }
}

const WAITING = { stand: 'waiting', problem: null, detail: null } as const

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500)
}
