import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Clock } from '../../platform/clock.ts'
import type { SecureContextSource } from '../../platform/trusted-authorities.ts'

export interface EnvelopePost {
  readonly endpoint: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly signal: AbortSignal
}

export interface EnvelopeAnswer {
  readonly statusCode: number
  readonly headers: { readonly 'retry-after': string | null; readonly 'x-sentry-rate-limits': string | null }
}

/** Rejects when there is no answer. */
export type PostEnvelope = (post: EnvelopePost) => Promise<EnvelopeAnswer>

const TIMEOUT_MS = 15_000

/** Posts as the connection does: certificates are checked, no redirect is followed. What comes back is not read. */
export function envelopePoster(clock: Clock, secureContext?: SecureContextSource): PostEnvelope {
  return ({ endpoint, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const url = new URL(endpoint)
      const isSecured = url.protocol === 'https:'
      // Said explicitly because an environment variable can change the default.
      const security = isSecured ? { rejectUnauthorized: true, secureContext: secureContext?.() } : {}
      const length = { 'Content-Length': String(Buffer.byteLength(body)) }
      const request = (isSecured ? httpsRequest : httpRequest)(url, {
        method: 'POST',
        agent: false,
        headers: { ...headers, ...length },
        signal,
        ...security,
      })
      const cancel = clock.schedule(TIMEOUT_MS, () => request.destroy(new Error('the receiver does not answer')))
      request.once('close', cancel)
      request.once('error', reject)
      request.once('response', (response) => {
        response.resume()
        const { 'retry-after': after, 'x-sentry-rate-limits': limits } = response.headers
        resolve({
          statusCode: response.statusCode ?? 0,
          headers: { 'retry-after': after ?? null, 'x-sentry-rate-limits': String(limits ?? '') || null },
        })
      })
      request.end(body)
    })
}
