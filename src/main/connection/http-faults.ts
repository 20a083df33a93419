/** The server, or whoever answers in its place, broke a rule of the transport. */
export class TransportViolation extends Error {
  readonly code: 'too-large' | 'bad-message'

  constructor(code: TransportViolation['code'], message: string) {
    super(message)
    this.name = 'TransportViolation'
    this.code = code
  }
}

/** An HTTP answer other than 200. */
export class HttpRefusal extends Error {
  readonly status: number
  readonly retryAfterMs: number | null

  constructor(status: number, retryAfterMs: number | null) {
    super(`The server answered HTTP ${status}.`)
    this.name = 'HttpRefusal'
    this.status = status
    this.retryAfterMs = retryAfterMs
  }
}
