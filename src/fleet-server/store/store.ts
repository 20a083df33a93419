import { join } from 'node:path'
import type { DeviceReported } from '#shared/domain/entities.ts'
import type { FeedEventName, Topic } from '#shared/protocol/feed.ts'
import { migrate } from '#sqlite/migrate.ts'
import { openDatabase, type SqliteDatabase, type SqliteStatement } from '#sqlite/open.ts'
import { type AuditEffect, AuditTable } from './audit-table.ts'
import { EntityTable } from './entity-table.ts'
import { type EventBody, FeedLog, type FeedMark, type LoggedEvent } from './feed-log.ts'
import { HealthTable } from './health-table.ts'
import { MIGRATIONS } from './migrations/all.ts'
import { OperationTable } from './operation-table.ts'
import { PairingTable } from './pairing-table.ts'
import type { ReportsMark } from './reported-halves.ts'
import { parseStored } from './stored-json.ts'

const DATABASE_FILE = 'fleet.db'
/** Longer than the 30 days the protocol promises, so that a console at the limit is still answered. */
const KEPT_MS = 40 * 24 * 60 * 60 * 1_000
/** Old feed events dropped after one transaction. */
const PRUNE_STEP = 5_000
/** Pages of the journal that are moved to the database file at once: a busy feed writes its last pages many times. */
const CHECKPOINT_PAGES = 4_000

export interface StoreOptions {
  readonly folder: string
  readonly tenant: string
  readonly retention: number
  readonly now: () => number
  readonly newEpoch: () => string
}

/** What one committed transaction changed. */
export interface Committed {
  readonly events: readonly LoggedEvent[]
  readonly effects: readonly AuditEffect[]
}

/**
 * The server's database. Everything is written through `transact`: memory follows and listeners hear only after the
 * commit, and a failed transaction leaves no trace in either.
 */
export class FleetStore {
  readonly entities: EntityTable
  readonly feed: FeedLog
  readonly operations: OperationTable
  readonly pairings: PairingTable
  readonly health: HealthTable
  readonly #audit: AuditTable
  readonly #database: SqliteDatabase
  readonly #options: StoreOptions
  readonly #getMeta: SqliteStatement<[string], string>
  readonly #setMeta: SqliteStatement<[string, string]>
  readonly #listeners = new Set<(committed: Committed) => void>()
  #events: LoggedEvent[] = []
  #effects: AuditEffect[] = []
  #afterCommit: (() => void)[] = []
  #epoch: string

  /** @throws SqliteOpenError when the database can not be used. */
  constructor(options: StoreOptions) {
    this.#options = options
    this.#database = openDatabase(join(options.folder, DATABASE_FILE), { busyTimeoutMs: 500 })
    try {
      this.#lockOut()
      this.#database.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
      migrate(this.#database, MIGRATIONS, options.now())
      this.#getMeta = this.#database.prepare<[string], string>('SELECT value FROM meta WHERE name = ?').pluck()
      this.#setMeta = this.#database.prepare('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)')
      this.entities = new EntityTable(this.#database)
      this.feed = new FeedLog(this.#database, options.tenant)
      this.operations = new OperationTable(this.#database)
      this.pairings = new PairingTable(this.#database)
      this.health = new HealthTable(this.#database)
      this.#audit = new AuditTable(this.#database)
      this.#epoch = this.#loadEpoch()
      this.#recallReports()
    } catch (error) {
      this.#database.close()
      throw error
    }
  }

  /** Names this life of the feed. */
  get epoch(): string {
    return this.#epoch
  }

  /** Hears every transaction that changed something, in order. Returns the function that ends it. */
  onCommitted(listener: (committed: Committed) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Runs `work` in one transaction; its events go out and its `afterCommit` tasks run once that is durable.
   * Not to be nested. Rethrows whatever `work` or SQLite throws, with nothing changed.
   */
  transact<T>(work: () => T): T {
    const mark = this.#mark()
    let value: T
    try {
      value = this.#database
        .transaction(() => {
          const result = work()
          this.feed.saveCounters()
          return result
        })
        .immediate()
    } catch (error) {
      this.#restore(mark)
      this.#takeStaged()
      throw error
    }
    this.feed.committed()
    this.entities.committed()
    const staged = this.#takeStaged()
    if (staged.events.length > 0 || staged.effects.length > 0) {
      for (const listener of this.#listeners) listener(staged)
    }
    for (const task of staged.tasks) task()
    return value
  }

  /**
   * Inside a transaction: runs `work` as a part that has an effect as a whole or, when it throws, none. What the
   * transaction did before stays. Rethrows.
   */
  attempt<T>(work: () => T): T {
    const mark = this.#mark()
    const counts = [this.#events.length, this.#effects.length, this.#afterCommit.length] as const
    try {
      return this.#database.transaction(work)()
    } catch (error) {
      this.#restore(mark)
      this.#events.length = counts[0]
      this.#effects.length = counts[1]
      this.#afterCommit.length = counts[2]
      throw error
    }
  }

  /** Inside a transaction: appends an event, which is sent after the commit. Returns its sequence. */
  publish<N extends FeedEventName>(name: N, topic: Topic, at: number, body: EventBody<N>): number {
    const event = this.feed.append(name, topic, at, body)
    this.#events.push(event)
    return event.sequence
  }

  /**
   * Inside a transaction: publishes what a device reports, and keeps it with the device. `half` is the JSON of the report,
   * `reported` that of everything the device has reported.
   */
  publishReport(
    device: { readonly row: number; readonly id: string },
    at: number,
    half: string,
    reported: string,
  ): void {
    const event = this.feed.appendReport(device.id, at, half)
    this.#events.push(event)
    this.entities.keepReport(device.row, event.sequence, reported)
  }

  /** Inside a transaction: records an effect. */
  recordEffect(effect: Omit<AuditEffect, 'id'>): void {
    this.#effects.push(this.#audit.add(effect))
  }

  /** Inside a transaction: runs `task` once it is committed. */
  afterCommit(task: () => void): void {
    this.#afterCommit.push(task)
  }

  effects(since: number, limit: number): AuditEffect[] {
    return this.#audit.read(since, limit)
  }

  getMeta(name: string): string | undefined {
    return this.#getMeta.get(name)
  }

  setMeta(name: string, value: string): void {
    this.#setMeta.run(name, value)
  }

  /** Drops feed events that are older than the retention. Call often: each call does little. */
  pruneFeed(): void {
    const { retention } = this.#options
    if (this.feed.isPrunable(retention)) this.feed.prune(retention, PRUNE_STEP)
  }

  /** Forgets operations and effects older than the protocol asks to keep, and the feed beyond its retention. */
  pruneHistory(): void {
    const before = this.#options.now() - KEPT_MS
    this.transact(() => {
      this.operations.prune(before)
      this.#audit.prune(before)
      this.feed.prune(this.#options.retention, Number.MAX_SAFE_INTEGER)
    })
  }

  /** Drops the feed, so that every stored cursor but the newest asks for a snapshot. */
  forgetFeed(): void {
    this.transact(() => {
      this.entities.storeReports()
      this.feed.forget()
    })
  }

  /** Begins a new life of the feed: another epoch, sequences from 1. */
  rotateEpoch(): void {
    const epoch = this.#options.newEpoch()
    this.transact(() => {
      this.entities.resetSequences()
      this.feed.beginAnew()
      this.operations.resetSequences()
      this.setMeta('epoch', epoch)
      this.afterCommit(() => {
        this.#epoch = epoch
      })
    })
  }

  close(): void {
    this.#listeners.clear()
    this.#database.close()
  }

  /** One server per folder: a second one would give the same sequences to other events. */
  #lockOut(): void {
    this.#database.pragma('locking_mode = EXCLUSIVE')
    this.#database.exec('BEGIN IMMEDIATE; COMMIT')
  }

  /** After a restart: what devices reported since their rows were written is in the feed. */
  #recallReports(): void {
    for (const [deviceId, sequence] of this.feed.newestReports) {
      const row = this.entities.find('device', deviceId)
      const text = row !== undefined && row.sequence < sequence ? this.feed.textOf(sequence) : undefined
      if (row === undefined || text === undefined) continue
      const { status, lastSeenAt, health } = parseStored<DeviceReported>(text)
      const reported = { ...parseStored<DeviceReported>(row.reported), status, lastSeenAt, health }
      this.entities.keepReport(row.row, sequence, JSON.stringify(reported))
    }
    this.entities.committed()
  }

  #mark(): { readonly feed: FeedMark; readonly reports: ReportsMark } {
    return { feed: this.feed.mark(), reports: this.entities.mark() }
  }

  #restore(mark: { readonly feed: FeedMark; readonly reports: ReportsMark }): void {
    this.feed.restore(mark.feed)
    this.entities.restore(mark.reports)
  }

  #loadEpoch(): string {
    const known = this.getMeta('epoch')
    if (known !== undefined) return known
    const epoch = this.#options.newEpoch()
    this.setMeta('epoch', epoch)
    return epoch
  }

  #takeStaged(): Committed & { readonly tasks: readonly (() => void)[] } {
    const staged = { events: this.#events, effects: this.#effects, tasks: this.#afterCommit }
    this.#events = []
    this.#effects = []
    this.#afterCommit = []
    return staged
  }
}
