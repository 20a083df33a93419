import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzip } from 'node:zlib'
import type { ServerErrorCode } from '#shared/protocol/errors.ts'
import { MAX_MESSAGE_BYTES } from '#shared/protocol/version.ts'
import { jsonOf } from '../core/json-text.ts'
import { Refusal } from '../core/refusal.ts'

/** Below this, compressing costs more than it saves. */
const COMPRESS_FROM_BYTES = 4_096

export const STATUS_OF: Readonly<Record<ServerErrorCode, number>> = {
  unauthenticated: 401,
  'token-expired': 401,
  'tenant-forbidden': 403,
  'protocol-too-old': 426,
  'protocol-too-new': 426,
  malformed: 400,
  forbidden: 403,
  'not-found': 404,
  'cursor-expired': 410,
  'rate-limited': 429,
  'too-large': 413,
  unavailable: 503,
  unsupported: 501,
  internal: 500,
}

/** One HTTP request with its address taken apart. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly path: string
  readonly query: URLSearchParams
}

export function sendJson(exchange: Exchange, status: number, value: unknown): void {
  const { request, response } = exchange
  const body = Buffer.from(jsonOf(value))
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }
  const end = (bytes: Buffer, extra: Record<string, string>): void => {
    response.writeHead(status, { ...headers, ...extra, 'content-length': bytes.length })
    response.end(bytes)
  }
  const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  if (!takesGzip || body.length < COMPRESS_FROM_BYTES) {
    end(body, {})
    return
  }
  gzip(body, (error, packed) => (error ? end(body, {}) : end(packed, { 'content-encoding': 'gzip' })))
}

export function sendRefusal(exchange: Exchange, refusal: Refusal): void {
  const { detail } = refusal
  if (detail.retryAfterMs !== undefined) {
    exchange.response.setHeader('retry-after', String(Math.ceil(detail.retryAfterMs / 1_000)))
  }
  // The rest of a body that was not read would be taken for the next request.
  if (detail.code === 'too-large') exchange.response.setHeader('connection', 'close')
  sendJson(exchange, STATUS_OF[detail.code], { error: detail })
}

/** The JSON body; an empty one is `{}`. Throws Refusal `too-large` or `malformed`. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_MESSAGE_BYTES) throw new Refusal('too-large', `At most ${MAX_MESSAGE_BYTES} bytes at once.`)
    chunks.push(chunk)
  }
  if (size === 0) return {}
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    throw new Refusal('malformed', 'The body is not JSON.')
  }
}

/** A whole number from the query, `fallback` when it is absent. */
export function numberOf(query: URLSearchParams, name: string, fallback: number): number {
  const text = query.get(name)
  if (text === null) return fallback
  if (!/^\d{1,15}$/.test(text)) throw new Refusal('malformed', `${name}: a whole number is expected.`)
  return Number(text)
}

/** True for requests from this PC that no web page can have made: a page's requests name their origin. */
export function isLocal(request: IncomingMessage): boolean {
  const address = request.socket.remoteAddress ?? ''
  const isLoopback = /^(?:::ffff:)?127\./.test(address) || address === '::1'
  return isLoopback && request.headers.origin === undefined
}
