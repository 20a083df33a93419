import type { UploadProblem } from '#shared/domain/uploads.ts'
import { StoreError } from '../database/errors.ts'
import { classify } from '../resilience/classify.ts'

/** A file that is not uploaded, for a reason that only a person can do something about. */
export class UploadStopped extends Error {
  readonly problem: UploadProblem

  constructor(problem: UploadProblem, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'UploadStopped'
    this.problem = problem
  }
}

/** The system's word on a file that cannot be opened or read. */
export function fileProblem(error: unknown): UploadStopped {
  if (error instanceof UploadStopped) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const message = error instanceof Error ? error.message : String(error)
  const isGone = code === 'ENOENT' || code === 'ENOTDIR'
  return new UploadStopped(isGone ? 'missing' : 'unreadable', message, error)
}

const BY_CODE: Readonly<Record<string, UploadProblem>> = {
  'no-space': 'no-space',
  'too-large': 'too-large',
  'wrong-type': 'wrong-type',
  forbidden: 'forbidden',
  'not-supported': 'not-supported',
}

/** What follows from a failed call: `again` by itself later, or a problem for a person. */
export function reactionTo(error: unknown): { readonly again: boolean; readonly problem: UploadProblem } {
  if (error instanceof UploadStopped) return { again: false, problem: error.problem }
  const { code, reaction } = classify(error)
  // A breaker that is open and a sign-in that ended are over some time; nothing is wrong with the file.
  const isOver = reaction === 'retry' || reaction === 'pause' || code === 'breaker-open' || code === 'wrong-offset'
  // What the disk of this PC did not take, the server did not refuse.
  const again = isOver || error instanceof StoreError
  return { again, problem: BY_CODE[code] ?? 'refused' }
}
