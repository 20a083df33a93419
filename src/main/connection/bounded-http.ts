import { type Agent, type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Socket } from 'node:net'
import type { Cancel } from '../platform/clock.ts'
import type { SecureContextSource } from '../platform/trusted-authorities.ts'
import { HttpRefusal, TransportViolation } from './http-faults.ts'

/** How a connection is secured. Verification itself can not be switched off. */
export interface TlsOptions {
  /** Who is trusted; null: those the runtime trusts. */
  readonly secureContext: SecureContextSource | null
}

export function tlsRequestOptions(tls: TlsOptions): Record<string, unknown> {
  // Said explicitly because an environment variable can change the default.
  const options = { rejectUnauthorized: true, minVersion: 'TLSv1.2' }
  return tls.secureContext === null ? options : { ...options, secureContext: tls.secureContext() }
}

export interface HttpCall {
  readonly url: URL
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly body?: string | Uint8Array
  /** Besides those that the body needs, or instead of them. */
  readonly headers?: Readonly<Record<string, string>>
  /** A longer body ends the call with a TransportViolation, unread. */
  readonly maxBytes: number
  readonly tls: TlsOptions
  readonly agent?: Agent
  readonly onSocket?: (socket: Socket) => void
}

export type HttpDone = (outcome: { readonly body: string } | { readonly error: Error }) => void

/**
 * One HTTP call with a bounded body. Follows no redirect, asks for no compression. Calls `done` exactly once, unless it
 * was cancelled. It has no deadline of its own: the caller cancels.
 */
export function httpCall(call: HttpCall, done: HttpDone): Cancel {
  let isOver = false
  const finish: HttpDone = (outcome) => {
    if (isOver) return
    isOver = true
    done(outcome)
  }
  let request: ClientRequest
  try {
    request = open(call)
  } catch (error) {
    queueMicrotask(() => finish({ error: asError(error) }))
    return () => {
      isOver = true
    }
  }
  request.on('error', (error) => finish({ error }))
  request.on('response', (response) => read(response, call.maxBytes, finish))
  if (call.onSocket) request.on('socket', call.onSocket)
  request.end(call.body)
  return () => {
    isOver = true
    request.destroy()
  }
}

function open(call: HttpCall): ClientRequest {
  const body = call.body
  const own =
    body === undefined ? {} : { 'content-type': 'text/plain;charset=UTF-8', 'content-length': Buffer.byteLength(body) }
  const headers = { ...own, ...call.headers }
  const options = { method: call.method, headers, ...(call.agent ? { agent: call.agent } : {}) }
  if (call.url.protocol === 'https:') return httpsRequest(call.url, { ...options, ...tlsRequestOptions(call.tls) })
  return httpRequest(call.url, options)
}

function read(response: IncomingMessage, maxBytes: number, finish: HttpDone): void {
  const chunks: Buffer[] = []
  let size = 0
  response.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= maxBytes) {
      chunks.push(chunk)
      return
    }
    finish({ error: new TransportViolation('too-large', `The server sent more than ${maxBytes} bytes at once.`) })
    response.destroy()
  })
  response.on('error', (error) => finish({ error }))
  response.on('aborted', () =>
    finish({ error: new Error('The server closed the connection in the middle of an answer.') }),
  )
  response.on('end', () => {
    const status = response.statusCode ?? 0
    if (status !== 200) finish({ error: new HttpRefusal(status, retryAfterMs(response.headers['retry-after'])) })
    else finish({ body: Buffer.concat(chunks).toString('utf8') })
  })
}

/** Only the form in seconds: a date would have to be compared with a clock that may be wrong. */
function retryAfterMs(header: string | undefined): number | null {
  if (header === undefined || !/^\d{1,6}$/.test(header.trim())) return null
  return Number(header) * 1_000
}

function asError(value: unknown): Error {
  return value instanceof Error ? value : new Error(String(value))
}
