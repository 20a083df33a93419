import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { isErrnoException } from '../platform/file-atomic.ts'
import type { SecureContextSource } from '../platform/trusted-authorities.ts'
import { UpdateError } from './problem.ts'

/** Where new versions lie. Only plain names of files are ever asked for. */
export interface FeedSource {
  /** Null: there is no such file. Rejects with UpdateError `unreachable`. */
  open(name: string, signal: AbortSignal): Promise<Readable | null>
}

/** A server that says nothing for so long is not there. */
const SILENCE_MS = 30_000

/** @param place as in the setting: an address, or a folder. */
export function feedSource(place: string, secureContext: SecureContextSource): FeedSource {
  return /^https?:\/\//i.test(place) ? new WebFeed(place, secureContext) : new FolderFeed(place)
}

/** Certificates are checked, and no redirect is followed: nobody is asked but whom the setting names. */
class WebFeed implements FeedSource {
  readonly #base: URL
  readonly #secureContext: SecureContextSource

  constructor(place: string, secureContext: SecureContextSource) {
    this.#secureContext = secureContext
    this.#base = new URL(place.endsWith('/') ? place : `${place}/`)
  }

  async open(name: string, signal: AbortSignal): Promise<Readable | null> {
    const response = await this.#ask(new URL(encodeURIComponent(name), this.#base), signal)
    const { statusCode = 0 } = response
    if (statusCode === 200) return response
    response.destroy()
    if (statusCode === 404 || statusCode === 410) return null
    throw new UpdateError('unreachable', `${this.#base.host} answered ${statusCode} for ${name}.`)
  }

  #ask(url: URL, signal: AbortSignal): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const isSecured = url.protocol === 'https:'
      const security = isSecured ? { rejectUnauthorized: true, secureContext: this.#secureContext() } : {}
      const request = (isSecured ? httpsRequest : httpRequest)(url, {
        agent: false,
        signal,
        headers: { 'cache-control': 'no-cache' },
        ...security,
      })
      request.setTimeout(SILENCE_MS, () => request.destroy(new Error('it does not answer')))
      request.once('error', (error) => {
        reject(new UpdateError('unreachable', `${url.host} cannot be reached: ${error.message}.`, { cause: error }))
      })
      request.once('response', resolve)
      request.end()
    })
  }
}

/** A folder of this PC or of a share, read as it is: nothing listens on any port for it. */
class FolderFeed implements FeedSource {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  async open(name: string, signal: AbortSignal): Promise<Readable | null> {
    const path = join(this.#folder, name)
    try {
      if (!(await stat(path)).isFile()) return null
      return createReadStream(path, { signal })
    } catch (error) {
      if (isErrnoException(error) && error.code === 'ENOENT' && (await this.#isThere())) return null
      const text = error instanceof Error ? error.message : String(error)
      throw new UpdateError('unreachable', `The folder ${this.#folder} cannot be read: ${text}.`, { cause: error })
    }
  }

  async #isThere(): Promise<boolean> {
    return (await stat(this.#folder).catch(() => null))?.isDirectory() === true
  }
}

/** A small file as a whole. Null: there is none. Rejects with UpdateError, `broken` when it is larger than allowed. */
export async function readSmall(
  source: FeedSource,
  name: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Buffer | null> {
  const stream = await source.open(name, signal)
  if (stream === null) return null
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > maxBytes) throw new UpdateError('broken', `${name} is larger than ${maxBytes} bytes.`)
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof UpdateError) throw error
    const text = error instanceof Error ? error.message : String(error)
    throw new UpdateError('unreachable', `${name} could not be read to its end: ${text}.`, { cause: error })
  } finally {
    stream.destroy()
  }
  return Buffer.concat(chunks)
}
