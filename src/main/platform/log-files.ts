import { join } from 'node:path'
// The variant for plain Node: the one for Electron would open an IPC channel of its own beside the router.
import log from 'electron-log/node.js'
import type { Clock } from './clock.ts'
import { formatLogLine } from './log-line.ts'
import { LOG_FILE_BYTES, rotateLogFiles } from './log-rotation.ts'
import type { LogData, Logger, LogLevel } from './logger.ts'

export interface FileLoggerOptions {
  readonly folder: string
  readonly clock: Clock
  /** The lowest level that is written. */
  readonly level: LogLevel
  /** Also on standard output: for developers, never in a packaged app. */
  readonly isOnConsole: boolean
}

const PRIVATE_FILE_MODE = 0o600

/** The log of the app: lines of JSON in files of 5 MB, five of them at most. */
export function createFileLogger({ folder, clock, level, isOnConsole }: FileLoggerOptions): Logger {
  const { file, console } = log.transports
  // The name is not used in the path below; without one the library searches the disk for a package.json.
  file.setAppName('outpost-console')
  file.resolvePathFn = () => join(folder, 'main.log')
  file.level = level
  file.maxSize = LOG_FILE_BYTES
  file.writeOptions = { flag: 'a', mode: PRIVATE_FILE_MODE, encoding: 'utf8' }
  file.format = ({ data }): unknown[] => data
  file.archiveLogFn = (current) => {
    try {
      rotateLogFiles(current.path)
    } catch {
      // Where files cannot be renamed, the log still must not grow for ever.
      current.clear()
    }
  }
  console.level = isOnConsole ? level : false
  console.format = ({ data }): unknown[] => data
  return loggerOf('main', clock)
}

function loggerOf(scope: string, clock: Clock): Logger {
  const write = (level: LogLevel, message: string, data: LogData | undefined): void => {
    log[level](formatLogLine({ at: clock.now(), level, scope, message, data }))
  }
  return {
    error: (message, data) => write('error', message, data),
    warn: (message, data) => write('warn', message, data),
    info: (message, data) => write('info', message, data),
    debug: (message, data) => write('debug', message, data),
    child: (narrower) => loggerOf(scope === 'main' ? narrower : `${scope}.${narrower}`, clock),
  }
}
