/** Where error reports go: the address of a project on a server that speaks Sentry's envelope protocol. */
export interface Dsn {
  /** Names the project's sender. No secret, but nobody's business either: it is not logged. */
  readonly key: string
  /** Where envelopes are posted to. */
  readonly endpoint: string
  /** Scheme, host and port, to be shown. */
  readonly origin: string
}

const MAX_LENGTH = 500
// https://key@host:port/path/project. A password after the key is of old and is refused.
const SHAPE =
  /^(https?):\/\/([A-Za-z0-9_-]{1,200})@(\[[0-9a-fA-F:.]{2,45}\]|[A-Za-z0-9.-]{1,253})(?::(\d{1,5}))?((?:\/[\w.~-]{1,100}){0,10})\/(\d{1,20})$/
const ON_THIS_PC: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** Null: no such address, or one that may not be used: https anywhere, http on this PC only. */
export function parseDsn(text: string): Dsn | null {
  const found = text.length > MAX_LENGTH ? null : SHAPE.exec(text)
  if (found === null) return null
  const [, scheme = '', key = '', host = '', port, path = '', project = ''] = found
  if (scheme === 'http' && !ON_THIS_PC.has(host.toLowerCase())) return null
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) return null
  const origin = `${scheme}://${host}${port === undefined ? '' : `:${port}`}`
  return { key, origin, endpoint: `${origin}${path}/api/${project}/envelope/` }
}
