import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { isAllowedServerUrl } from '#shared/domain/server-url.ts'
import {
  CHUNK_TYPE,
  type NewUpload,
  OFFSET_HEADER,
  UPLOAD_STATUS,
  UPLOADS_PATH,
  type UploadOffset,
  uploadOffsetSchema,
} from '#shared/protocol/uploads.ts'
import { CallCancelledError } from '../resilience/call-errors.ts'
import { type UploadServer, UploadServerError } from '../uploads/server-port.ts'
import { type HttpCall, httpCall, type TlsOptions } from './bounded-http.ts'
import { HttpRefusal } from './http-faults.ts'

/** Where uploads go, and as whom. */
export interface UploadPlace {
  readonly serverUrl: string
  readonly token: string
}

const MAX_ANSWER_BYTES = 16_384
const MOST_CONNECTIONS = 2

type Call = Pick<HttpCall, 'method' | 'body' | 'headers'>

/** Uploads over HTTP, beside the live connection: large pieces must not hold up what the operator does. */
export class HttpUploads implements UploadServer {
  readonly #place: () => UploadPlace | null
  readonly #tls: TlsOptions
  #agent: HttpAgent | null = null
  #agentOf = ''

  /** @param place null: there is no address or no token at the moment. */
  constructor(place: () => UploadPlace | null, tls: TlsOptions) {
    this.#place = place
    this.#tls = tls
  }

  begin(upload: NewUpload, signal: AbortSignal): Promise<UploadOffset> {
    return this.#offset(upload.key, '', { method: 'POST', body: JSON.stringify(upload) }, signal)
  }

  send(key: string, offset: number, bytes: Uint8Array, signal: AbortSignal): Promise<UploadOffset> {
    const headers = { 'content-type': CHUNK_TYPE, [OFFSET_HEADER]: String(offset) }
    return this.#offset(key, `/${key}`, { method: 'PATCH', body: bytes, headers }, signal)
  }

  async discard(key: string, signal: AbortSignal): Promise<void> {
    await this.#call(`/${key}`, { method: 'DELETE' }, signal)
  }

  /** Connections that are kept for the next piece are closed. */
  close(): void {
    this.#agent?.destroy()
    this.#agent = null
  }

  async #offset(key: string, path: string, call: Call, signal: AbortSignal): Promise<UploadOffset> {
    const body = await this.#call(path, call, signal)
    const answer = uploadOffsetSchema.safeParse(jsonOf(body))
    if (answer.success && answer.data.key === key) return answer.data
    throw new UploadServerError('protocol', 'unknown', 'The server’s answer to an upload makes no sense.')
  }

  async #call(path: string, call: Call, signal: AbortSignal): Promise<string> {
    const place = this.#place()
    if (place === null)
      throw new UploadServerError('not-connected', 'not-sent', 'There is no connection to the server.')
    const { serverUrl, token } = place
    if (!isAllowedServerUrl(serverUrl)) {
      throw new UploadServerError('forbidden', 'not-sent', 'Only https addresses are allowed, and http on this PC.')
    }
    const base = new URL(serverUrl)
    const url = new URL(base.pathname.replace(/\/+$/, '') + UPLOADS_PATH + path, base)
    const headers = { ...call.headers, authorization: `Bearer ${token}` }
    const whole = { ...call, url, headers, maxBytes: MAX_ANSWER_BYTES, tls: this.#tls, agent: this.#agentFor(url) }
    return new Promise<string>((resolve, reject) => {
      const onAbort = (): void => {
        cancel()
        reject(new CallCancelledError())
      }
      const cancel = httpCall(whole, (outcome) => {
        signal.removeEventListener('abort', onAbort)
        if ('body' in outcome) resolve(outcome.body)
        else reject(failureOf(outcome.error))
      })
      if (signal.aborted) onAbort()
      else signal.addEventListener('abort', onAbort, { once: true })
    })
  }

  #agentFor({ origin, protocol }: URL): HttpAgent {
    if (this.#agent !== null && this.#agentOf === origin) return this.#agent
    this.close()
    const agent = new (protocol === 'https:' ? HttpsAgent : HttpAgent)({
      keepAlive: true,
      maxSockets: MOST_CONNECTIONS,
    })
    this.#agent = agent
    this.#agentOf = origin
    return agent
  }
}

/** What a status means for an upload; the others mean what they mean everywhere. */
const CODES: ReadonlyMap<number, string> = new Map([
  [UPLOAD_STATUS.wrongOffset, 'wrong-offset'],
  [UPLOAD_STATUS.corrupt, 'corrupt'],
  [UPLOAD_STATUS.noSpace, 'no-space'],
  [403, 'forbidden'],
  [404, 'gone'],
  [410, 'gone'],
  [413, 'too-large'],
  [415, 'wrong-type'],
  [501, 'not-supported'],
])

function failureOf(error: Error): UploadServerError {
  if (error instanceof HttpRefusal) {
    const { status, retryAfterMs, message } = error
    const code = CODES.get(status)
    if (code !== undefined) return new UploadServerError(code, 'refused', message, { retryAfterMs, cause: error })
    const outcome = status >= 500 ? 'unknown' : 'refused'
    return new UploadServerError(`http-${status}`, outcome, message, { retryAfterMs, cause: error })
  }
  const code = 'code' in error ? String(error.code) : 'network'
  return new UploadServerError(code, 'unknown', error.message, { cause: error })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
