import { z } from 'zod'

/**
 * Every way a request from a window can fail, by a stable code. The interface turns the code into a sentence;
 * `message` is that sentence in English for logs and for codes that a newer main process may add.
 */
export const ERROR_CODES = [
  'bad-request',
  'forbidden-sender',
  'too-large',
  'rate-limited',
  'not-found',
  'invalid-operation',
  'invalid-transition',
  'changed-meanwhile',
  'outcome-unknown',
  'queue-full',
  'storage-full',
  'storage-failed',
  'storage-read-only',
  'not-connected',
  'signed-out',
  'site-closed',
  'timed-out',
  'server-refused',
  'invalid-setting',
  'locked',
  'shutting-down',
  'internal',
] as const
export const errorCodeSchema = z.enum(ERROR_CODES)
export type ErrorCode = z.infer<typeof errorCodeSchema>

export interface Failure {
  readonly code: ErrorCode
  readonly message: string
  /** The field or setting at fault, when there is one. */
  readonly field?: string | undefined
}

/** The envelope of every answer that crosses a process border: nothing is ever thrown across. */
export type Result<T> =
  | { readonly v: 1; readonly id: string; readonly ok: true; readonly value: T }
  | { readonly v: 1; readonly id: string; readonly ok: false; readonly error: Failure }

/** The base of all errors the product raises on purpose: a stable code, a message that says what can be done, the cause. */
export class OutpostError extends Error {
  readonly code: ErrorCode
  readonly field: string | undefined

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; field?: string } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'OutpostError'
    this.code = code
    this.field = options.field
  }
}
