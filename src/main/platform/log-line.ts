import { redact, redactText } from './log-redaction.ts'
import type { LogData, LogLevel } from './logger.ts'

export interface LogEntry {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly level: LogLevel
  readonly scope: string
  readonly message: string
  readonly data: LogData | undefined
}

/**
 * One line of JSON: machines read it, people can, and a line break in a message cannot fake a second line. Secrets are
 * taken out here, on the only way to the file.
 */
export function formatLogLine({ at, level, scope, message, data }: LogEntry): string {
  const head = { at: new Date(at).toISOString(), level, scope, message: redactText(message) }
  return JSON.stringify(data === undefined ? head : { ...head, data: redact(data) })
}
