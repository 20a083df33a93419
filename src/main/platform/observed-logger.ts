import type { LogData, Logger, LogLevel } from './logger.ts'

export interface ObservedLine {
  readonly level: LogLevel
  readonly scope: string
  readonly message: string
  readonly data: LogData | undefined
}

/** The same log, with somebody who hears of its warnings and errors too. What the listener throws is dropped. */
export function observedLogger(logger: Logger, listen: (line: ObservedLine) => void, scope = 'main'): Logger {
  const tell = (level: LogLevel, message: string, data: LogData | undefined): void => {
    try {
      listen({ level, scope, message, data })
    } catch {
      // Whoever listens must not keep anything from being logged.
    }
  }
  return {
    error(message, data) {
      logger.error(message, data)
      tell('error', message, data)
    },
    warn(message, data) {
      logger.warn(message, data)
      tell('warn', message, data)
    },
    info: (message, data) => logger.info(message, data),
    debug: (message, data) => logger.debug(message, data),
    child: (name) => observedLogger(logger.child(name), listen, scope === 'main' ? name : `${scope}.${name}`),
  }
}
