import type { ServerError, ServerErrorCode } from '#shared/protocol/errors.ts'

/** A request the server refuses; carries exactly what the console is told. */
export class Refusal extends Error {
  readonly detail: ServerError

  constructor(code: ServerErrorCode, message: string, retryAfterMs?: number) {
    super(message)
    this.name = 'Refusal'
    this.detail = { code, message, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
  }
}
