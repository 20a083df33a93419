import { dateOf } from './clock.ts'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'
export type LogFields = { readonly [field: string]: unknown }

export interface Log {
  readonly debug: (message: string, fields?: LogFields) => void
  readonly info: (message: string, fields?: LogFields) => void
  readonly warn: (message: string, fields?: LogFields) => void
  readonly error: (message: string, fields?: LogFields) => void
}

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error']

/** One JSON line per entry, from `minimum` up. */
export function jsonLog(write: (line: string) => void, now: () => number, minimum: LogLevel = 'info'): Log {
  const at = (level: LogLevel) => (message: string, fields?: LogFields) => {
    if (LEVELS.indexOf(level) < LEVELS.indexOf(minimum)) return
    write(`${JSON.stringify({ time: dateOf(now()).toISOString(), level, message, ...fields })}\n`)
  }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** The text of anything that was thrown. */
export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
