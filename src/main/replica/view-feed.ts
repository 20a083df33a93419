import { type EntityRef, laneOf } from '#shared/domain/ids.ts'
import type { EntityView, ReplicaDelta } from '#shared/domain/view.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import { Emitter } from '../platform/emitter.ts'
import type { Logger } from '../platform/logger.ts'

/** Changes of the screen are sent together at most this often: about one frame of a 60 Hz screen. */
const FEED_INTERVAL_MS = 16
/** Telling the windows takes at most one part in so many of the time; the rest is for what is told. */
const FEED_SHARE = 8
/** Never are they told more rarely than this. */
const MAX_FEED_INTERVAL_MS = 200

/** Tells windows what they show otherwise now: what changed within a frame as one delta, with revisions that follow each other. */
export class ViewFeed {
  readonly #clock: Clock
  readonly #viewOf: (ref: EntityRef) => EntityView | null
  readonly #deltas: Emitter<ReplicaDelta>
  readonly #dirty = new Map<string, EntityRef>()
  #revision: number
  #cancel: Cancel | null = null
  #isFlushingSoon = false
  #nextFlushAt = Number.NEGATIVE_INFINITY
  #isStopped = false

  constructor(dependencies: {
    clock: Clock
    logger: Logger
    firstRevision: number
    viewOf: (ref: EntityRef) => EntityView | null
  }) {
    this.#clock = dependencies.clock
    this.#revision = dependencies.firstRevision
    this.#viewOf = dependencies.viewOf
    this.#deltas = new Emitter((error) => dependencies.logger.error('a replica listener failed', { error }))
  }

  get revision(): number {
    return this.#revision
  }

  subscribe(listener: (delta: ReplicaDelta) => void): Cancel {
    return this.#deltas.subscribe(listener)
  }

  /** The entity may look otherwise now. */
  touch(ref: EntityRef): void {
    this.#dirty.set(laneOf(ref), { entityType: ref.entityType, entityId: ref.entityId })
    if (this.#isStopped || this.#cancel !== null) return
    const untilNextMs = Math.max(FEED_INTERVAL_MS, this.#nextFlushAt - this.#clock.monotonic())
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
    const changed: EntityView[] = []
    const removed: ReplicaDelta['removed'][number][] = []
    for (const ref of this.#dirty.values()) {
      const view = this.#viewOf(ref)
      if (view === null) removed.push({ entityType: ref.entityType, id: ref.entityId })
      else changed.push(view)
    }
    this.#dirty.clear()
    const from = this.#revision++
    this.#deltas.emit({ from, to: this.#revision, changed, removed })
    // While much changes, once a frame is enough, and less often where a frame has much to tell.
    const shareMs = (this.#clock.monotonic() - startedAt) * FEED_SHARE
    this.#nextFlushAt = startedAt + Math.min(Math.max(FEED_INTERVAL_MS, shareMs), MAX_FEED_INTERVAL_MS)
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
