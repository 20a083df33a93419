import type { StreamEvent, StreamRoll } from '#shared/ipc/board-requests.ts'
import type { FeedEvent } from '#shared/protocol/feed.ts'
import type { Clock } from '../platform/clock.ts'

/** Newest events that are told with each look. */
const LATEST = 50
/** Rates are over the last so many whole seconds. */
const RATE_SECONDS = 5
const SECOND_MS = 1_000

interface Counter {
  readonly topic: string
  readonly event: string
  count: number
  /** Of the seconds before this one, and of this one, by their number modulo their count. */
  readonly seconds: { second: number; count: number }[]
}

/**
 * What the feed brings, rolled up for wallboards. An event costs two additions and a place in a ring, however many boards there are; a
 * window looks when it draws.
 */
export class StreamRollup {
  readonly #clock: Clock
  readonly #counters = new Map<string, Counter>()
  readonly #ring: FeedEvent[] = []
  #next = 0
  readonly #startedAt: number

  constructor(clock: Clock) {
    this.#clock = clock
    this.#startedAt = clock.monotonic()
  }

  take(event: FeedEvent): void {
    const second = this.#second()
    const counter = this.#counterOf(event)
    counter.count += 1
    const slot = second % (RATE_SECONDS + 1)
    const held = counter.seconds[slot]
    if (held?.second === second) held.count += 1
    else counter.seconds[slot] = { second, count: 1 }
    this.#ring[this.#next] = event
    this.#next = (this.#next + 1) % LATEST
  }

  read(): { rolls: StreamRoll[]; latest: StreamEvent[] } {
    const now = this.#second()
    const rolls = [...this.#counters.values()].map(({ topic, event, count, seconds }) => {
      const whole = seconds.filter((one) => one.second < now && one.second >= now - RATE_SECONDS)
      return { topic, event, count, rate: whole.reduce((sum, one) => sum + one.count, 0) / RATE_SECONDS }
    })
    const inOrder = [...this.#ring.slice(this.#next), ...this.#ring.slice(0, this.#next)]
    return { rolls, latest: inOrder.map(streamEventOf) }
  }

  #second(): number {
    return Math.floor((this.#clock.monotonic() - this.#startedAt) / SECOND_MS)
  }

  #counterOf({ name, payload }: FeedEvent): Counter {
    const key = `${payload.channel}/${name}`
    const known = this.#counters.get(key)
    if (known !== undefined) return known
    const counter: Counter = { topic: topicOf(payload.channel), event: name, count: 0, seconds: [] }
    this.#counters.set(key, counter)
    return counter
  }
}

function topicOf(channel: string): string {
  return channel.slice(channel.lastIndexOf('/') + 1)
}

function streamEventOf({ name, payload }: FeedEvent): StreamEvent {
  const { sequence, at, channel } = payload
  return { sequence, at, topic: topicOf(channel), event: name, ...subjectOf({ name, payload } as FeedEvent) }
}

function subjectOf(event: FeedEvent): Pick<StreamEvent, 'entityId' | 'what'> {
  switch (event.name) {
    case 'device:status-update':
      return { entityId: event.payload.deviceId, what: event.payload.status }
    case 'command:reported':
      return { entityId: event.payload.deviceId, what: event.payload.result }
    case 'playlist:updated':
      return { entityId: event.payload.playlistId, what: event.payload.change }
    case 'health:alert':
      return { entityId: event.payload.alertId, what: event.payload.change }
    case 'schedule:executed':
      return { entityId: event.payload.scheduleId, what: event.payload.result }
    case 'entity:changed':
      return { entityId: event.payload.entityId, what: event.payload.record === null ? 'deleted' : 'updated' }
  }
}
