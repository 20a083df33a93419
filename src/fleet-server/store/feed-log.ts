import { channelName, type FeedEventName, type FeedEventPayload, TOPICS, type Topic } from '#shared/protocol/feed.ts'
import type { SqliteDatabase } from '#sqlite/open.ts'
import { FeedTable, type StoredEvent } from './feed-table.ts'
import { NewestReports } from './newest-reports.ts'

/** What the log adds to an event by itself. */
type Envelope = 'sequence' | 'previous' | 'channel' | 'at'
export type EventBody<N extends FeedEventName> = Omit<FeedEventPayload<N>, Envelope>

/** An event as it was appended. Its text is made once: for the log, and for every console. */
export interface LoggedEvent extends StoredEvent {
  readonly channel: string
  /** The server's time of the change. */
  readonly at: number
}

/** The state of the feed, to be put back when a transaction fails. */
export interface FeedMark {
  readonly head: number
  readonly last: ReadonlyMap<Topic, number>
  readonly floors: Floors
  readonly othersKept: number
  readonly reports: ReadonlyMap<string, number | null>
}

/** The highest sequences that can no longer be read, for readers who want everything and for those who do not. */
interface Floors {
  /** Above it nothing is missing. */
  readonly complete: number
  /** Above it at most reports are missing that a newer one has superseded. */
  readonly compact: number
}

export interface FeedPage {
  readonly events: readonly StoredEvent[]
  readonly hasMore: boolean
}

const REPORT: FeedEventName = 'device:status-update'
/** Dropping less often than at every event makes it one range instead of many. */
const PRUNE_SLACK = 1_000
/** With more than so many edits and alerts to read, a snapshot is the shorter way. */
const MAX_COMPACT_OTHERS = 50_000

/**
 * The numbered events of a tenant. Beyond its retention the log is compacted: the newest report of each device stays,
 * and so do other events as many as are to be kept; so a console that was away for an hour reads what is different, not
 * everything that happened. Appends must happen inside a transaction of the store.
 */
export class FeedLog {
  readonly #table: FeedTable
  readonly #tenant: string
  readonly #reports = new NewestReports()
  #head = 0
  #last = new Map<Topic, number>()
  #stored = new Map<Topic, number>()
  #floors: Floors
  /** Events in the log that are not reports of devices. */
  #othersKept: number

  constructor(database: SqliteDatabase, tenant: string) {
    this.#tenant = tenant
    this.#table = new FeedTable(database)
    for (const { topic, last } of this.#table.channels()) {
      this.#last.set(topic, last)
      this.#head = Math.max(this.#head, last)
    }
    this.#stored = new Map(this.#last)
    for (const { subject, sequence } of this.#table.newestReports()) this.#reports.note(subject, sequence)
    this.#reports.committed()
    this.#othersKept = this.#table.countOthers(0)
    const oldest = this.#table.oldest()
    const floor = oldest === null ? this.#head : oldest - 1
    this.#floors = { complete: this.#table.floor('complete') ?? floor, compact: this.#table.floor('compact') ?? floor }
  }

  /** The newest sequence; 0 before the first event. */
  get head(): number {
    return this.#head
  }

  /** The sequence the next event will get. */
  get next(): number {
    return this.#head + 1
  }

  /** Of every device that has reported, its newest report, oldest first. */
  get newestReports(): IterableIterator<[deviceId: string, sequence: number]> {
    return this.#reports.entries()
  }

  lastOf(topic: Topic): number {
    return this.#last.get(topic) ?? 0
  }

  append<N extends FeedEventName>(name: N, topic: Topic, at: number, body: EventBody<N>): LoggedEvent {
    const subject = name === REPORT && 'deviceId' in body ? String(body.deviceId) : null
    return this.#append(name, topic, at, JSON.stringify(body), subject)
  }

  /** Appends a report of a device. `half` is the JSON of what it reports, an object that is not empty. */
  appendReport(deviceId: string, at: number, half: string): LoggedEvent {
    return this.#append(REPORT, 'devices', at, `{"deviceId":${JSON.stringify(deviceId)},${half.slice(1)}`, deviceId)
  }

  /** The device is gone, and what it reported does not matter any more. */
  forgetReports(deviceId: string): void {
    this.#dropReport(deviceId)
    this.#reports.forget(deviceId)
  }

  mark(): FeedMark {
    const { complete, compact } = this.#floors
    return {
      head: this.#head,
      last: new Map(this.#last),
      floors: { complete, compact },
      othersKept: this.#othersKept,
      reports: this.#reports.mark(),
    }
  }

  restore(mark: FeedMark): void {
    this.#head = mark.head
    this.#last = new Map(mark.last)
    this.#floors = mark.floors
    this.#othersKept = mark.othersKept
    this.#reports.restore(mark.reports)
  }

  /** Writes the counters that moved; the last thing inside a transaction. */
  saveCounters(): void {
    for (const topic of TOPICS) {
      const last = this.lastOf(topic)
      if (last !== (this.#stored.get(topic) ?? 0)) this.#table.setLast(topic, last)
    }
  }

  committed(): void {
    for (const [topic, last] of this.#last) this.#stored.set(topic, last)
    this.#reports.committed()
  }

  /** The highest sequence that can no longer be read; a cursor below it has a gap. */
  floor(): number {
    return this.#floors.complete
  }

  /** @param isCompact whether the reader does without reports that were superseded. */
  canResume(cursor: number, isCompact = false): boolean {
    if (cursor > this.#head) return false
    if (cursor >= this.#floors.complete) return true
    return isCompact && cursor >= this.#floors.compact && this.#table.countOthers(cursor) <= MAX_COMPACT_OTHERS
  }

  textOf(sequence: number): string | undefined {
    return this.#table.find(sequence)?.text
  }

  /**
   * Events after `since`: at most `limit`, and as few as `maxBytes` ask for, but at least one when there is one.
   * `isCompact`: without the reports that were superseded.
   */
  read(since: number, limit: number, maxBytes: number, isCompact = false): FeedPage {
    const events: StoredEvent[] = []
    let bytes = 0
    for (const event of isCompact ? this.#compact(since, limit + 1) : this.#table.after(since, limit + 1)) {
      bytes += Buffer.byteLength(event.text)
      if (events.length > 0 && (events.length === limit || bytes > maxBytes)) return { events, hasMore: true }
      events.push(event)
    }
    return { events, hasMore: false }
  }

  /** Drops what is older than the newest `keep` events, `atMost` sequences at once, so that no call takes long. */
  prune(keep: number, atMost: number): void {
    const target = Math.min(this.#head - keep, this.#floors.complete + atMost)
    if (target > this.#floors.complete) this.#dropSuperseded(target)
    if (this.#othersKept > keep + PRUNE_SLACK) this.#dropOthers(this.#othersKept - keep)
  }

  /** Whether there is enough to drop to be worth it. */
  isPrunable(keep: number): boolean {
    return this.#head - this.#floors.complete >= keep + PRUNE_SLACK
  }

  /** Drops every event; the numbers go on. The reports of devices must be stored elsewhere by then. */
  forget(): void {
    this.#table.dropAll()
    this.#reports.forgetAll()
    this.#othersKept = 0
    this.#setFloors({ complete: this.#head, compact: this.#head })
  }

  /** Drops every event; the numbers begin anew. */
  beginAnew(): void {
    this.#head = 0
    this.forget()
    for (const topic of TOPICS) this.#last.set(topic, 0)
  }

  /** @param body the JSON of an object that is not empty. */
  #append(name: FeedEventName, topic: Topic, at: number, body: string, subject: string | null): LoggedEvent {
    const sequence = this.#head + 1
    const channel = channelName(this.#tenant, topic)
    const position = `{"sequence":${sequence},"previous":${this.lastOf(topic)},"channel":"${channel}","at":${at},`
    const text = position + body.slice(1)
    this.#table.insert(sequence, name, text, subject)
    if (subject === null) this.#othersKept += 1
    else {
      this.#dropReport(subject)
      this.#reports.note(subject, sequence)
    }
    this.#head = sequence
    this.#last.set(topic, sequence)
    return { name, sequence, channel, at, text }
  }

  /** What stayed in the compacted part only as the newest report of its device leaves when it is no longer that. */
  #dropReport(deviceId: string): void {
    const sequence = this.#reports.of(deviceId)
    if (sequence > 0 && sequence <= this.#floors.complete) this.#table.drop(sequence)
  }

  #dropSuperseded(target: number): void {
    let from = this.#floors.complete
    for (const kept of this.#reports.after(from, target - from)) {
      if (kept > target) break
      this.#table.dropReports(from, kept)
      from = kept
    }
    this.#table.dropReports(from, target + 1)
    this.#setFloors({ ...this.#floors, complete: target })
  }

  #dropOthers(count: number): void {
    const last = this.#table.dropOldestOthers(count)
    this.#othersKept -= count
    this.#setFloors({ complete: Math.max(this.#floors.complete, last), compact: last })
  }

  #setFloors(floors: Floors): void {
    this.#floors = floors
    this.#table.setFloor('complete', floors.complete)
    this.#table.setFloor('compact', floors.compact)
  }

  /** What the newest reports and all other events after `since` are, in the order of their sequences. */
  *#compact(since: number, limit: number): Generator<StoredEvent> {
    const sequences = [...this.#table.othersAfter(since, limit), ...this.#reports.after(since, limit)]
    for (const sequence of sequences.sort((a, b) => a - b).slice(0, limit)) {
      const event = this.#table.find(sequence)
      if (event !== undefined) yield event
    }
  }
}
