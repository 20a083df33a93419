import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { rename, rm, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type NewUpload, newUploadSchema, type UploadOffset } from '#shared/protocol/uploads.ts'
import { Refusal } from '../core/refusal.ts'
import { appendWhole, createSynced, type OpenPart, openPart, synced, syncedFolder } from './shelf-disk.ts'
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
  readonly #openPart: OpenPart
  /** One thing at a time is done with an upload. */
  readonly #busy = new Map<string, Promise<unknown>>()

  constructor(folder: string, open: OpenPart = openPart) {
    this.#openPart = open
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
      if (note === null && !this.has(upload.sha256)) await this.#make({ ...upload, userId })
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
      // Whoever is told of an offset sends nothing before it again.
      await appendWhole(this.#openPart, this.#part(key), offset, bytes)
      if (offset + bytes.length === note.sizeBytes) await this.#finish(note)
      return this.#offsetOf(key, note)
    })
  }

  /**
   * Takes away what has got nothing more for so long: whoever comes back begins anew. Answers how many there were.
   * @param now milliseconds since the epoch
   */
  async clear(now: number): Promise<number> {
    // A power cut may leave either of the two files without the other.
    const keys = new Set(readdirSync(this.#parts).map((name) => name.replace(/\.(json|part)$/, '')))
    const cleared = await Promise.all([...keys].map((key) => this.#inOrder(key, () => this.#clearOld(key, now))))
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

  /** The part and its note, both of them or none. */
  async #make(note: Note): Promise<void> {
    try {
      await createSynced(this.#part(note.key), '')
      await createSynced(this.#noteFile(note.key), JSON.stringify(note))
      // A cut before here leaves an upload that nobody was told of.
      await syncedFolder(this.#parts)
    } catch (error) {
      await this.#remove(note.key)
      throw error
    }
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
    try {
      const note = noteSchema.parse(JSON.parse(readFileSync(this.#noteFile(key), 'utf8')))
      // A power cut may take a note as it is written, or the part that it is of: then the upload begins anew.
      return existsSync(this.#part(key)) || this.has(note.sha256) ? note : null
    } catch {
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

/** A full disk is said as what it is. */
function noRoom(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'ENOSPC' || code === 'EDQUOT') throw new UploadRefusal('noSpace', 'The server’s disk is full.')
  throw error
}
