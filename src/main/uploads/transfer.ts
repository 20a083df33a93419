import { createHash } from 'node:crypto'
import type { UploadOffset } from '#shared/protocol/uploads.ts'
import type { OpenFile, UploadFiles } from './files-port.ts'
import { fileProblem, UploadStopped } from './problems.ts'
import type { UploadRecord } from './record.ts'
import { type UploadServer, UploadServerError } from './server-port.ts'
import type { UploadRate } from './upload-rate.ts'

/** Bytes that are sent at once: little is lost with a connection, and little is held in memory. */
const CHUNK_BYTES = 1_048_576
/** Bytes that are read at once for the checksum: a millisecond's worth of work. */
const HASHED_AT_ONCE = 262_144
/** So often what came may be something else than was sent, before a person is asked. */
const MOST_DAMAGES = 1
/** Turns without a byte more: then it is left alone for a while. */
const MOST_TURNS = 3

export type TransferPhase = 'checking' | 'sending' | 'confirming'

/** What one transfer works with, and whom it tells. */
export interface TransferDependencies {
  readonly files: UploadFiles
  readonly server: UploadServer
  /** One attempt to reach the server, through its breaker. */
  readonly call: <T>(task: (signal: AbortSignal) => Promise<T>, signal: AbortSignal) => Promise<T>
  /** Bytes that are sent at once; left out: CHUNK_BYTES. */
  readonly chunkBytes?: number | undefined
  /** Asked before each piece. */
  readonly rate: UploadRate
  /** The upload as it is stored now. */
  readonly record: () => UploadRecord
  readonly onPhase: (phase: TransferPhase, doneBytes: number) => void
  /** The checksum is known, or is another one than was known. To be stored before anything is sent. */
  readonly onChecked: (checksum: string) => Promise<void>
  /** The server found something else than was announced. */
  readonly onDamaged: () => Promise<void>
}

/**
 * Brings one file to the server, from wherever the server says it is. Resolves with the checksum when the server has confirmed
 * all of it; rejects with an UploadStopped for what a person has to see to, and with whatever a call failed with otherwise.
 */
export async function transfer(dependencies: TransferDependencies, signal: AbortSignal): Promise<string> {
  const file = await dependencies.files.open(dependencies.record().path).catch((error: unknown) => {
    throw fileProblem(error)
  })
  try {
    return await new Transfer(dependencies, file, signal).run()
  } finally {
    await file.close()
  }
}

class Transfer {
  readonly #dependencies: TransferDependencies
  readonly #file: OpenFile
  readonly #signal: AbortSignal

  constructor(dependencies: TransferDependencies, file: OpenFile, signal: AbortSignal) {
    this.#dependencies = dependencies
    this.#file = file
    this.#signal = signal
  }

  async run(): Promise<string> {
    await this.#assertSame()
    const { checksum, isDoubted } = this.#dependencies.record()
    if (checksum === null || isDoubted) await this.#dependencies.onChecked(await this.#hash())
    await this.#send()
    const { checksum: sent } = this.#dependencies.record()
    if (sent === null) throw new Error('an upload was sent without its checksum')
    return sent
  }

  async #send(): Promise<void> {
    let place = await this.#begin()
    let turns = 0
    let furthest = place.offset
    while (!place.isStored) {
      try {
        const { offset } = place
        place = await this.#sendFrom(offset)
        if (place.offset > furthest) turns = 0
        else if (place.offset <= offset && !place.isStored && ++turns > MOST_TURNS) throw noFurther()
        furthest = Math.max(furthest, place.offset)
      } catch (error) {
        turns += 1
        if (turns > MOST_TURNS) throw error
        await this.#recover(error)
        place = await this.#begin()
      }
    }
  }

  /** Returns where the upload can be begun anew; throws what cannot be helped here. */
  async #recover(error: unknown): Promise<void> {
    const code = error instanceof UploadServerError ? error.code : ''
    if (code === 'wrong-offset' || code === 'gone') return
    if (code !== 'corrupt') throw error
    if (this.#dependencies.record().damages >= MOST_DAMAGES) {
      throw new UploadStopped('corrupt', 'The server found twice that what came is not the file.', error)
    }
    await this.#dependencies.onDamaged()
    // It may be the file itself that is another one by now, under the same time and size.
    if ((await this.#hash()) !== this.#dependencies.record().checksum) throw changed(error)
  }

  async #begin(): Promise<UploadOffset> {
    const { key, sizeBytes, checksum, mediaType } = this.#dependencies.record()
    if (checksum === null) throw new Error('an upload is announced by its checksum')
    const { server, call, onPhase } = this.#dependencies
    const place = await call(
      (signal) => server.begin({ key, sizeBytes, sha256: checksum, mediaType }, signal),
      this.#signal,
    )
    if (place.offset > sizeBytes)
      throw new UploadServerError('protocol', 'refused', 'The server has more than the file.')
    onPhase('sending', place.offset)
    return place
  }

  async #sendFrom(offset: number): Promise<UploadOffset> {
    const { server, call, onPhase, record, rate, chunkBytes = CHUNK_BYTES } = this.#dependencies
    const { key, sizeBytes } = record()
    const length = Math.min(rate.pieceBytes(chunkBytes), sizeBytes - offset)
    await rate.turn(length, this.#signal)
    const bytes = await this.#read(offset, length)
    if (bytes.length < length) throw changed()
    // A file that grows or is written over while it is sent is none that anybody has chosen.
    await this.#assertSame()
    const isLast = offset + length === sizeBytes
    if (isLast) onPhase('confirming', offset)
    const place = await call((signal) => server.send(key, offset, bytes, signal), this.#signal)
    if (place.offset > sizeBytes)
      throw new UploadServerError('protocol', 'refused', 'The server has more than the file.')
    onPhase(place.isStored ? 'confirming' : 'sending', place.offset)
    return place
  }

  async #hash(): Promise<string> {
    const { onPhase, record } = this.#dependencies
    const { sizeBytes } = record()
    const hash = createHash('sha256')
    onPhase('checking', 0)
    for (let offset = 0; offset < sizeBytes; offset += HASHED_AT_ONCE) {
      const length = Math.min(HASHED_AT_ONCE, sizeBytes - offset)
      const bytes = await this.#read(offset, length)
      if (bytes.length < length) throw changed()
      hash.update(bytes)
      onPhase('checking', offset + length)
    }
    await this.#assertSame()
    return hash.digest('hex')
  }

  async #read(offset: number, length: number): Promise<Uint8Array> {
    this.#signal.throwIfAborted()
    return this.#file.read(offset, length).catch((error: unknown) => {
      throw fileProblem(error)
    })
  }

  async #assertSame(): Promise<void> {
    const { sizeBytes, modifiedAt } = this.#dependencies.record()
    const facts = await this.#file.facts().catch((error: unknown) => {
      throw fileProblem(error)
    })
    if (facts.sizeBytes !== sizeBytes || facts.modifiedAt !== modifiedAt) throw changed()
  }
}

/** A server that takes bytes and never has them would be sent them for ever. */
function noFurther(): UploadServerError {
  return new UploadServerError('protocol', 'unknown', 'The server took bytes, and has no more than before.')
}

function changed(cause?: unknown): UploadStopped {
  return new UploadStopped('changed', 'The file is another one than was chosen.', cause)
}
