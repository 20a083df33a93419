import type { PipelinePace, StageStatistics } from '#shared/domain/pipeline.ts'
import type { FeedEvent } from '#shared/protocol/feed.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { BaseChange } from '../replica/base.ts'
import type { Replica } from '../replica/replica.ts'
import { type Cause, causeOf, changeOfEvent, type RecordChange, refOf } from './change-of-event.ts'
import { StageCounter } from './stage-counter.ts'
import { WaitingChanges } from './waiting-changes.ts'

/** So long in one turn of the loop changes are applied as they come; what comes then waits for the next turn. */
const TURN_BUDGET_MS = 5
/** What waits gets at least the budget of a turn, and this share of the time that has passed, up to the longest turn. */
const FLUSH_SHARE = 0.5
const MAX_TURN_MS = 40
/** More entities than a fleet has wait only when something is wrong: then reading the feed again is cheaper. */
const MAX_WAITING = 100_000

export interface ApplyStageDependencies {
  readonly replica: Replica
  readonly clock: Clock
  readonly pace: () => PipelinePace
  /** A record changed, other than by a report. */
  readonly onRecord: (change: RecordChange) => void
  /** Some of what waited has been applied. */
  readonly onProgress: () => void
}

/**
 * The stages `coalesce` and `apply`. In quiet times an event is applied at once. Under pressure, or where the pace asks for
 * it, changes wait, reports of one device become one, and what is urgent comes first.
 */
export class ApplyStage {
  readonly #dependencies: ApplyStageDependencies
  readonly #waiting = new WaitingChanges(MAX_WAITING)
  readonly #coalesced = new StageCounter('coalesce')
  readonly #applied = new StageCounter('apply')
  #turnStartedAt: number | null = null
  #lastFlushAt = Number.NEGATIVE_INFINITY
  #cancelTurn: Cancel | null = null
  #cancelFlush: Cancel | null = null

  constructor(dependencies: ApplyStageDependencies) {
    this.#dependencies = dependencies
  }

  /** Nothing waits. */
  get isIdle(): boolean {
    return this.#waiting.size === 0
  }

  /** Takes an event of the live feed. False: too many wait, and it was not taken. */
  take(event: FeedEvent): boolean {
    const counter = this.#coalesced
    counter.received++
    const change = changeOfEvent(event)
    const at = this.#dependencies.clock.monotonic()
    if (this.#waiting.size === 0 && this.#isAtOnce(at)) {
      counter.passed++
      this.#apply(change, causeOf(event))
      return true
    }
    const taken = this.#waiting.add(event, change, at)
    if (taken === 'full') {
      counter.overflows++
      counter.drop('overflow')
      return false
    }
    if (taken === 'merged') counter.merged++
    this.#planFlush(at)
    return true
  }

  /** Applies an event of a resync, past everything that waits. */
  applyNow(event: FeedEvent): void {
    this.#apply(changeOfEvent(event), causeOf(event))
  }

  /** Up to here everything has been applied when `newest` was the last that came. */
  appliedUpTo(newest: number): number {
    const oldest = this.#waiting.oldest()
    return oldest === null ? newest : Math.min(newest, oldest - 1)
  }

  /** Forgets what waits: it is read again. */
  forget(): void {
    const count = this.#waiting.clear()
    if (count > 0) this.#coalesced.drop('read-again', count)
    this.#cancelFlush?.()
    this.#cancelFlush = null
  }

  stop(): void {
    this.#cancelTurn?.()
    this.#cancelFlush?.()
  }

  statistics(): StageStatistics[] {
    const { size, capacity } = this.#waiting
    return [this.#coalesced.statistics(size, capacity), this.#applied.statistics()]
  }

  #isAtOnce(at: number): boolean {
    const { clock, pace } = this.#dependencies
    const { throttleMs, debounceMs } = pace()
    if (throttleMs > 0 || debounceMs > 0) return false
    if (this.#turnStartedAt === null) {
      this.#turnStartedAt = at
      this.#cancelTurn = clock.schedule(0, () => {
        this.#turnStartedAt = null
      })
    }
    return at - this.#turnStartedAt <= TURN_BUDGET_MS
  }

  #planFlush(at: number): void {
    if (this.#cancelFlush !== null) return
    const { throttleMs, debounceMs } = this.#dependencies.pace()
    const delayMs = Math.max(0, this.#lastFlushAt + throttleMs - at, debounceMs)
    this.#cancelFlush = this.#dependencies.clock.schedule(delayMs, () => this.#flush())
  }

  #flush(): void {
    this.#cancelFlush = null
    const { clock, pace, onProgress } = this.#dependencies
    const startedAt = clock.monotonic()
    const budgetMs = Math.max(TURN_BUDGET_MS, Math.min(MAX_TURN_MS, (startedAt - this.#lastFlushAt) * FLUSH_SHARE))
    this.#lastFlushAt = startedAt
    for (const changes of this.#waiting.take(startedAt, pace().debounceMs)) {
      for (const { change, cause } of changes) {
        this.#coalesced.passed++
        this.#apply(change, cause)
      }
      if (clock.monotonic() - startedAt > budgetMs) break
    }
    if (this.#waiting.size > 0) this.#planFlush(clock.monotonic())
    onProgress()
  }

  #apply(change: BaseChange, cause: Cause): void {
    const { replica, onRecord } = this.#dependencies
    const counter = this.#applied
    counter.received++
    const isReport = change.kind === 'reported'
    const before = isReport ? null : replica.base(refOf(change))
    const applied = replica.apply(change)
    if (applied !== 'changed') {
      counter.drop(applied)
      return
    }
    counter.passed++
    if (!isReport) onRecord({ ref: refOf(change), ...cause, before })
  }
}
