import type { FeedEventName, Topic } from '#shared/protocol/feed.ts'
import type { SqliteDatabase, SqliteStatement } from '#sqlite/open.ts'

/** One event as stored; `text` is the JSON of its payload. */
export interface StoredEvent {
  readonly sequence: number
  readonly name: FeedEventName
  readonly text: string
}

type FloorName = 'complete' | 'compact'

/** The rows of the feed. `subject` is the device of a report, and null for every other event. */
export class FeedTable {
  readonly #insert: SqliteStatement<[number, string, string, string | null]>
  readonly #find: SqliteStatement<[number], StoredEvent>
  readonly #after: SqliteStatement<[number, number], StoredEvent>
  readonly #othersAfter: SqliteStatement<[number, number], number>
  readonly #countOthers: SqliteStatement<[number], number>
  readonly #nthOther: SqliteStatement<[number], number>
  readonly #newestReports: SqliteStatement<[], { subject: string; sequence: number }>
  readonly #oldest: SqliteStatement<[], number | null>
  readonly #drop: SqliteStatement<[number]>
  readonly #dropReports: SqliteStatement<[number, number]>
  readonly #dropOthers: SqliteStatement<[number]>
  readonly #dropAll: SqliteStatement<[]>
  readonly #channels: SqliteStatement<[], { topic: Topic; last: number }>
  readonly #setLast: SqliteStatement<[Topic, number]>
  readonly #floor: SqliteStatement<[string], string>
  readonly #setFloor: SqliteStatement<[string, string]>

  constructor(database: SqliteDatabase) {
    const columns = 'sequence, name, payload AS text'
    this.#insert = database.prepare('INSERT INTO feed (sequence, name, payload, subject) VALUES (?, ?, ?, ?)')
    this.#find = database.prepare(`SELECT ${columns} FROM feed WHERE sequence = ?`)
    this.#after = database.prepare(`SELECT ${columns} FROM feed WHERE sequence > ? ORDER BY sequence LIMIT ?`)
    const others = 'FROM feed WHERE subject IS NULL'
    this.#othersAfter = database
      .prepare<[number, number], number>(`SELECT sequence ${others} AND sequence > ? ORDER BY sequence LIMIT ?`)
      .pluck()
    this.#countOthers = database.prepare<[number], number>(`SELECT count(*) ${others} AND sequence > ?`).pluck()
    this.#nthOther = database
      .prepare<[number], number>(`SELECT sequence ${others} ORDER BY sequence LIMIT 1 OFFSET ?`)
      .pluck()
    this.#newestReports = database.prepare(
      'SELECT subject, max(sequence) AS sequence FROM feed WHERE subject IS NOT NULL GROUP BY subject ORDER BY 2',
    )
    this.#oldest = database.prepare<[], number | null>('SELECT min(sequence) FROM feed').pluck()
    this.#drop = database.prepare('DELETE FROM feed WHERE sequence = ?')
    this.#dropReports = database.prepare('DELETE FROM feed WHERE sequence > ? AND sequence < ? AND subject IS NOT NULL')
    this.#dropOthers = database.prepare('DELETE FROM feed WHERE subject IS NULL AND sequence <= ?')
    this.#dropAll = database.prepare('DELETE FROM feed')
    this.#channels = database.prepare('SELECT topic, last FROM channels')
    this.#setLast = database.prepare('INSERT OR REPLACE INTO channels (topic, last) VALUES (?, ?)')
    this.#floor = database.prepare<[string], string>('SELECT value FROM meta WHERE name = ?').pluck()
    this.#setFloor = database.prepare('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)')
  }

  insert(sequence: number, name: FeedEventName, text: string, subject: string | null): void {
    this.#insert.run(sequence, name, text, subject)
  }

  find(sequence: number): StoredEvent | undefined {
    return this.#find.get(sequence)
  }

  /** Oldest first. */
  after(sequence: number, limit: number): IterableIterator<StoredEvent> {
    return this.#after.iterate(sequence, limit)
  }

  /** The sequences of events that are not reports, oldest first. */
  othersAfter(sequence: number, limit: number): number[] {
    return this.#othersAfter.all(sequence, limit)
  }

  countOthers(after: number): number {
    return this.#countOthers.get(after) ?? 0
  }

  /** In the order of the sequences. */
  newestReports(): { subject: string; sequence: number }[] {
    return this.#newestReports.all()
  }

  oldest(): number | null {
    return this.#oldest.get() ?? null
  }

  drop(sequence: number): void {
    this.#drop.run(sequence)
  }

  /** Drops reports between two sequences, neither of them included. */
  dropReports(after: number, before: number): void {
    this.#dropReports.run(after, before)
  }

  /** Drops so many of the oldest events that are not reports; returns the last sequence dropped. */
  dropOldestOthers(count: number): number {
    const last = this.#nthOther.get(count - 1) ?? 0
    this.#dropOthers.run(last)
    return last
  }

  dropAll(): void {
    this.#dropAll.run()
  }

  channels(): { topic: Topic; last: number }[] {
    return this.#channels.all()
  }

  setLast(topic: Topic, last: number): void {
    this.#setLast.run(topic, last)
  }

  /** Undefined in a database from before there were such. */
  floor(name: FloorName): number | undefined {
    const stored = this.#floor.get(`feed-floor-${name}`)
    return stored === undefined ? undefined : Number(stored)
  }

  setFloor(name: FloorName, sequence: number): void {
    this.#setFloor.run(`feed-floor-${name}`, String(sequence))
  }
}
