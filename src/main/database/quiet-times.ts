import type { Cancel, Clock } from '../platform/clock.ts'
import type { SiteDatabase } from './site-database.ts'

/** Nobody has asked for anything for so long: an operator who works is not made to wait. */
const QUIET_MS = 250
/** So much may be left undone while there is no quiet. */
const MAX_BACKLOG = 20_000

/** What there is to do, in pieces. */
export type Chores = Pick<SiteDatabase, 'backlog' | 'tidy' | 'checkpoint' | 'releaseMemory'>

/** Does what can wait when nobody asks for anything: history, moving what is over, and emptying the log. */
export class QuietTimes {
  readonly #database: Chores
  readonly #clock: Clock
  #lastAskedAt = 0
  #isLogWritten = false
  #isMuchRead = false
  #cancel: Cancel | null = null

  constructor(database: Chores, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  /** Somebody asks for something now. */
  disturb(): void {
    this.#lastAskedAt = this.#clock.monotonic()
    this.#isLogWritten = true
    this.#cancel ??= this.#clock.schedule(QUIET_MS, () => this.#look())
  }

  /** All of the queue or of the fleet was read: what stays of it in memory is of no use for what an operator does next. */
  muchIsRead(): void {
    this.#isMuchRead = true
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = null
  }

  #look(): void {
    this.#cancel = null
    const left = this.#lastAskedAt + QUIET_MS - this.#clock.monotonic()
    if (left > 0 && this.#database.backlog < MAX_BACKLOG) return this.#lookAgainIn(left)
    if (this.#hasWorked()) this.#lookAgainIn(0)
  }

  #lookAgainIn(ms: number): void {
    this.#cancel = this.#clock.schedule(ms, () => this.#look())
  }

  /** One piece of what is to be done. False: all is done, or cannot be done now, which only costs room. */
  #hasWorked(): boolean {
    try {
      const { backlog } = this.#database
      if (backlog > 0) {
        this.#database.tidy()
        return this.#database.backlog < backlog
      }
      if (this.#isLogWritten) this.#database.checkpoint()
      this.#isLogWritten = false
      if (this.#isMuchRead) this.#database.releaseMemory()
      this.#isMuchRead = false
      return false
    } catch {
      return false
    }
  }
}
