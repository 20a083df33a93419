import type { UploadStore } from '../database/upload-store.ts'
import type { Logger } from '../platform/logger.ts'
import { Job } from './job.ts'
import { recordOf, storedOf, type UploadRecord } from './record.ts'

/** All uploads of a site: stored first, then known. What is written of one upload is written in order. */
export class JobBook {
  readonly #store: UploadStore
  readonly #logger: Logger
  readonly #onChanged: () => void
  readonly #jobs = new Map<string, Job>()

  constructor(store: UploadStore, logger: Logger, onChanged: () => void) {
    this.#store = store
    this.#logger = logger
    this.#onChanged = onChanged
  }

  get all(): readonly Job[] {
    return [...this.#jobs.values()]
  }

  get unfinished(): readonly UploadRecord[] {
    return this.all.filter(({ isDone }) => !isDone).map(({ record }) => record)
  }

  get size(): number {
    return this.#jobs.size
  }

  get(key: string): Job | undefined {
    return this.#jobs.get(key)
  }

  /** Rejects with a StoreError. */
  async load(): Promise<void> {
    for (const stored of await this.#store.uploads()) {
      const record = recordOf(stored)
      if (record !== null) this.#jobs.set(record.key, new Job(record))
      else this.#logger.error('a stored upload cannot be read', { key: stored.key })
    }
  }

  async add(records: readonly UploadRecord[]): Promise<void> {
    if (records.length === 0) return
    await this.#store.putUploads(records.map(storedOf))
    for (const record of records) this.#jobs.set(record.key, new Job(record))
    this.#onChanged()
  }

  /** What is on its way out is not written any more: it would come back. */
  put(job: Job, change: Partial<Omit<UploadRecord, 'key'>>): Promise<void> {
    return job.inOrder(async () => {
      if (job.isLeaving) return
      const record = { ...job.record, ...change }
      await this.#store.putUploads([storedOf(record)])
      job.record = record
      this.#onChanged()
    })
  }

  /** Another upload takes the place of this one. */
  rename(job: Job, key: string, change: Partial<Omit<UploadRecord, 'key'>>): Promise<void> {
    return job.inOrder(async () => {
      if (job.isLeaving) return
      const before = job.record.key
      const record = { ...job.record, ...change, key }
      await this.#store.putUploads([storedOf(record)])
      job.record = record
      this.#jobs.delete(before)
      this.#jobs.set(key, job)
      await this.#store.removeUpload(before)
      this.#onChanged()
    })
  }

  /** Its content is queued. It stays to be seen, and is forgotten with the program. */
  async done(job: Job, mostKept: number): Promise<void> {
    job.isDone = true
    job.isLeaving = true
    const over = this.all.filter(({ isDone }) => isDone)
    for (const { record } of over.slice(0, -mostKept)) this.#jobs.delete(record.key)
    this.#onChanged()
    // Left behind on a disk that takes nothing, it is found to be made at the next start.
    await job.inOrder(() => this.#store.removeUpload(job.record.key)).catch(() => undefined)
  }

  /** Rejects with a StoreError; then it is still there. */
  async remove(job: Job): Promise<void> {
    const wasLeaving = job.isLeaving
    job.isLeaving = true
    try {
      if (!job.isDone) await job.inOrder(() => this.#store.removeUpload(job.record.key))
    } catch (error) {
      job.isLeaving = wasLeaving
      throw error
    }
    this.#jobs.delete(job.record.key)
    this.#onChanged()
  }
}
