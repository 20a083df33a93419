import { Mutex } from 'async-mutex'
import type { EntityRecord } from '#shared/domain/entities.ts'
import { ENTITY_TYPES, type EntityType } from '#shared/domain/ids.ts'
import type { SyncStatus } from '#shared/domain/queue.ts'
import type { FeedEvent } from '#shared/protocol/feed.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import { Emitter } from '../platform/emitter.ts'
import type { Logger } from '../platform/logger.ts'
import type { Service } from '../platform/service.ts'
import type { Replica } from '../replica/replica.ts'
import { causeOf, changeOfEvent, type RecordChange, refOf } from './change-of-event.ts'
import { decodeEvent } from './decode.ts'
import type { FeedSession } from './feed-port.ts'
import { GapCheck } from './gap-check.ts'

/** Live events that wait while a resync runs. More than this, and the resync simply reads them from the server. */
const MAX_BUFFERED_EVENTS = 50_000
const STATUS_INTERVAL_MS = 1_000
const LOG_SAMPLE = 100

/** Counted outcomes of every message, by stage. */
export type InboundStatistics = { readonly [outcome: string]: number }

/**
 * decode → validate → order and gap check → apply. While a resync runs, live events wait in a bounded buffer.
 */
export class Inbound implements Service {
  readonly #replica: Replica
  readonly #clock: Clock
  readonly #logger: Logger
  /** Called when an event is missing: the connection starts a new resync. */
  readonly #requestResync: (reason: string) => void
  readonly #onDropped: (cause: string) => void
  readonly #statusChanged: Emitter<SyncStatus>
  readonly #events: Emitter<FeedEvent>
  readonly #records: Emitter<RecordChange>
  readonly #gaps = new GapCheck()
  readonly #resyncs = new Mutex()
  readonly #counts = new Map<string, number>()
  #buffer: FeedEvent[] | null = []
  #hasBufferOverflowed = false
  /** A message could not be read and may have been an event: until all is read again, nothing is stored as seen beyond it. */
  #hasDropped = false
  /** Since when a channel lacks an event: other channels may have gone on, and the cursor with them. */
  #missingSince: number | null = null
  #epoch: string | null = null
  #state: SyncStatus['state']
  #progress: SyncStatus['progress'] = null
  #lastKind: SyncStatus['lastSyncKind'] = null
  #lastError: string | null = null
  #eventsInInterval = 0
  #eventsPerSecond = 0
  #cancelTimer: Cancel | null = null

  constructor(dependencies: {
    replica: Replica
    clock: Clock
    logger: Logger
    requestResync: (reason: string) => void
    /** Counts a dropped message with the connection's figures. */
    onDropped: (cause: string) => void
  }) {
    this.#onDropped = dependencies.onDropped
    this.#replica = dependencies.replica
    this.#clock = dependencies.clock
    this.#logger = dependencies.logger
    this.#requestResync = dependencies.requestResync
    const onError = (error: unknown): void => this.#logger.error('an inbound listener failed', { error })
    this.#statusChanged = new Emitter(onError)
    this.#events = new Emitter(onError)
    this.#records = new Emitter(onError)
    this.#state = this.#replica.cursor === null ? 'empty' : 'stale'
  }

  async run(): Promise<void> {
    this.#state = this.#replica.cursor === null ? 'empty' : 'stale'
    this.#tick()
  }

  async stop(): Promise<void> {
    this.#cancelTimer?.()
    this.#statusChanged.clear()
    this.#events.clear()
    this.#records.clear()
  }

  status(): SyncStatus {
    const counts = Object.fromEntries(ENTITY_TYPES.map((type) => [type, this.#replica.count(type)]))
    return {
      state: this.#state,
      cursor: this.#replica.cursor?.sequence ?? null,
      lastSyncAt: this.#replica.syncedAt,
      lastSyncKind: this.#lastKind,
      progress: this.#progress,
      lastError: this.#lastError,
      eventsPerSecond: this.#eventsPerSecond,
      entityCounts: counts as Record<EntityType, number>,
    }
  }

  statistics(): InboundStatistics {
    return Object.fromEntries(this.#counts)
  }

  onStatus(listener: (status: SyncStatus) => void): Cancel {
    return this.#statusChanged.subscribe(listener)
  }

  /** Validated events, after they were applied. */
  onEvent(listener: (event: FeedEvent) => void): Cancel {
    return this.#events.subscribe(listener)
  }

  /** Records that changed here; of those that a snapshot replaces only such as have something waiting. */
  onRecordChanged(listener: (change: RecordChange) => void): Cancel {
    return this.#records.subscribe(listener)
  }

  /** Takes one raw message of the server. Never throws. */
  receive(name: string, payload: unknown): void {
    this.#eventsInInterval++
    const decoded = decodeEvent(name, payload)
    if (!decoded.ok) return this.#drop(decoded.cause, decoded.problem)
    if (this.#buffer === null) return this.#applyLive(decoded.event)
    if (this.#buffer.length < MAX_BUFFERED_EVENTS) {
      this.#buffer.push(decoded.event)
      return
    }
    this.#hasBufferOverflowed = true
    this.#count('overflow')
  }

  /** The connection is gone: what arrives next belongs to another session and waits for its resync. */
  disconnected(): void {
    this.#buffer = []
    this.#hasBufferOverflowed = false
    this.#progress = null
    this.#setState(this.#replica.cursor === null ? 'empty' : 'stale')
  }

  /**
   * Brings the copy up to the server's present: by the changes after the stored cursor, or by a whole snapshot when
   * the server cannot resume from it. Rejects with the session's error when the connection is lost meanwhile.
   */
  resync(session: FeedSession, signal: AbortSignal): Promise<void> {
    // One at a time: a second one would take the live events away from the first.
    return this.#resyncs.runExclusive(() => this.#catchUp(session, signal))
  }

  async #catchUp(session: FeedSession, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    this.#buffer ??= []
    this.#hasDropped = false
    this.#setState('catching-up')
    try {
      const cursor = this.#replica.cursor
      const canResume = session.resume === 'delta' && cursor !== null && cursor.epoch === session.epoch
      const from = Math.min(cursor?.sequence ?? 0, this.#missingSince ?? Number.POSITIVE_INFINITY)
      if (!canResume || !(await this.#readChanges(session, from, signal))) await this.#readSnapshot(session, signal)
      if (signal.aborted) return
      this.#missingSince = null
      this.#goLive(session)
    } catch (error) {
      this.#lastError = error instanceof Error ? error.message : String(error)
      this.#progress = null
      throw error
    }
  }

  /** False: the server does not hold these changes any more, or not in a readable form; a snapshot is needed. */
  async #readChanges(session: FeedSession, from: number, signal: AbortSignal): Promise<boolean> {
    let since = from
    for (;;) {
      if (signal.aborted) return true
      const page = await session.changes(since, session.pageSize).catch((error: unknown) => {
        if (needsSnapshot(error)) return null
        throw error
      })
      if (page === null || page.epoch !== session.epoch) return false
      for (const event of page.events) {
        this.#apply(event)
        since = Math.max(since, event.payload.sequence)
      }
      if (!page.hasMore) since = Math.max(since, page.head)
      this.#replica.advance({ epoch: session.epoch, sequence: since }, this.#clock.now())
      this.#setProgress(since - from, Math.max(page.head, since) - from)
      if (!page.hasMore) break
      if (page.events.length === 0) return false
    }
    this.#lastKind = 'delta'
    this.#count('resync-delta')
    return true
  }

  async #readSnapshot(session: FeedSession, signal: AbortSignal): Promise<void> {
    const records: EntityRecord[] = []
    let page: string | null = null
    let sequence = 0
    let epoch = session.epoch
    do {
      const part = await session.snapshot(page, session.pageSize)
      if (signal.aborted) return
      records.push(...part.records)
      ;({ sequence, epoch } = part)
      this.#setProgress(records.length, part.total)
      page = part.nextPage
    } while (page !== null)
    const waiting = this.#replica.waitingRefs().map((ref) => ({ ref, key: null, before: this.#replica.base(ref) }))
    await this.#replica.replaceAll(records, { epoch, sequence }, this.#clock.now())
    for (const change of waiting) this.#records.emit(change)
    this.#count('resync-snapshot')
    // Later pages may hold newer records than the first: the changes since then make the copy exact.
    if (!(await this.#readChanges({ ...session, epoch }, sequence, signal))) {
      throw new Error('the server forgot its changes while the snapshot was read')
    }
    this.#lastKind = 'snapshot'
  }

  #goLive(session: FeedSession): void {
    const waiting = this.#buffer ?? []
    this.#epoch = session.epoch
    this.#buffer = null
    this.#progress = null
    this.#lastError = null
    this.#gaps.reset(this.#replica.cursor?.sequence ?? 0)
    this.#replica.forgetDeleted()
    this.#setState('current')
    for (const event of waiting) this.#applyLive(event)
    if (this.#hasBufferOverflowed) {
      this.#hasBufferOverflowed = false
      this.#startOver('more arrived than could wait')
    }
  }

  #applyLive(event: FeedEvent): void {
    if (this.#buffer !== null) {
      this.#buffer.push(event)
      return
    }
    switch (this.#gaps.check(event.payload)) {
      case 'seen':
        this.#count('duplicate')
        return
      case 'gap':
        this.#count('gap')
        this.#missingSince = this.#gaps.lastOf(event.payload.channel)
        return this.#startOver('an event is missing')
      case 'next':
        this.#apply(event)
        if (this.#epoch !== null && !this.#hasDropped) {
          this.#replica.advance({ epoch: this.#epoch, sequence: event.payload.sequence }, this.#clock.now())
        }
    }
  }

  #apply(event: FeedEvent): void {
    const change = changeOfEvent(event)
    const ref = refOf(change)
    const before = this.#replica.base(ref)
    const applied = this.#replica.apply(change)
    this.#count(applied)
    this.#count(event.name)
    if (applied === 'changed' && change.kind !== 'reported') this.#records.emit({ ref, key: causeOf(event), before })
    this.#events.emit(event)
  }

  #startOver(reason: string): void {
    this.#buffer = []
    this.#setState('catching-up')
    this.#logger.warn('reading the feed again', { reason })
    this.#requestResync(reason)
  }

  #drop(cause: string, problem: string): void {
    this.#onDropped(cause)
    if (cause === 'malformed') this.#hasDropped = true
    const count = this.#count(cause)
    if (count % LOG_SAMPLE === 1) this.#logger.warn('dropped a message of the server', { cause, problem, count })
  }

  #count(name: string): number {
    const count = (this.#counts.get(name) ?? 0) + 1
    this.#counts.set(name, count)
    return count
  }

  #setProgress(done: number, total: number): void {
    this.#progress = { done, total: Math.max(done, total) }
    this.#statusChanged.emit(this.status())
  }

  #setState(state: SyncStatus['state']): void {
    this.#state = state
    this.#statusChanged.emit(this.status())
  }

  /** A quiet fleet is current too: as long as the link is alive, the copy is as fresh as the last heartbeat. */
  #tick(): void {
    this.#eventsPerSecond = (this.#eventsInInterval * 1_000) / STATUS_INTERVAL_MS
    this.#eventsInInterval = 0
    this.#statusChanged.emit(this.status())
    this.#cancelTimer = this.#clock.schedule(STATUS_INTERVAL_MS, () => this.#tick())
  }
}

function needsSnapshot(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return code === 'cursor-expired' || code === 'protocol'
}
