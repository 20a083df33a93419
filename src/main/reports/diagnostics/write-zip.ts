import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import type { DiagnosticsStep } from '#shared/domain/diagnostics.ts'
import { afterThisTurn, dateOf } from '../../platform/clock.ts'
import { publishFile } from '../../platform/file-atomic.ts'
import { systemIds } from '../../platform/ids.ts'
import type { BundleFile } from './bundle-file.ts'

/** A file of the bundle as its index names it. */
export interface IndexedFile {
  readonly name: string
  readonly bytes: number
  /** Hexadecimal. */
  readonly sha256: string
  /** Why it is not whole, in a sentence; null: it is. */
  readonly problem: string | null
}

export interface DiagnosticsWatch {
  readonly signal: AbortSignal
  /** `bytes`: read so far, before they are packed. */
  readonly onProgress: (step: DiagnosticsStep, bytes: number) => void
}

export const INDEX_NAME = 'index.json'
/** Only the user may read it until it is handed on. */
const PRIVATE_FILE_MODE = 0o600
/** The same, as an archive says it of an ordinary file. */
const ARCHIVED_FILE_MODE = 0o100600

/**
 * Packs the files one after the other and puts the archive in its place: whole, or not at all. A file that cannot be read to
 * its end says so in its place and in the index; the others are packed all the same. Rejects with the system's error, or with
 * the signal's reason: then nothing is left.
 *
 * @param at of all files, milliseconds since the epoch
 */
export async function writeZip(
  path: string,
  files: readonly BundleFile[],
  { at, clean, watch }: { at: number; clean: (text: string) => string; watch: DiagnosticsWatch },
): Promise<readonly IndexedFile[]> {
  const { signal } = watch
  signal.throwIfAborted()
  const temporary = `${path}.${systemIds.uuid()}.tmp`
  const indexed: IndexedFile[] = []
  const told = { bytes: 0 }
  const zip = new ZipFile()
  const reading: { now: Readable | null } = { now: null }
  const failed = new AbortController()
  // Not a stream's error: without a listener it would end the process.
  zip.on('error', (error: unknown) => failed.abort(error))
  const add = (name: string, chunks: () => AsyncIterable<Uint8Array>): void =>
    zip.addReadStreamLazy(name, { mtime: dateOf(at), mode: ARCHIVED_FILE_MODE }, (use) => {
      const stream = Readable.from(chunks(), { objectMode: false })
      // Also when nobody listens to it any more.
      stream.on('error', (error) => failed.abort(error))
      reading.now = stream
      use(null, stream)
    })
  for (const file of files) add(file.name, () => read(file, indexed, { clean, watch, told }))
  add(INDEX_NAME, async function* () {
    yield Buffer.from(indexText(at, indexed))
  })
  zip.end()
  try {
    const output = createWriteStream(temporary, { flags: 'wx', mode: PRIVATE_FILE_MODE, flush: true })
    await pipeline(zip.outputStream, output, { signal: AbortSignal.any([signal, failed.signal]) })
    signal.throwIfAborted()
    watch.onProgress('finishing', told.bytes)
    await publishFile(temporary, path)
    return indexed
  } catch (error) {
    // Whatever it was reading is closed.
    reading.now?.destroy()
    await rm(temporary, { force: true }).catch(() => undefined)
    throw signal.aborted ? signal.reason : failed.signal.aborted ? failed.signal.reason : error
  }
}

/** The bytes of a file, counted and hashed as they pass. */
async function* read(
  file: BundleFile,
  indexed: IndexedFile[],
  { clean, watch, told }: { clean: (text: string) => string; watch: DiagnosticsWatch; told: { bytes: number } },
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  let bytes = 0
  const pass = (chunk: string | Uint8Array): Uint8Array => {
    watch.signal.throwIfAborted()
    const buffer = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    hash.update(buffer)
    bytes += buffer.length
    told.bytes += buffer.length
    watch.onProgress(file.step, told.bytes)
    return buffer
  }
  let problem: string | null = null
  try {
    for await (const chunk of file.chunks()) {
      if (chunk.length > 0) yield pass(chunk)
      // The console goes on meanwhile.
      await new Promise<void>(afterThisTurn)
    }
  } catch (error) {
    if (watch.signal.aborted) throw error
    problem = clean(error instanceof Error ? error.message : String(error))
    yield pass(`\nThis could not be read to its end: ${problem}\n`)
  }
  indexed.push({ name: file.name, bytes, sha256: hash.digest('hex'), problem })
}

function indexText(at: number, files: readonly IndexedFile[]): string {
  const index = { format: 'outpost-diagnostics', version: 1, madeAt: dateOf(at).toISOString(), files }
  return `${JSON.stringify(index, null, 2)}\n`
}
