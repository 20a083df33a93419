import type { ErrorCode } from '#shared/errors/result.ts'
import type { Clock } from '../platform/clock.ts'
import type { LogData, Logger } from '../platform/logger.ts'

const WINDOW_MS = 60_000
/** Lines per code and minute: enough to see what happens, few enough that a flood cannot fill the log. */
const LINES_PER_WINDOW = 5

interface Tally {
  total: number
  windowStartedAt: number
  linesInWindow: number
}

/** Counts every denied request and logs a sample of them. */
export class DenialLog {
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #tallies = new Map<ErrorCode, Tally>()

  constructor(clock: Clock, logger: Logger) {
    this.#clock = clock
    this.#logger = logger
  }

  record(code: ErrorCode, data: LogData): void {
    const now = this.#clock.monotonic()
    const tally = this.#tallies.get(code) ?? { total: 0, windowStartedAt: now, linesInWindow: 0 }
    this.#tallies.set(code, tally)
    tally.total += 1
    if (now - tally.windowStartedAt >= WINDOW_MS) {
      tally.windowStartedAt = now
      tally.linesInWindow = 0
    }
    if (tally.linesInWindow >= LINES_PER_WINDOW) return
    tally.linesInWindow += 1
    this.#logger.warn('a request from a window was denied', { ...data, code, deniedSoFar: tally.total })
  }

  counts(): Readonly<Partial<Record<ErrorCode, number>>> {
    return Object.fromEntries([...this.#tallies].map(([code, tally]) => [code, tally.total]))
  }
}
