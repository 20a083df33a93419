import type { Clock } from '../platform/clock.ts'
import { every } from '../platform/every.ts'
import type { Logger } from '../platform/logger.ts'
import type { Service } from '../platform/service.ts'

const INTERVAL_MS = 60_000

/** Counts what is logged as an error, wherever that is. */
export class ErrorCount {
  #total = 0

  get total(): number {
    return this.#total
  }

  /** The same log, counted. */
  counting(logger: Logger): Logger {
    return {
      error: (message, data) => {
        this.#total += 1
        logger.error(message, data)
      },
      warn: (message, data) => logger.warn(message, data),
      info: (message, data) => logger.info(message, data),
      debug: (message, data) => logger.debug(message, data),
      child: (scope) => this.counting(logger.child(scope)),
    }
  }
}

export interface ErrorRateDependencies {
  readonly clock: Clock
  readonly errors: Pick<ErrorCount, 'total'>
  readonly record: (name: string, unit: 'count', value: number) => void
}

/** Records how many errors there were in each minute. */
export function errorRate({ clock, errors, record }: ErrorRateDependencies): Service {
  let before = 0
  return every(clock, INTERVAL_MS, () => {
    const { total } = errors
    record('error_rate', 'count', total - before)
    before = total
  })
}
