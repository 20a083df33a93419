import type { FileProblem } from '#shared/domain/transfer.ts'

/** A file that is not written or not taken in. The message is for the operator. */
export class FileRefusedError extends Error {
  readonly code: FileProblem

  constructor(code: FileProblem, message: string, options: { cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'FileRefusedError'
    this.code = code
  }
}
