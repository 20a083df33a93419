export type LogLevel = 'error' | 'warn' | 'info' | 'debug'
export type LogData = { readonly [name: string]: unknown }

/** Structured logging. Data never holds a token, a password or a whole payload. */
export interface Logger {
  error(message: string, data?: LogData): void
  warn(message: string, data?: LogData): void
  info(message: string, data?: LogData): void
  debug(message: string, data?: LogData): void
  /** The same log under a narrower name, such as `outbox`. */
  child(scope: string): Logger
}

export const silentLogger: Logger = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
  child: () => silentLogger,
}
