import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { open, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type NewUpload, newUploadSchema, type UploadOffset } from '#shared/protocol/uploads.ts'
import { Refusal } from '../core/refusal.ts'
import { UploadRefusal } from './upload-refusal.ts'

/** A part that has got nothing for this long is given up. */
export const ABANDONED_MS = 7 * 86_400_000

/** An upload as it lies beside its bytes. */
const noteSchema = newUploadSchema.extend({ userId: z.string() })
type Note = z.infer<typeof noteSchema>

/**
 * Uploaded bytes, as files: `parts` holds what is on its way, each with a note of what it is to be; `files` what is whole, by
 * its SHA-256, once however often it is uploaded. What is told is on the disk: an offset, and that the whole is there, which is
 * compared before it counts.
 */
export class UploadShelf {
  readonly #parts: string
  readonly #files: string
  /** One thing at a time is done with an upload. */
  readonly #busy = new Map<string, Promise<unknown>>()

  constructor(folder: string) {
    this.#parts = join(folder, 'uploads', 'parts')
    this.#files = join(folder, 'uploads', 'files')
    for (const place of [this.#parts, this.#files]) mkdirSync(place, { recursive: true, mode: 0o700 })
  }

  /** All bytes with this SHA-256 are there. */
  has(sha256: string): boolean {
    return /^[0-9a-f]{64}$/.test(sha256) && existsSync(join(this.#files, sha256))
  }

  /** The bytes, where there are so few that they can be handed over as they are; null otherwise. */
  small(sha256: string, mostBytes: number): Buffer | null {
    if (!this.has(sha256) || statSync(join(this.#files, sha256)).size > mostBytes) return null
    return readFileSync(join(this.#files, sha256))
  }

  /** Makes an upload, or tells how far the one of this key is. @throws UploadRefusal `wrongOffset` for another file's key. */
  begin(upload: NewUpload, userId: string): Promise<UploadOffset> {
    return this.#inOrder(upload.key, async () => {
      const note = this.#note(upload.key)
      const isOther = note !== null && (note.sha256 !== upload.sha256 || note.sizeBytes !== upload.sizeBytes)
      if (isOther) throw new UploadRefusal('wrongOffset', 'This key was used for another file.')
      if (note !== null) this.#assertOwn(note, userId)
      if (note === null && !this.has(upload.sha256)) {
        await writeFile(this.#part(upload.key), '', { mode: 0o600 })
        await writeFile(this.#noteFile(upload.key), JSON.stringify({ ...upload, userId }), { mode: 0o600 })
        await synced(this.#noteFile(upload.key))
      }
      return this.#offsetOf(upload.key, upload)
    })
  }

  /** @throws Refusal `not-found`. */
  find(key: string, userId: string): UploadOffset {
    return this.#offsetOf(key, this.#known(key, userId))
  }

  /** Takes bytes that begin at `offset`, all of them or none. The last ones are answered when the whole file is compared. */
  append(key: string, userId: string, offset: number, bytes: Buffer): Promise<UploadOffset> {
    return this.#inOrder(key, async () => {
      const note = this.#known(key, userId)
      const before = this.#offsetOf(key, note)
      if (before.isStored || before.offset !== offset) {
        throw new UploadRefusal('wrongOffset', `The upload is at ${before.offset}, not at ${offset}.`)
      }
      if (offset + bytes.length > note.sizeBytes) throw new Refusal('malformed', 'These are more bytes than announced.')
      const file = await open(this.#part(key), 'r+')
      try {
        await file.write(bytes, 0, bytes.length, offset)
        // Whoever is told of an offset sends nothing before it again.
        await file.datasync()
      } finally {
        await file.close()
      }
      if (offset + bytes.length === note.sizeBytes) await this.#finish(note)
      return this.#offsetOf(key, note)
    })
  }

  /**
   * Takes away what has got nothing more for so long: whoever comes back begins anew. Answers how many there were.
   * @param now milliseconds since the epoch
   */
  async clear(now: number): Promise<number> {
    const names = readdirSync(this.#parts).filter((name) => name.endsWith('.json'))
    const keys = names.map((name) => name.slice(0, -'.json'.length))
    const cleared = await Promise.all(keys.map((key) => this.#inOrder(key, () => this.#clearOld(key, now))))
    return cleared.filter(Boolean).length
  }

  async #clearOld(key: string, now: number): Promise<boolean> {
    const place = [this.#part(key), this.#noteFile(key)].find((one) => existsSync(one))
    if (place === undefined || now - statSync(place).mtimeMs < ABANDONED_MS) return false
    await this.#remove(key)
    return true
  }

  /** Gives an upload up. One that is stored stays. */
  discard(key: string, userId: string): Promise<void> {
    return this.#inOrder(key, async () => {
      this.#known(key, userId)
      await this.#remove(key)
    })
  }

  async #finish(note: Note): Promise<void> {
    const hash = createHash('sha256')
    for await (const piece of createReadStream(this.#part(note.key))) hash.update(piece as Buffer)
    if (hash.digest('hex') !== note.sha256) {
      await truncate(this.#part(note.key), 0)
      throw new UploadRefusal('corrupt', 'What came is not what was announced. Send it again from its beginning.')
    }
    await synced(this.#part(note.key))
    await rename(this.#part(note.key), join(this.#files, note.sha256))
    // The name of it too: content is made of it from now on.
    await syncedFolder(this.#files)
  }

  async #remove(key: string): Promise<void> {
    await rm(this.#noteFile(key), { force: true })
    await rm(this.#part(key), { force: true })
  }

  #offsetOf(key: string, { sha256, sizeBytes }: Pick<NewUpload, 'sha256' | 'sizeBytes'>): UploadOffset {
    if (this.has(sha256)) return { key, offset: sizeBytes, isStored: true }
    return { key, offset: statSync(this.#part(key)).size, isStored: false }
  }

  #known(key: string, userId: string): Note {
    const note = this.#note(key)
    if (note === null) throw new Refusal('not-found', 'There is no such upload.')
    this.#assertOwn(note, userId)
    return note
  }

  #assertOwn(note: Note, userId: string): void {
    // Nobody learns of another's uploads.
    if (note.userId !== userId) throw new Refusal('not-found', 'There is no such upload.')
  }

  #note(key: string): Note | null {
    const file = this.#noteFile(key)
    try {
      return noteSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    } catch {
      // A power cut may take a note as it is written: then the upload begins anew.
      return null
    }
  }

  /** Keys are UUIDs by the time they come here: they cannot name another place. */
  #noteFile(key: string): string {
    return join(this.#parts, `${key}.json`)
  }

  #part(key: string): string {
    return join(this.#parts, `${key}.part`)
  }

  #inOrder<T>(key: string, work: () => Promise<T>): Promise<T> {
    const mine = (this.#busy.get(key) ?? Promise.resolve()).then(work, work).catch(noRoom)
    const settled = mine
      .catch(() => undefined)
      .then(() => {
        if (this.#busy.get(key) === settled) this.#busy.delete(key)
      })
    this.#busy.set(key, settled)
    return mine
  }
}

async function synced(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

async function syncedFolder(path: string): Promise<void> {
  // Windows opens no folders, and keeps their names by itself.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** A full disk is said as what it is. */
function noRoom(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'ENOSPC' || code === 'EDQUOT') throw new UploadRefusal('noSpace', 'The server’s disk is full.')
  throw error
}
