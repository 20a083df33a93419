import type { EntityType } from '../../../src/shared/domain/ids.ts'
import { channelName, type FeedEvent, type FeedEventName, type Topic } from '../../../src/shared/protocol/feed.ts'

export const TENANT = 'main'

export const TOPIC_OF: Readonly<Record<EntityType, Topic>> = {
  device: 'devices',
  playlist: 'playlists',
  schedule: 'schedules',
  content: 'content',
  alert: 'alerts',
  wallboard: 'wallboards',
}

/** Every change in order, each event naming the one before it in its channel. */
export class Feed {
  #epoch = 1
  #events: FeedEvent[] = []
  readonly #lastInChannel = new Map<string, number>()
  #head = 0
  /** Events up to here are not kept any more. */
  #forgotten = 0

  get epoch(): string {
    return `epoch-${this.#epoch}`
  }

  get head(): number {
    return this.#head
  }

  lastOf(channel: string): number {
    return this.#lastInChannel.get(channel) ?? 0
  }

  /** @param rest what the event has beyond its place in the feed */
  publish(name: FeedEventName, topic: Topic, at: number, rest: object): FeedEvent {
    const channel = channelName(TENANT, topic)
    const sequence = ++this.#head
    const payload = { sequence, previous: this.lastOf(channel), channel, at, ...rest }
    this.#lastInChannel.set(channel, sequence)
    const event = { name, payload } as FeedEvent
    this.#events.push(event)
    return event
  }

  /** Null: they are not kept any more, or `since` was never reached. */
  since(since: number, limit: number): { events: FeedEvent[]; hasMore: boolean } | null {
    if (!this.canResume(since)) return null
    const behind = this.#events.slice(since - this.#forgotten)
    return { events: behind.slice(0, limit), hasMore: behind.length > limit }
  }

  canResume(since: number): boolean {
    return since >= this.#forgotten && since <= this.#head
  }

  beginEpoch(): void {
    this.#epoch++
    this.#events = []
    this.#lastInChannel.clear()
    this.#head = 0
    this.#forgotten = 0
  }

  /** The kept events go; consoles that lag need a snapshot. */
  forget(): void {
    this.#events = []
    this.#forgotten = this.#head
  }

  /** Undoes what was published since. */
  mark(): () => void {
    const head = this.#head
    const kept = this.#events.length
    const lasts = new Map(this.#lastInChannel)
    return () => {
      this.#head = head
      this.#events.length = kept
      this.#lastInChannel.clear()
      for (const [channel, last] of lasts) this.#lastInChannel.set(channel, last)
    }
  }
}
