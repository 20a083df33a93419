import type { ReplicaDelta } from '#shared/domain/view.ts'
import { type FeedMessage, messageOf } from '#shared/ipc/feed.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import { DirtyEntities } from './dirty-entities.ts'
import type { Replica } from './replica.ts'

/** The way to the page of one window. */
export interface FeedPort {
  post(message: FeedMessage): void
  /** `listener` is called for each message that the page has taken in. */
  onTaken(listener: () => void): void
  close(): void
}

/** A page that has so many messages before it is behind: what changes meanwhile is collected for it. */
const MAX_AHEAD = 8
/** Nobody sees a hidden window: it is told once in this time, so that it is nearly right when it shows again. */
const HIDDEN_INTERVAL_MS = 1_000

/**
 * The change feed of one window. A window that is seen gets each delta as it is made. For one that is hidden, or whose page
 * does not keep up, changes are collected, at most one for each entity, and told together.
 */
export class WindowFeed {
  readonly #port: FeedPort
  readonly #clock: Clock
  readonly #replica: Replica
  #isHidden: boolean
  /** Messages that the page has not taken in yet. */
  #ahead = 0
  /** The revision up to which the page has been told. */
  #told: number
  readonly #late = new DirtyEntities()
  #cancelLate: Cancel | null = null
  /** When the oldest came of what a window that is seen has not been told; null: nobody waits for it. */
  #lateSince: number | null = null

  constructor(dependencies: { port: FeedPort; clock: Clock; replica: Replica; isHidden: boolean }) {
    this.#port = dependencies.port
    this.#clock = dependencies.clock
    this.#replica = dependencies.replica
    this.#isHidden = dependencies.isHidden
    this.#told = dependencies.replica.revision
    this.#port.onTaken(() => this.#taken())
  }

  /** @param message the delta as it travels; made once for all windows. */
  tell(delta: ReplicaDelta, message: () => FeedMessage): void {
    if (this.#late.size === 0 && !this.#isHidden && this.#ahead < MAX_AHEAD) {
      this.#told = delta.to
      this.#post(message())
      return
    }
    this.#late.addDelta(delta)
    if (!this.#isHidden) this.#lateSince ??= delta.at ?? null
    if (this.#isHidden) this.#cancelLate ??= this.#clock.schedule(HIDDEN_INTERVAL_MS, () => this.#tellLate())
  }

  setHidden(isHidden: boolean): void {
    this.#isHidden = isHidden
    this.#lateSince = null
    if (!isHidden) this.#tellLate()
  }

  close(): void {
    this.#cancelLate?.()
    this.#port.close()
  }

  #taken(): void {
    this.#ahead = Math.max(0, this.#ahead - 1)
    if (!this.#isHidden && this.#ahead < MAX_AHEAD) this.#tellLate()
  }

  #tellLate(): void {
    this.#cancelLate?.()
    this.#cancelLate = null
    if (this.#late.size === 0 || this.#ahead >= MAX_AHEAD) return
    const delta = this.#replica.deltaOf(this.#late, this.#told)
    this.#late.clear()
    this.#told = delta.to
    this.#post(messageOf(this.#lateSince === null ? delta : { ...delta, at: this.#lateSince }))
    this.#lateSince = null
  }

  #post(message: FeedMessage): void {
    this.#ahead++
    this.#port.post(message)
  }
}
