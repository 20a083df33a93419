import { createHash, randomUUID } from 'node:crypto'
import { StoreError } from '../../../src/main/database/errors.ts'
import type { StoredUpload, UploadStore } from '../../../src/main/database/upload-store.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { DEFAULT_PACE } from '../../../src/main/resilience/backoff.ts'
import type { ContentToRenew } from '../../../src/main/uploads/choosing.ts'
import { UploadEngine } from '../../../src/main/uploads/engine.ts'
import type { OpenFile, UploadFiles } from '../../../src/main/uploads/files-port.ts'
import { type UploadServer, UploadServerError } from '../../../src/main/uploads/server-port.ts'
import { UploadRate } from '../../../src/main/uploads/upload-rate.ts'
import type { NewUpload, UploadOffset } from '../../../src/shared/protocol/uploads.ts'
import { ManualClock } from '../../support/manual-clock.ts'

export const CHUNK = 100
const PNG = Buffer.from('89504e470d0a1a0a0000000d494844520000002000000010', 'hex')

export function sumOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

export function picture(bytes: number, seed: number): Buffer {
  const rest = Buffer.alloc(Math.max(0, bytes - PNG.length), seed)
  for (let place = 0; place < rest.length; place += 1) rest[place] = (place * 31 + seed * 7) % 251
  return Buffer.concat([PNG, rest])
}

/**
 * What happens to the next call to the server. `lost`: it is done, and nobody hears of it. `gone`: the server has forgotten what it
 * had. `dead`: the program ends there.
 */
export type Fate = 'ok' | 'cut' | 'lost' | 'flip' | 'gone' | 'dead'

/** A server that takes uploads by the rules of the protocol, and fails as it is told. */
export class ModelServer {
  readonly parts = new Map<string, { readonly upload: NewUpload; bytes: Buffer }>()
  readonly stored = new Map<string, Buffer>()
  fates: Fate[] = []
  onDead: () => void = () => undefined
  sent = 0

  begin(upload: NewUpload): Promise<UploadOffset> {
    return this.#meet(upload.key, () => {
      if (!this.stored.has(upload.sha256) && !this.parts.has(upload.key)) {
        this.parts.set(upload.key, { upload, bytes: Buffer.alloc(0) })
      }
      return this.#offsetOf(upload.key, upload)
    })
  }

  send(key: string, offset: number, bytes: Uint8Array): Promise<UploadOffset> {
    return this.#meet(key, (fate) => {
      const part = this.parts.get(key)
      if (part === undefined) throw new UploadServerError('gone', 'refused', 'unknown')
      const before = this.#offsetOf(key, part.upload)
      if (before.isStored || before.offset !== offset)
        throw new UploadServerError('wrong-offset', 'refused', 'not there')
      const taken = Buffer.from(bytes)
      if (fate === 'flip' && taken.length > 0) taken[0] = (taken[0] ?? 0) ^ 1
      this.sent += taken.length
      part.bytes = Buffer.concat([part.bytes, taken])
      this.#finish(part)
      return this.#offsetOf(key, part.upload)
    })
  }

  #finish(part: { readonly upload: NewUpload; bytes: Buffer }): void {
    const { sizeBytes, sha256 } = part.upload
    if (part.bytes.length < sizeBytes) return
    if (sumOf(part.bytes) !== sha256) {
      part.bytes = Buffer.alloc(0)
      throw new UploadServerError('corrupt', 'refused', 'it is something else')
    }
    this.stored.set(sha256, part.bytes)
  }

  #offsetOf(key: string, { sha256, sizeBytes }: NewUpload): UploadOffset {
    const isStored = this.stored.has(sha256)
    return { key, isStored, offset: isStored ? sizeBytes : (this.parts.get(key)?.bytes.length ?? 0) }
  }

  async #meet(key: string, work: (fate: Fate) => UploadOffset): Promise<UploadOffset> {
    const fate = this.fates.shift() ?? 'ok'
    if (fate === 'gone') this.parts.delete(key)
    if (fate === 'cut') throw new UploadServerError('ECONNRESET', 'unknown', 'cut')
    const answer = work(fate)
    if (fate === 'lost') throw new UploadServerError('ECONNRESET', 'unknown', 'lost')
    if (fate === 'dead') {
      this.onDead()
      return new Promise(() => undefined)
    }
    return answer
  }
}

/** Files in memory. */
export class ModelFiles implements UploadFiles {
  readonly files = new Map<string, { bytes: Buffer; modifiedAt: number }>()

  put(path: string, bytes: Buffer, modifiedAt = 1): void {
    this.files.set(path, { bytes, modifiedAt })
  }

  async open(path: string): Promise<OpenFile> {
    const found = () => {
      const file = this.files.get(path)
      if (file === undefined) throw Object.assign(new Error(`no file ${path}`), { code: 'ENOENT' })
      return file
    }
    found()
    return {
      facts: async () => ({ sizeBytes: found().bytes.length, modifiedAt: found().modifiedAt }),
      read: async (offset, length) => Uint8Array.from(found().bytes.subarray(offset, offset + length)),
      close: async () => undefined,
    }
  }
}

class ModelStore implements UploadStore {
  readonly rows = new Map<string, string>()
  isFull = false

  async uploads(): Promise<readonly StoredUpload[]> {
    return [...this.rows].map(([key, record]) => ({ key, record }))
  }

  async putUploads(uploads: readonly StoredUpload[]): Promise<void> {
    if (this.isFull) throw new StoreError('full', 'The disk is full.')
    for (const { key, record } of uploads) this.rows.set(key, record)
  }

  async removeUpload(key: string): Promise<void> {
    this.rows.delete(key)
  }
}

/** One PC with its disk; programs come and go on it. */
export class UploadRig {
  readonly clock = new ManualClock()
  readonly server = new ModelServer()
  readonly files = new ModelFiles()
  readonly store = new ModelStore()
  /** By id, the checksum that was queued. */
  readonly content = new Map<string, string>()
  /** Content that is there, by id. */
  readonly library = new Map<string, ContentToRenew>()
  /** So many times the program ends between queueing content and forgetting its upload. */
  endsBehindContent = 0
  userId = 'anna'
  isReachable = true
  bytesPerSecond: number | null = null
  engine: UploadEngine
  #isDead = false

  constructor() {
    this.engine = this.#program()
    this.server.onDead = () => {
      this.#isDead = true
    }
  }

  /** Time for what is due; a program that has ended is started again. */
  async pass(ms: number): Promise<void> {
    await this.clock.advance(ms)
    if (!this.#isDead) return
    this.#isDead = false
    this.engine = this.#program()
    await this.engine.run()
    await this.clock.advance(0)
  }

  #program(): UploadEngine {
    const alive = { is: true }
    const { server } = this
    // Nothing of a program that has ended is written or sent any more.
    const living = <T>(work: () => Promise<T>): Promise<T> => {
      if (this.#isDead) alive.is = false
      return alive.is ? work() : new Promise(() => undefined)
    }
    const ports: UploadServer = {
      begin: (upload) => living(() => server.begin(upload)),
      send: (key, offset, bytes) => living(() => server.send(key, offset, bytes)),
      discard: async () => undefined,
    }
    const store: UploadStore = {
      uploads: () => living(() => this.store.uploads()),
      putUploads: (uploads) => living(() => this.store.putUploads(uploads)),
      removeUpload: (key) => living(() => this.store.removeUpload(key)),
    }
    return new UploadEngine({
      store,
      files: this.files,
      server: ports,
      clock: this.clock,
      random: { next: () => 0.5 },
      ids: { uuid: () => randomUUID() },
      logger: silentLogger,
      chunkBytes: CHUNK,
      rate: new UploadRate(this.clock, () => this.bytesPerSecond),
      pace: () => DEFAULT_PACE,
      call: (task, signal) => task(signal),
      isReachable: () => this.isReachable,
      userId: () => this.userId,
      isOfUser: (userId) => userId === this.userId,
      contentToRenew: (id) => this.library.get(id) ?? null,
      makeContent: (record, checksum) =>
        living(async () => {
          const known = this.content.get(record.contentId)
          if (known !== undefined && known !== checksum) throw new Error('the same content twice, of other bytes')
          this.content.set(record.contentId, checksum)
          if (this.endsBehindContent === 0) return
          this.endsBehindContent -= 1
          this.#isDead = true
        }),
    })
  }
}
