import type { ErrorCode } from '#shared/errors/result.ts'

/** How a command ends, for scripts. docs/headless.md explains each. */
export const EXIT = {
  done: 0,
  /** It could not be done, or what was checked is not as it should be. */
  failed: 1,
  /** The command line itself is wrong. */
  usage: 2,
  /** What was named does not exist, or there is nothing to do it with. */
  nothing: 3,
  /** Another process has the store and does not answer. */
  inUse: 4,
  /** A rule forbids it: the same that a window would have met, or a `--write` that was not given. */
  refused: 5,
  /** Ended from outside: Ctrl+C, or the system. */
  interrupted: 130,
} as const
export type Exit = (typeof EXIT)[keyof typeof EXIT]

/** The command line cannot be understood. The message is a sentence. */
export class UsageError extends Error {}

/** A command that ends without having been done. The message is a sentence that says what can be done about it. */
export class CommandError extends Error {
  readonly exit: Exit
  readonly code: string

  constructor(exit: Exit, code: string, message: string, options: { cause?: unknown } = {}) {
    super(message, options)
    this.exit = exit
    this.code = code
  }
}

const EXITS: Partial<Record<ErrorCode, Exit>> = {
  'bad-request': EXIT.usage,
  'too-large': EXIT.usage,
  'not-found': EXIT.nothing,
  'site-closed': EXIT.nothing,
  'changed-meanwhile': EXIT.refused,
  'invalid-operation': EXIT.refused,
  'invalid-transition': EXIT.refused,
  locked: EXIT.refused,
  'outcome-unknown': EXIT.refused,
  'queue-full': EXIT.refused,
  'rate-limited': EXIT.refused,
  'signed-out': EXIT.refused,
  'not-connected': EXIT.refused,
  'server-refused': EXIT.refused,
}

export function exitOf(code: ErrorCode): Exit {
  return EXITS[code] ?? EXIT.failed
}
