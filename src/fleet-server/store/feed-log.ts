import {
  channelName,
  type FeedEvent,
  type FeedEventName,
  type FeedEventPayload,
  TOPICS,
  type Topic,
} from '#shared/protocol/feed.ts'
import type { SqliteDatabase, SqliteStatement } from '#sqlite/open.ts'
import { parseStored } from './stored-json.ts'

/** What the log adds to an event by itself. */
type Envelope = 'sequence' | 'previous' | 'channel' | 'at'
export type EventBody<N extends FeedEventName> = Omit<FeedEventPayload<N>, Envelope>

/** An event with `text`, the JSON of its payload: made once, for the log and for every console. */
export type LoggedEvent = FeedEvent & { readonly text: string }

/** The counters of the feed, to be put back when a transaction fails. */
export interface FeedMark {
  readonly head: number
  readonly last: ReadonlyMap<Topic, number>
}

export interface FeedPage {
  readonly events: FeedEvent[]
  readonly hasMore: boolean
}

interface FeedRow {
  readonly sequence: number
  readonly name: FeedEventName
  readonly payload: string
}

/** The numbered events of a tenant, oldest dropped first. Appends must happen inside a transaction of the store. */
export class FeedLog {
  readonly #tenant: string
  readonly #insert: SqliteStatement<[number, string, string]>
  readonly #page: SqliteStatement<[number, number], FeedRow>
  readonly #oldest: SqliteStatement<[], number | null>
  readonly #drop: SqliteStatement<[number]>
  readonly #setLast: SqliteStatement<[Topic, number]>
  #head = 0
  #last = new Map<Topic, number>()
  #stored = new Map<Topic, number>()

  constructor(database: SqliteDatabase, tenant: string) {
    this.#tenant = tenant
    this.#insert = database.prepare('INSERT INTO feed (sequence, name, payload) VALUES (?, ?, ?)')
    this.#page = database.prepare(
      'SELECT sequence, name, payload FROM feed WHERE sequence > ? ORDER BY sequence LIMIT ?',
    )
    this.#oldest = database.prepare<[], number | null>('SELECT min(sequence) FROM feed').pluck()
    this.#drop = database.prepare('DELETE FROM feed WHERE sequence <= ?')
    this.#setLast = database.prepare('INSERT OR REPLACE INTO channels (topic, last) VALUES (?, ?)')
    const rows = database.prepare<[], { topic: Topic; last: number }>('SELECT topic, last FROM channels').all()
    for (const { topic, last } of rows) {
      this.#last.set(topic, last)
      this.#head = Math.max(this.#head, last)
    }
    this.#stored = new Map(this.#last)
  }

  /** The newest sequence; 0 before the first event. */
  get head(): number {
    return this.#head
  }

  lastOf(topic: Topic): number {
    return this.#last.get(topic) ?? 0
  }

  /** The sequence the next event will get. */
  get next(): number {
    return this.#head + 1
  }

  append<N extends FeedEventName>(name: N, topic: Topic, at: number, body: EventBody<N>): LoggedEvent {
    const sequence = this.#head + 1
    const payload = { sequence, previous: this.lastOf(topic), channel: channelName(this.#tenant, topic), at, ...body }
    const text = JSON.stringify(payload)
    this.#insert.run(sequence, name, text)
    this.#head = sequence
    this.#last.set(topic, sequence)
    // The name and the body belong together by the signature; TypeScript can not follow that through the union.
    return { name, payload, text } as unknown as LoggedEvent
  }

  mark(): FeedMark {
    return { head: this.#head, last: new Map(this.#last) }
  }

  restore(mark: FeedMark): void {
    this.#head = mark.head
    this.#last = new Map(mark.last)
  }

  /** Writes the counters that moved; the last thing inside a transaction. */
  saveCounters(): void {
    for (const topic of TOPICS) {
      const last = this.lastOf(topic)
      if (last !== (this.#stored.get(topic) ?? 0)) this.#setLast.run(topic, last)
    }
  }

  countersSaved(): void {
    for (const [topic, last] of this.#last) this.#stored.set(topic, last)
  }

  /** The highest sequence that can no longer be read; a cursor below it has a gap. */
  floor(): number {
    const oldest = this.#oldest.get() ?? null
    return oldest === null ? this.#head : oldest - 1
  }

  canResume(cursor: number): boolean {
    return cursor <= this.#head && cursor >= this.floor()
  }

  /** Events after `since`: at most `limit`, and as few as `maxBytes` ask for, but at least one when there is one. */
  read(since: number, limit: number, maxBytes: number): FeedPage {
    const events: FeedEvent[] = []
    let bytes = 0
    for (const row of this.#page.iterate(since, limit)) {
      bytes += Buffer.byteLength(row.payload)
      if (events.length > 0 && bytes > maxBytes) break
      // Written by `append`, so the shape is known.
      events.push({ name: row.name, payload: parseStored(row.payload) } as FeedEvent)
    }
    const newest = events.at(-1)?.payload.sequence ?? since
    return { events, hasMore: newest < this.#head && events.length > 0 }
  }

  /** Keeps the newest `keep` events and drops at most `atMost` older ones, so that no call takes long. */
  prune(keep: number, atMost: number): void {
    const floor = this.floor()
    const target = Math.min(this.#head - keep, floor + atMost)
    if (target > floor) this.#drop.run(target)
  }

  /** Drops every event; the numbers go on. */
  forget(): void {
    this.#drop.run(this.#head)
  }

  /** Drops every event; the numbers begin anew. */
  beginAnew(): void {
    this.forget()
    this.#head = 0
    for (const topic of TOPICS) this.#last.set(topic, 0)
  }
}
