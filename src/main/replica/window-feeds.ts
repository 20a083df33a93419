import { type FeedMessage, messageOf } from '#shared/ipc/feed.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { Replica } from './replica.ts'
import { type FeedPort, WindowFeed } from './window-feed.ts'

export interface WindowFeedsDependencies {
  readonly clock: Clock
  /** What the window looks at. */
  readonly replicaOf: (windowId: number) => Replica
  readonly isHidden: (windowId: number) => boolean
}

/** The change feeds of all windows: each is told what changes in the replica it looks at, and nothing else. */
export class WindowFeeds {
  readonly #dependencies: WindowFeedsDependencies
  readonly #feeds = new Map<number, WindowFeed>()
  readonly #followed = new Map<Replica, Cancel>()

  constructor(dependencies: WindowFeedsDependencies) {
    this.#dependencies = dependencies
  }

  get size(): number {
    return this.#feeds.size
  }

  /** A page has its port. Whatever its window had before ends. */
  open(windowId: number, port: FeedPort): void {
    this.close(windowId)
    const { clock, replicaOf, isHidden } = this.#dependencies
    const replica = replicaOf(windowId)
    this.#follow(replica)
    this.#feeds.set(windowId, new WindowFeed({ port, clock, replica, isHidden: isHidden(windowId) }))
  }

  close(windowId: number): void {
    this.#feeds.get(windowId)?.close()
    this.#feeds.delete(windowId)
    this.#leaveUnseen()
  }

  setHidden(windowId: number, isHidden: boolean): void {
    this.#feeds.get(windowId)?.setHidden(isHidden)
  }

  /** Windows may look at other replicas now. */
  lookAgain(): void {
    for (const [windowId, feed] of this.#feeds) {
      const replica = this.#dependencies.replicaOf(windowId)
      this.#follow(replica)
      feed.point(replica)
    }
    this.#leaveUnseen()
  }

  stop(): void {
    for (const windowId of [...this.#feeds.keys()]) this.close(windowId)
  }

  #follow(replica: Replica): void {
    if (this.#followed.has(replica)) return
    const end = replica.onDelta((delta) => {
      let made: FeedMessage | null = null
      const message = (): FeedMessage => {
        made ??= messageOf(delta)
        return made
      }
      for (const feed of this.#feeds.values()) if (feed.replica === replica) feed.tell(delta, message)
    })
    this.#followed.set(replica, end)
  }

  #leaveUnseen(): void {
    const seen = new Set(Array.from(this.#feeds.values(), ({ replica }) => replica))
    for (const [replica, end] of this.#followed) {
      if (seen.has(replica)) continue
      end()
      this.#followed.delete(replica)
    }
  }
}
