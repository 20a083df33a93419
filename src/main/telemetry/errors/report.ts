import type { ErrorLevel } from '#shared/domain/telemetry.ts'

/** Which of the program's processes it happened in. `browser`: one of Electron's own, such as the one for graphics. */
export type FailedProcess = 'main' | 'thread' | 'page' | 'helper' | 'browser'

/** What is known of an error, as plain data. */
export interface ErrorFacts {
  readonly name: string
  readonly message: string
  readonly stack: string | null
  readonly cause: ErrorFacts | null
}

export interface ErrorReport {
  readonly level: ErrorLevel
  readonly process: FailedProcess
  /** Null: no error, only a message. */
  readonly facts: ErrorFacts | null
  /** What happened, in words that are always the same. */
  readonly message: string
  /** The part of the program, such as `outbox` or the page `devices`. */
  readonly component: string
  /** What it was doing. */
  readonly action: string
  readonly metadata?: Readonly<Record<string, unknown>>
  /** Somebody has dealt with it. */
  readonly isHandled: boolean
  /** The window it happened in; left out: in none. */
  readonly windowId?: number
}

/** What happened before an error: never what was said, only that it was. */
export interface Crumb {
  readonly category: 'page' | 'request' | 'connection' | 'call' | 'breaker' | 'log'
  readonly level: ErrorLevel
  readonly message: string
  readonly data?: Readonly<Record<string, string | number>>
}

/** Where errors are told. Never throws. */
export interface ErrorSink {
  report(report: ErrorReport): void
  note(crumb: Crumb): void
}

const MAX_CAUSES = 5
const NOT_READABLE: ErrorFacts = { name: 'Error', message: 'an error that cannot be read', stack: null, cause: null }

/** Whatever was thrown, as facts. Never throws itself. */
export function factsOf(thrown: unknown, deep = 0): ErrorFacts {
  try {
    if (!(thrown instanceof Error)) return { name: 'NoError', message: textOf(thrown), stack: null, cause: null }
    const { name, message, stack, cause } = thrown
    return {
      name: String(name),
      message: String(message),
      stack: typeof stack === 'string' ? stack : null,
      cause: cause === undefined || cause === null || deep >= MAX_CAUSES ? null : factsOf(cause, deep + 1),
    }
  } catch {
    return NOT_READABLE
  }
}

function textOf(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown
  if (typeof thrown !== 'object' || thrown === null) return String(thrown)
  return JSON.stringify(thrown)
}
