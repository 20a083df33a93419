/** Why a file is not taken in, in a stable code. */
export const FILE_PROBLEMS = [
  /** It is something else. */
  'wrong-format',
  /** It was changed, cut off, or is not signed with the key it names. */
  'damaged',
  'newer-version',
  'too-large',
  'unreadable',
  /** It holds a change that no console makes. */
  'invalid-operation',
  'wrong-site',
  /** This PC has never been connected to its site, so nobody can tell whether the file is for it. */
  'site-unknown',
  /** It builds on changes that neither it nor this PC holds. */
  'builds-on-missing',
] as const
export type FileProblem = (typeof FILE_PROBLEMS)[number]

/** A file that is not taken in. The message is for the operator; nothing was changed. */
export class FileRefusedError extends Error {
  readonly code: FileProblem

  constructor(code: FileProblem, message: string, options: { cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'FileRefusedError'
    this.code = code
  }
}
