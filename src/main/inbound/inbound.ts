import { Mutex } from 'async-mutex'
import type { EntityRecord } from '#shared/domain/entities.ts'
import { ENTITY_TYPES, type EntityType } from '#shared/domain/ids.ts'
import { type DropCause, IMMEDIATE, type PipelinePace, type StageStatistics } from '#shared/domain/pipeline.ts'
import type { SyncStatus } from '#shared/domain/queue.ts'
import type { FeedEvent } from '#shared/protocol/feed.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import { Emitter } from '../platform/emitter.ts'
import type { Logger } from '../platform/logger.ts'
import type { Service } from '../platform/service.ts'
import type { Replica } from '../replica/replica.ts'
import { ApplyStage } from './apply-stage.ts'
import { CatchUp } from './catch-up.ts'
import type { RecordChange } from './change-of-event.ts'
import type { FeedSession } from './feed-port.ts'
import { Intake } from './intake.ts'
import { OrderStage } from './order-stage.ts'

/** Live events that wait while a resync runs. More than this, and the resync simply reads them from the server. */
const MAX_BUFFERED_EVENTS = 50_000
const STATUS_INTERVAL_MS = 1_000

/**
 * What the server tells, on its way into the replica: decode → validate → deduplicate → order → coalesce → apply → feed.
 * While a resync runs, live events wait in a bounded buffer before `deduplicate`. Where a stage cannot hold more, the feed
 * is read again from the last place that is sure.
 */
export class Inbound implements Service {
  readonly #replica: Replica
  readonly #clock: Clock
  readonly #logger: Logger
  /** Called when an event is missing: the connection starts a new resync. */
  readonly #requestResync: (reason: string) => void
  readonly #statusChanged: Emitter<SyncStatus>
  readonly #events: Emitter<FeedEvent>
  readonly #records: Emitter<RecordChange>
  readonly #snapshots: Emitter<readonly EntityRecord[]>
  readonly #intake: Intake
  readonly #order = new OrderStage()
  readonly #apply: ApplyStage
  readonly #catchUp: CatchUp
  readonly #resyncs = new Mutex()
  #buffer: FeedEvent[] | null = []
  #hasBufferOverflowed = false
  /** Since when a channel lacks an event: other channels may have gone on, and the cursor with them. */
  #missingSince: number | null = null
  #epoch: string | null = null
  /** Everything of this session up to the cursor is here, whatever the copy was worth when it began. */
  #hasCaughtUp = false
  /** The newest event of the live feed. */
  #newest = 0
  #state: SyncStatus['state']
  #progress: SyncStatus['progress'] = null
  #lastKind: SyncStatus['lastSyncKind'] = null
  #lastError: string | null = null
  #resyncCount = 0
  #eventsAtTick = 0
  #eventsPerSecond = 0
  #cancelTimer: Cancel | null = null

  constructor(dependencies: {
    replica: Replica
    clock: Clock
    logger: Logger
    requestResync: (reason: string) => void
    /** Counts a dropped message with the connection's figures. */
    onDropped: (cause: DropCause) => void
    pace?: () => PipelinePace
  }) {
    const { replica, clock, logger, pace = () => IMMEDIATE } = dependencies
    this.#replica = replica
    this.#clock = clock
    this.#logger = logger
    this.#requestResync = dependencies.requestResync
    const onError = (error: unknown): void => this.#logger.error('an inbound listener failed', { error })
    this.#statusChanged = new Emitter(onError)
    this.#events = new Emitter(onError)
    this.#records = new Emitter(onError)
    this.#snapshots = new Emitter(onError)
    const onRecord = (change: RecordChange): void => this.#records.emit(change)
    this.#intake = new Intake({ logger, onDropped: dependencies.onDropped })
    this.#apply = new ApplyStage({ replica, clock, pace, onRecord, onProgress: () => this.#advance() })
    this.#catchUp = new CatchUp({
      ...{ replica, clock, onRecord },
      apply: (event) => {
        this.#apply.applyNow(event)
        this.#events.emit(event)
      },
      onSnapshot: (records) => this.#snapshots.emit(records),
      onProgress: (done, total) => this.#setProgress(done, total),
      waitingFrom: () => this.#buffer?.[0]?.payload.sequence ?? null,
    })
    this.#state = replica.cursor === null ? 'empty' : 'stale'
  }

  async run(): Promise<void> {
    this.#state = this.#replica.cursor === null ? 'empty' : 'stale'
    this.#tick()
  }

  async stop(): Promise<void> {
    this.#cancelTimer?.()
    this.#apply.stop()
    this.#statusChanged.clear()
    this.#events.clear()
    this.#records.clear()
    this.#snapshots.clear()
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

  /** What each stage has done since the start, in their order. */
  stages(): StageStatistics[] {
    const buffered = this.#buffer?.length ?? 0
    return [
      ...this.#intake.statistics(),
      ...this.#order.statistics(buffered, MAX_BUFFERED_EVENTS),
      ...this.#apply.statistics(),
      this.#replica.feedStatistics(),
    ]
  }

  /** How often the feed was read again since the start, by changes or as a whole. */
  get resyncs(): number {
    return this.#resyncCount
  }

  onStatus(listener: (status: SyncStatus) => void): Cancel {
    return this.#statusChanged.subscribe(listener)
  }

  /** Validated events, each once and in order, when they are taken in. Under pressure their effect follows some milliseconds later. */
  onEvent(listener: (event: FeedEvent) => void): Cancel {
    return this.#events.subscribe(listener)
  }

  /** Records that changed here; of those that a snapshot replaces only such as have something waiting. */
  onRecordChanged(listener: (change: RecordChange) => void): Cancel {
    return this.#records.subscribe(listener)
  }

  /** All records of a snapshot, before they replace the copy. */
  onSnapshot(listener: (records: readonly EntityRecord[]) => void): Cancel {
    return this.#snapshots.subscribe(listener)
  }

  /** The copy is as new as what the server has told. */
  get isCurrent(): boolean {
    return this.#state === 'current'
  }

  /** Takes one raw message of the server. Never throws. */
  receive(name: string, payload: unknown): void {
    this.#intake.take(name, payload, this.#takeLive)
  }

  /** The connection is gone: what arrives next belongs to another session and waits for its resync. */
  disconnected(): void {
    this.#buffer = []
    this.#hasCaughtUp = false
    this.#hasBufferOverflowed = false
    this.#progress = null
    this.#setState(this.#replica.cursor === null ? 'empty' : 'stale')
  }

  /**
   * Brings the copy up to the server's present: by the changes after the stored cursor, or by a whole snapshot when
   * the server cannot resume from it. Rejects with the session's error when the connection is lost meanwhile.
   *
   * @param isQuiet nothing is known to be missing: the copy counts as current meanwhile.
   */
  resync(session: FeedSession, signal: AbortSignal, isQuiet = false): Promise<void> {
    // One at a time: a second one would take the live events away from the first.
    return this.#resyncs.runExclusive(() => this.#resync(session, signal, isQuiet))
  }

  async #resync(session: FeedSession, signal: AbortSignal, isQuiet: boolean): Promise<void> {
    if (signal.aborted) return
    this.#buffer ??= []
    this.#intake.hasDropped = false
    this.#order.begin(session.tenant, session.isWhole ?? false)
    this.#apply.forget()
    if (!isQuiet) this.#setState('catching-up')
    try {
      const cursor = this.#replica.cursor
      const isKnown = cursor !== null && cursor.epoch === session.epoch
      const canResume = isKnown && session.hasChanges && (session.resume === 'delta' || this.#hasCaughtUp)
      const from = Math.min(cursor?.sequence ?? 0, this.#missingSince ?? Number.POSITIVE_INFINITY)
      const kind = await this.#catchUp.run(session, canResume ? from : null, signal)
      if (signal.aborted) return
      this.#lastKind = kind
      this.#resyncCount++
      this.#missingSince = null
      this.#goLive(session)
    } catch (error) {
      this.#lastError = error instanceof Error ? error.message : String(error)
      this.#progress = null
      throw error
    }
  }

  #goLive(session: FeedSession): void {
    const waiting = this.#buffer ?? []
    this.#epoch = session.epoch
    this.#hasCaughtUp = true
    this.#buffer = null
    this.#progress = null
    this.#lastError = null
    this.#order.reset(this.#replica.cursor?.sequence ?? 0)
    this.#replica.forgetDeleted()
    this.#setState('current')
    for (const event of waiting) this.#takeLive(event)
    if (this.#hasBufferOverflowed) {
      this.#hasBufferOverflowed = false
      this.#startOver('more arrived than could wait')
    }
  }

  readonly #takeLive = (event: FeedEvent): void => {
    if (this.#buffer !== null) return this.#keepForLater(this.#buffer, event)
    switch (this.#order.check(event.payload)) {
      case 'seen':
      case 'foreign':
        return
      case 'gap':
        this.#missingSince = this.#order.lastOf(event.payload.channel)
        return this.#startOver('an event is missing')
      case 'next':
        break
    }
    if (!this.#apply.take(event)) {
      this.#missingSince = event.payload.previous
      return this.#startOver('more arrived than could be applied')
    }
    this.#newest = event.payload.sequence
    // While changes wait, the cursor moves when they are applied.
    if (this.#apply.isIdle) this.#advance()
    this.#events.emit(event)
  }

  #keepForLater(buffer: FeedEvent[], event: FeedEvent): void {
    if (buffer.length < MAX_BUFFERED_EVENTS) {
      buffer.push(event)
      return
    }
    this.#hasBufferOverflowed = true
    this.#order.overflow()
  }

  /** The cursor stands where everything before it is in the replica. */
  #advance(): void {
    // While it is read again, the resync moves the cursor; what was dropped is not behind us.
    if (this.#epoch === null || this.#buffer !== null || this.#intake.hasDropped) return
    const sequence = this.#apply.appliedUpTo(this.#newest)
    this.#replica.advance({ epoch: this.#epoch, sequence }, this.#clock.now())
  }

  #startOver(reason: string): void {
    this.#buffer = []
    this.#setState('catching-up')
    this.#logger.warn('reading the feed again', { reason })
    this.#requestResync(reason)
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
    const { received } = this.#intake
    this.#eventsPerSecond = ((received - this.#eventsAtTick) * 1_000) / STATUS_INTERVAL_MS
    this.#eventsAtTick = received
    this.#statusChanged.emit(this.status())
    this.#cancelTimer = this.#clock.schedule(STATUS_INTERVAL_MS, () => this.#tick())
  }
}
