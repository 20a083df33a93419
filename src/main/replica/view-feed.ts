import type { EntityRef } from '#shared/domain/ids.ts'
import type { StageStatistics } from '#shared/domain/pipeline.ts'
import type { EntityReport, EntityView, RemovedEntity, ReplicaDelta } from '#shared/domain/view.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import { Emitter } from '../platform/emitter.ts'
import type { Logger } from '../platform/logger.ts'
import { DirtyEntities } from './dirty-entities.ts'

/** Changes of the screen are sent together at most this often: about one frame of a 60 Hz screen. */
const FEED_INTERVAL_MS = 16
/** After a pause a change is told nearly at once: what follows right behind it comes along. */
const FIRST_WAIT_MS = 2
/** Telling the windows takes at most one part in so many of the time; the rest is for what is told. */
const FEED_SHARE = 4
/** Never are they told more rarely than this. */
const MAX_FEED_INTERVAL_MS = 64

/** What a window shows of an entity: all of it, or just what is reported; null: nothing. */
export interface ViewSource {
  view(ref: EntityRef): EntityView | null
  report(ref: EntityRef): EntityReport | null
}

/** Tells windows what they show otherwise now: what changed within a frame as one delta, with revisions that follow each other. */
export class ViewFeed {
  readonly #clock: Clock
  readonly #source: ViewSource
  readonly #deltas: Emitter<ReplicaDelta>
  readonly #dirty = new DirtyEntities()
  #revision: number
  #cancel: Cancel | null = null
  #isFlushingSoon = false
  /** When the first of what is to be told came. */
  #dirtySince = 0
  #nextFlushAt = Number.NEGATIVE_INFINITY
  #isStopped = false
  #touched = 0
  #told = 0

  constructor(dependencies: { clock: Clock; logger: Logger; firstRevision: number; source: ViewSource }) {
    this.#clock = dependencies.clock
    this.#revision = dependencies.firstRevision
    this.#source = dependencies.source
    this.#deltas = new Emitter((error) => dependencies.logger.error('a replica listener failed', { error }))
  }

  get revision(): number {
    return this.#revision
  }

  statistics(): StageStatistics {
    const waiting = this.#dirty.size
    const merged = this.#touched - this.#told - waiting
    const counts = { received: this.#touched, passed: this.#told, merged, waiting, overflows: 0 }
    return { name: 'feed', dropped: {}, capacity: null, ...counts }
  }

  subscribe(listener: (delta: ReplicaDelta) => void): Cancel {
    return this.#deltas.subscribe(listener)
  }

  /** The entity may look otherwise now. @param isWhole false: only what is reported of it. */
  touch({ entityType, entityId }: EntityRef, isWhole = true): void {
    this.#touched++
    if (this.#dirty.size === 0) this.#dirtySince = this.#clock.now()
    this.#dirty.add(entityType, entityId, isWhole)
    if (this.#isStopped || this.#cancel !== null) return
    const untilNextMs = Math.max(FIRST_WAIT_MS, this.#nextFlushAt - this.#clock.monotonic())
    this.#cancel = this.#clock.schedule(untilNextMs, () => this.flush())
  }

  /** Tells as soon as nothing else is to be done, instead of with the next frame. */
  flushSoon(): void {
    if (this.#isFlushingSoon || this.#dirty.size === 0 || this.#isStopped) return
    this.#isFlushingSoon = true
    const untilNextMs = this.#nextFlushAt - this.#clock.monotonic()
    this.#cancel?.()
    this.#cancel = this.#clock.schedule(Math.max(0, untilNextMs), () => this.flush())
  }

  /** Tells now. */
  flush(): void {
    this.#cancel?.()
    this.#cancel = null
    this.#isFlushingSoon = false
    if (this.#dirty.size === 0) return
    const startedAt = this.#clock.monotonic()
    this.#told += this.#dirty.size
    const from = this.#revision++
    const delta = { ...this.deltaOf(this.#dirty, from), at: this.#dirtySince }
    this.#dirty.clear()
    this.#deltas.emit(delta)
    // While much changes, once a frame is enough, and less often where a frame has much to tell.
    const shareMs = (this.#clock.monotonic() - startedAt) * FEED_SHARE
    this.#nextFlushAt = startedAt + Math.min(Math.max(FEED_INTERVAL_MS, shareMs), MAX_FEED_INTERVAL_MS)
  }

  /** What a window that holds `from` has to be told of these to show them as they are now. */
  deltaOf(dirty: DirtyEntities, from: number): ReplicaDelta {
    const changed: EntityView[] = []
    const reports: EntityReport[] = []
    const removed: RemovedEntity[] = []
    dirty.visit((ref, isWhole) => {
      const report = isWhole ? null : this.#source.report(ref)
      if (report !== null) {
        reports.push(report)
        return
      }
      const view = this.#source.view(ref)
      if (view === null) removed.push({ entityType: ref.entityType, id: ref.entityId })
      else changed.push(view)
    })
    return { from, to: this.#revision, changed, reports, removed }
  }

  /** Tells nothing more; `clear` ends it for good. */
  stop(): void {
    this.#isStopped = true
    this.#cancel?.()
  }

  clear(): void {
    this.#deltas.clear()
  }
}
