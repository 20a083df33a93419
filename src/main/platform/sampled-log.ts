import type { Clock } from './clock.ts'
import type { LogData, Logger } from './logger.ts'

const WINDOW_MS = 60_000
/** Lines per kind and minute: enough to see what happens, few enough that a flood cannot fill the log. */
const LINES_PER_WINDOW = 5

interface Tally {
  total: number
  windowStartedAt: number
  linesInWindow: number
}

/** Counts everything that happens and logs a sample of it: for whatever a stranger can make happen at will. */
export class SampledLog<Kind extends string> {
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #message: string
  readonly #tallies = new Map<Kind, Tally>()

  /** @param message what all lines say; the kind and the count so far are added to their data */
  constructor(clock: Clock, logger: Logger, message: string) {
    this.#clock = clock
    this.#logger = logger
    this.#message = message
  }

  /** @param kind one of a few: every kind is kept for ever */
  record(kind: Kind, data: LogData): void {
    const now = this.#clock.monotonic()
    const tally = this.#tallies.get(kind) ?? { total: 0, windowStartedAt: now, linesInWindow: 0 }
    this.#tallies.set(kind, tally)
    tally.total += 1
    if (now - tally.windowStartedAt >= WINDOW_MS) {
      tally.windowStartedAt = now
      tally.linesInWindow = 0
    }
    if (tally.linesInWindow >= LINES_PER_WINDOW) return
    tally.linesInWindow += 1
    this.#logger.warn(this.#message, { ...data, kind, soFar: tally.total })
  }

  /** How often each kind happened since the start. */
  counts(): ReadonlyMap<Kind, number> {
    return new Map([...this.#tallies].map(([kind, { total }]) => [kind, total]))
  }
}
