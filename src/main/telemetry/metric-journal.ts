import { mergeDistributions } from '#shared/domain/distribution.ts'
import type { AskArchive } from '../archive/archive.ts'
import { type MetricPoint, MINUTE_MS, type Retention } from '../archive/records.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import type { Service } from '../platform/service.ts'

/** Points that could not be written wait for the next minute, but not more of them than this. */
const MAX_WAITING = 5_000
/** Between two steps of tidying, so that what is asked of the archive gets in between. */
const TIDY_PAUSE_MS = 200

export interface MetricJournalDependencies {
  readonly clock: Clock
  readonly logger: Logger
  readonly ask: AskArchive
  /** What each metric has recorded since it was last asked. */
  readonly take: () => readonly Omit<MetricPoint, 'at'>[]
  readonly retention: () => Retention
}

/** Keeps the app's own figures on disk: a point per metric and minute, and that the program ran. */
export class MetricJournal implements Service {
  readonly #dependencies: MetricJournalDependencies
  readonly #startedAt: number
  #since: number
  #waiting: readonly MetricPoint[] = []
  #cancelTimer: Cancel | null = null
  #cancelTidy: Cancel | null = null
  #dropped = 0
  #trouble: string | null = null

  constructor(dependencies: MetricJournalDependencies) {
    this.#dependencies = dependencies
    this.#startedAt = dependencies.clock.now()
    this.#since = this.#startedAt
  }

  async run(): Promise<void> {
    if (this.#cancelTimer === null) this.#wait()
  }

  async stop(): Promise<void> {
    this.#cancelTimer?.()
    this.#cancelTidy?.()
    await this.write()
  }

  /** Why the last minute could not be written; null: it was. */
  get trouble(): string | null {
    return this.#trouble
  }

  /** Points that were lost because they could not be written for too long. */
  get dropped(): number {
    return this.#dropped
  }

  /** Writes what was recorded until now. Never rejects: what cannot be written waits for the next time. */
  async write(): Promise<void> {
    const { clock, ask, take, logger } = this.#dependencies
    const now = clock.now()
    const at = this.#since - (this.#since % MINUTE_MS)
    this.#since = now
    const points = joined([...this.#waiting, ...take().map((taken) => ({ ...taken, at }))])
    this.#waiting = []
    try {
      await ask('addPoints', points)
      this.#trouble = null
    } catch (error) {
      this.#keep(points)
      this.#trouble = error instanceof Error ? error.message : String(error)
      logger.warn('the figures of the last minute could not be written', { cause: this.#trouble })
      return
    }
    // Not together with the points: those are added to what is there, and must not be written again when this fails.
    await ask('noteRun', this.#startedAt, now).catch(() => undefined)
  }

  #keep(points: readonly MetricPoint[]): void {
    const all = joined([...points, ...this.#waiting])
    this.#dropped += Math.max(0, all.length - MAX_WAITING)
    this.#waiting = all.slice(-MAX_WAITING)
  }

  /** Until the minute is over. */
  #wait(): void {
    const { clock } = this.#dependencies
    this.#cancelTimer = clock.schedule(MINUTE_MS - (clock.now() % MINUTE_MS), () => {
      this.#wait()
      void this.write().then(() => this.#tidy())
    })
  }

  #tidy(): void {
    const { clock, ask, retention } = this.#dependencies
    this.#cancelTidy?.()
    ask('tidy', clock.now(), retention()).then(
      (isMoreLeft) => {
        this.#cancelTidy = isMoreLeft ? clock.schedule(TIDY_PAUSE_MS, () => this.#tidy()) : null
      },
      // It is tried again after the next minute.
      () => undefined,
    )
  }
}

/** Points of one metric and minute become one. */
function joined(points: readonly MetricPoint[]): readonly MetricPoint[] {
  const byPlace = Map.groupBy(points, ({ name, unit, at }) => `${name}\n${unit}\n${at}`)
  return [...byPlace.values()].flatMap((same) => {
    const [first] = same
    const all = mergeDistributions(same)
    return first === undefined || all === null ? [] : [{ ...all, name: first.name, unit: first.unit, at: first.at }]
  })
}
