import type { ReplicaDelta } from '#shared/domain/view.ts'
import { type FeedMessage, messageOf } from '#shared/ipc/feed.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { Replica } from './replica.ts'
import { type FeedPort, WindowFeed } from './window-feed.ts'

export interface WindowFeedsDependencies {
  readonly clock: Clock
  /** What the windows look at. */
  readonly replica: Replica
  readonly isHidden: (windowId: number) => boolean
}

/** The change feeds of all windows that look at one replica. */
export class WindowFeeds {
  readonly #dependencies: WindowFeedsDependencies
  readonly #feeds = new Map<number, WindowFeed>()
  /** Null while no window looks: then nothing is made ready for any. */
  #endFollowing: Cancel | null = null

  constructor(dependencies: WindowFeedsDependencies) {
    this.#dependencies = dependencies
  }

  get size(): number {
    return this.#feeds.size
  }

  /** A page has its port. Whatever its window had before ends. */
  open(windowId: number, port: FeedPort): void {
    this.close(windowId)
    const { clock, replica, isHidden } = this.#dependencies
    this.#feeds.set(windowId, new WindowFeed({ port, clock, replica, isHidden: isHidden(windowId) }))
    this.#endFollowing ??= replica.onDelta((delta) => this.#tell(delta))
  }

  close(windowId: number): void {
    this.#feeds.get(windowId)?.close()
    this.#feeds.delete(windowId)
    if (this.#feeds.size > 0) return
    this.#endFollowing?.()
    this.#endFollowing = null
  }

  setHidden(windowId: number, isHidden: boolean): void {
    this.#feeds.get(windowId)?.setHidden(isHidden)
  }

  stop(): void {
    for (const windowId of [...this.#feeds.keys()]) this.close(windowId)
  }

  #tell(delta: ReplicaDelta): void {
    let made: FeedMessage | null = null
    const message = (): FeedMessage => {
      made ??= messageOf(delta)
      return made
    }
    for (const feed of this.#feeds.values()) feed.tell(delta, message)
  }
}
