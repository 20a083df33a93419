import type { UpdateProblem } from '#shared/domain/updates.ts'

/** Why there is no update, or why it is not installed. The present version goes on. */
export class UpdateError extends Error {
  readonly code: UpdateProblem

  constructor(code: UpdateProblem, message: string, options: { cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'UpdateError'
    this.code = code
  }
}

/** What went wrong, whoever said so. @param code for what nobody here has foreseen */
export function asUpdateError(error: unknown, code: UpdateProblem): UpdateError {
  if (error instanceof UpdateError) return error
  const text = error instanceof Error ? error.message : String(error)
  return new UpdateError(code, text, { cause: error })
}
