import type { ConnectionReason } from '#shared/domain/connection.ts'
import { type ServerError, type ServerErrorCode, serverErrorSchema } from '#shared/protocol/errors.ts'
import { ConnectorError } from './connector.ts'
import { HttpRefusal, TransportViolation } from './http-faults.ts'

/** What a refusal of the handshake, or of a request, means for the connection. */
const REASONS: Readonly<Record<ServerErrorCode, ConnectionReason>> = {
  unauthenticated: 'token-refused',
  'token-expired': 'token-expired',
  'tenant-forbidden': 'tenant-refused',
  'protocol-too-old': 'protocol-too-old',
  'protocol-too-new': 'protocol-too-new',
  malformed: 'bad-server-message',
  forbidden: 'tenant-refused',
  'not-found': 'tenant-refused',
  'cursor-expired': 'server-closed',
  'rate-limited': 'rate-limited',
  'too-large': 'bad-server-message',
  unavailable: 'server-closed',
  unsupported: 'bad-server-message',
  internal: 'server-closed',
}

/** The handshake was refused, or the server answered a request with an error. */
export function refusedBy(error: ServerError, cause?: unknown): ConnectorError {
  return new ConnectorError('refused', REASONS[error.code], error.message, {
    code: error.code,
    retryAfterMs: error.retryAfterMs ?? null,
    cause,
  })
}

/** Nothing was sent: `code` is `not-connected`, and delivery knows that the server never saw it. */
export function notConnected(reason: ConnectionReason = 'unreachable'): ConnectorError {
  return new ConnectorError('network', reason, 'There is no connection to the server.', { code: 'not-connected' })
}

const TLS_CODE =
  /^(?:CERT_|CRL_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/
const NONSENSE_CODE = /^(?:HPE_|WS_ERR_|ERR_INVALID_|parser error)/

/** Turns whatever the transport or the library reports into one error with a reason. */
export function connectFailure(error: unknown): ConnectorError {
  if (error instanceof ConnectorError) return error
  const refused = serverErrorSchema.safeParse(property(error, 'data'))
  if (refused.success) return refusedBy(refused.data, error)
  return transportFailure(rootCause(error))
}

export function transportFailure(cause: unknown): ConnectorError {
  const message = cause instanceof Error ? cause.message : String(cause)
  const ownCode = property(cause, 'code')
  const code = typeof ownCode === 'string' ? ownCode : ''
  if (cause instanceof HttpRefusal) return httpFailure(cause)
  if (
    cause instanceof TransportViolation ||
    cause instanceof SyntaxError ||
    cause instanceof TypeError ||
    NONSENSE_CODE.test(code)
  ) {
    return new ConnectorError('protocol', 'bad-server-message', message, { cause })
  }
  if (TLS_CODE.test(code)) {
    const detail = `The server's certificate or encryption was refused: ${message} (${code}).`
    return new ConnectorError('protocol', 'insecure-address', detail, { code, cause })
  }
  return new ConnectorError('network', 'unreachable', message, { cause, ...(code === '' ? {} : { code }) })
}

/** An HTTP answer where a connection was expected: from the server, or from a proxy before it. */
function httpFailure(cause: HttpRefusal): ConnectorError {
  const { status, retryAfterMs, message } = cause
  if (status === 429)
    return new ConnectorError('refused', 'rate-limited', message, { code: 'rate-limited', retryAfterMs, cause })
  if (status >= 500 || status === 401 || status === 403 || status === 407 || status === 408) {
    return new ConnectorError('network', 'unreachable', message, { code: `http-${status}`, retryAfterMs, cause })
  }
  return new ConnectorError('protocol', 'bad-server-message', `${message} Is this the address of a fleet server?`, {
    code: `http-${status}`,
    cause,
  })
}

/** Transport errors wrap their cause in `description`, and events of a WebSocket in `error`. */
function rootCause(error: unknown): unknown {
  let current = error
  for (let depth = 0; depth < 4; depth += 1) {
    const inner = property(current, 'description') ?? property(current, 'error')
    if (typeof inner !== 'object' || inner === null) return current
    current = inner
  }
  return current
}

function property(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return (value as Readonly<Record<string, unknown>>)[name]
}
