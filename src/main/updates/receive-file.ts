import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { FeedSource } from './feed-source.ts'
import { UpdateError } from './problem.ts'

export interface WantedFile {
  readonly name: string
  readonly bytes: number
  /** In base64, as the signed manifest says. */
  readonly sha512: string
}

export interface Receiving {
  readonly signal: AbortSignal
  readonly onProgress: (bytes: number) => void
}

/**
 * Brings a file of the feed to the disk, and no more of it than the manifest says. Rejects with UpdateError: `truncated`, `damaged`,
 * `unreachable`, `no-feed`, or `no-room`.
 */
export async function receiveFile(
  source: FeedSource,
  wanted: WantedFile,
  destination: string,
  { signal, onProgress }: Receiving,
): Promise<void> {
  const stream = await source.open(wanted.name, signal)
  if (stream === null) throw new UpdateError('no-feed', `The feed names ${wanted.name}, which is not there.`)
  const hash = createHash('sha512')
  let size = 0
  const file = await open(destination, 'w', 0o600)
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > wanted.bytes) throw damaged(wanted, 'it is longer than the feed says')
      hash.update(chunk)
      await file.writeFile(chunk)
      onProgress(size)
    }
    await file.sync()
  } catch (error) {
    throw asReceiveError(error, wanted)
  } finally {
    stream.destroy()
    await file.close()
  }
  if (size < wanted.bytes) throw truncated(wanted, size)
  if (hash.digest('base64') !== wanted.sha512) throw damaged(wanted, 'its SHA-512 is not the one that was signed')
}

function asReceiveError(error: unknown, wanted: WantedFile): unknown {
  if (error instanceof UpdateError) return error
  const code = error instanceof Error && 'code' in error ? error.code : null
  const text = error instanceof Error ? error.message : String(error)
  if (code === 'ENOSPC')
    return new UpdateError('no-room', `There is no room for ${wanted.name}: ${text}.`, { cause: error })
  if (code === 'ABORT_ERR') return error
  // The connection ended before the file did.
  return new UpdateError('truncated', `${wanted.name} could not be read to its end: ${text}.`, { cause: error })
}

function truncated({ name, bytes }: WantedFile, size: number): UpdateError {
  return new UpdateError('truncated', `${name} ends after ${size} of ${bytes} bytes.`)
}

function damaged({ name }: WantedFile, why: string): UpdateError {
  return new UpdateError('damaged', `${name} is not what was signed: ${why}.`)
}
