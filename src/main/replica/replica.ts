import type { EntityRecord, Fields, Severity } from '#shared/domain/entities.ts'
import { ENTITY_TYPES, type EntityRef, type EntityType, laneOf } from '#shared/domain/ids.ts'
import type { ConflictDetail } from '#shared/domain/operation.ts'
import type { StageStatistics } from '#shared/domain/pipeline.ts'
import type { EntityReport, EntityView, ReplicaDelta } from '#shared/domain/view.ts'
import type { Mutation, Overlay, Store, StoredHead, StoredPart } from '../database/store.ts'
import { changedRecord, differenceOf } from '../database/text-record.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import type { Service } from '../platform/service.ts'
import { type Applied, type BaseChange, BaseState } from './base.ts'
import { BaseWriter, type CursorWrite } from './base-writer.ts'
import { type Cursor, readCursor, writeCursor } from './cursor.ts'
import type { DeviceStatusChange } from './device-status-watch.ts'
import type { DirtyEntities } from './dirty-entities.ts'
import type { FleetFigures } from './fleet-tally.ts'
import { withAnswer, withEffect } from './foretold.ts'
import { Reading } from './reading.ts'
import { ReplicaViews } from './replica-views.ts'
import { ViewFeed } from './view-feed.ts'

/** What follows the feed beside the copy, and must not fall behind the stored cursor. */
export interface CursorCompanion {
  /** Everything that was taken in so far is on disk when it resolves. */
  flush(): Promise<void>
  /** What belongs into the transaction that stores this cursor. */
  mark(cursor: Cursor): readonly Mutation[]
}

/**
 * What the server said (base) with what is pending on top (overlay), and the feed of changes for windows.
 * The base is written behind: a crash loses at most what the server will send again from the stored cursor.
 */
export class Replica implements Service {
  readonly #writer: BaseWriter
  readonly #companion: CursorCompanion | null
  readonly #feed: ViewFeed
  readonly #base = new BaseState((record) => this.views.shownOf(record))
  readonly #reading = new Reading()
  readonly views = new ReplicaViews(this.#base, this.#reading)
  #cursor: Cursor | null = null
  /** How far the cursor on disk has come. */
  #storedSequence = 0
  #syncedAt: number | null = null

  /** @param dependencies.firstRevision higher than any an earlier site of this run has used, so that windows notice the change. */
  constructor(dependencies: {
    store: Store
    clock: Clock
    logger: Logger
    firstRevision?: number
    companion?: CursorCompanion | null
  }) {
    this.#companion = dependencies.companion ?? null
    this.#writer = new BaseWriter({
      ...dependencies,
      recordOf: (ref) => this.#base.get(ref),
      keysOf: (entityType) => this.#base.all(entityType).keys(),
      graveWrites: () => this.#graveWrites(),
      cursorWrite: () => this.#cursorWrite(),
    })
    const { clock, logger, firstRevision = 0 } = dependencies
    const source = { view: (ref: EntityRef) => this.views.of(ref), report: (ref: EntityRef) => this.#reportOf(ref) }
    this.#feed = new ViewFeed({ clock, logger, firstRevision, source })
  }

  /**
   * Begins with what was stored, before anything else runs: the screen after a restart is the screen before it. `take` the
   * parts next, then `restored`.
   */
  restore({ meta }: StoredHead): void {
    this.#reading.begin()
    this.#cursor = readCursor(meta)
    this.#storedSequence = this.#cursor?.sequence ?? 0
    this.#base.graves.restore(meta, this.#cursor)
    this.#syncedAt = meta['synced_at'] === undefined ? null : Number(meta['synced_at'])
  }

  /** Takes what was stored, part by part. */
  take({ entities }: StoredPart): void {
    this.#base.load(entities)
    this.#reading.goOn()
  }

  /** All is taken, or what failed. */
  restored(failure?: unknown): void {
    this.#reading.end(failure)
  }

  /** While stored records are still being read: resolves when there are more of them. Null: all are here. */
  more(): Promise<void> | null {
    return this.#reading.more()
  }

  async run(): Promise<void> {
    this.#writer.run()
  }

  async stop(): Promise<void> {
    this.#feed.stop()
    await this.#writer.stop()
    this.#feed.clear()
  }

  base(ref: EntityRef): EntityRecord | null {
    return this.#base.get(ref)
  }

  /** All records of a type as the server told them. */
  records(entityType: EntityType): Iterable<EntityRecord> {
    return this.#base.all(entityType).values()
  }

  view(ref: EntityRef): EntityView | null {
    return this.views.of(ref)
  }

  /** The values on screen; none of what is not there. */
  shown(ref: EntityRef): Fields {
    return this.views.valuesOf(ref)
  }

  /** What `view` says of whether it is there, for less. */
  presence(ref: EntityRef): 'present' | 'leaving' | 'absent' {
    return this.views.presenceOf(ref)
  }

  count(entityType: EntityType): number {
    return this.#base.count(entityType)
  }

  /** Devices as the server tells them, with the status each reported last; those that are deleted with null. */
  onDeviceStatus(listener: (change: DeviceStatusChange) => void): Cancel {
    return this.#base.statusWatch.follow(listener)
  }

  /** All devices of the server, in no order: for reading in parts, while they go on changing. */
  devices(): IterableIterator<EntityRecord> {
    return this.#base.all('device').values()
  }

  /** Figures of the fleet as the windows show it, with what waits on top. `now`: milliseconds since the epoch, by the server's clock. */
  figures(now: number): FleetFigures {
    return this.#base.tally.figures(now)
  }

  /** Ids of active alerts of this severity that nobody has acknowledged and that are not set aside. */
  openAlerts(severity: Severity, now: number): readonly string[] {
    return this.#base.tally.openAlerts(severity, now)
  }

  get cursor(): Cursor | null {
    return this.#cursor
  }

  get revision(): number {
    return this.#feed.revision
  }

  /** When this copy was last known to be current; milliseconds since the epoch. */
  get syncedAt(): number | null {
    return this.#syncedAt
  }

  onDelta(listener: (delta: ReplicaDelta) => void): Cancel {
    return this.#feed.subscribe(listener)
  }

  /** What a window that holds `from` has to be told of these entities. */
  deltaOf(dirty: DirtyEntities, from: number): ReplicaDelta {
    return this.#feed.deltaOf(dirty, from)
  }

  /** What the change feed has done since the start. */
  feedStatistics(): StageStatistics {
    return this.#feed.statistics()
  }

  apply(change: BaseChange): Applied {
    const ref =
      change.kind === 'record' ? { entityType: change.record.entityType, entityId: change.record.id } : change.ref
    const applied = this.#base.apply(change)
    if (applied !== 'changed') return applied
    const isWhole = change.kind !== 'reported'
    // Its own id is kept for seconds, not that of the event, which would be a second text.
    const known = { entityType: ref.entityType, entityId: this.#base.get(ref)?.id ?? ref.entityId }
    this.#writer.note(known, isWhole)
    this.#feed.touch(known, isWhole)
    return applied
  }

  /** Everything up to here has been applied. */
  advance(cursor: Cursor, at: number): void {
    this.#cursor = cursor
    this.#syncedAt = at
    this.#writer.noteCursor()
  }

  /** What was deleted stays remembered until here: what has been missed may be read again from behind the cursor. */
  forgetDeleted(): void {
    this.#base.graves.forget(this.#cursor?.sequence ?? 0)
  }

  /**
   * Makes the copy equal to a snapshot: what is not in it is gone at the server. Pending changes stay on top.
   * Resolves when it is stored.
   */
  async replaceAll(records: readonly EntityRecord[], cursor: Cursor, at: number): Promise<void> {
    const kept = new Set<string>()
    // While the pages were read the server may have taken operations of here: what it acknowledged stays on screen.
    const isSameFeed = this.#cursor?.epoch === cursor.epoch
    // Sequences of another feed say nothing about this one.
    if (!isSameFeed) this.#base.graves.forget(Number.POSITIVE_INFINITY)
    for (const record of records) {
      const ref = { entityType: record.entityType, entityId: record.id }
      kept.add(laneOf(ref))
      const before = this.#base.get(ref)
      if (isSameFeed && this.#base.isNewerThan(record)) this.#base.apply({ kind: 'record', record })
      else this.#base.put(record)
      // Most of a fleet is as it was: windows and disk are told only of what is not.
      const difference = differenceOf(before, this.#base.get(ref))
      if (difference !== 'none') this.#touch(ref, difference === 'whole')
    }
    for (const entityType of ENTITY_TYPES) {
      const known = Array.from(this.#base.all(entityType).keys())
      for (const id of known) {
        const ref = { entityType, entityId: id }
        if (kept.has(laneOf(ref))) continue
        this.#base.remove(ref)
        this.#touch(ref)
      }
    }
    this.advance(cursor, at)
    await this.persist()
  }

  /** What waits for the entity has changed. */
  effectsChanged(ref: EntityRef): void {
    this.#base.recount(ref)
    this.#feed.touch(ref)
  }

  /**
   * The server has taken an own operation: its effect becomes part of the base at once, since that is what the server
   * holds, while the overlay stays until the acknowledgement is stored. So the value never leaves the screen.
   * Returns what belongs into the transaction that stores the acknowledgement.
   */
  acknowledge(overlay: Overlay, version: number, sequence: number): readonly Mutation[] {
    const ref = { entityType: overlay.entityType, entityId: overlay.entityId }
    const known = this.#base.get(ref)
    if (overlay.kind === 'command') return []
    if (overlay.kind === 'delete') {
      if (known !== null && known.version <= version) this.#base.bury(ref, version, sequence)
    } else if (known === null ? overlay.kind === 'create' && !this.#hasPassed(sequence) : known.version < version) {
      this.#base.put(withEffect(known, overlay, version))
    }
    // Written also when the feed was faster: what it brought may not be on disk yet, and the overlay that stood for it
    // leaves with this transaction. After a crash the next edit would be made against a version that is gone.
    this.#feed.touch(ref)
    return overlay.kind === 'delete' ? [this.#mutationOf(ref), ...this.#graveWrites()] : [this.#mutationOf(ref)]
  }

  /**
   * The server answered an operation with what it holds: that is shown at once, or the next edit would be made against
   * values that are not there any more, by somebody who cannot know it. The feed brings the same later.
   */
  learn(ref: EntityRef, since: number, detail: ConflictDetail): readonly Mutation[] {
    const known = this.#base.get(ref)
    const learnt = known === null ? null : withAnswer(known, since, detail)
    if (learnt === null) return []
    this.#base.put(learnt)
    this.#feed.touch(ref)
    return [this.#mutationOf(ref)]
  }

  /** The server named what was made here. The feed may have brought the entity under its new id already. */
  rename(ref: EntityRef, to: string): void {
    const renamed = { entityType: ref.entityType, entityId: to }
    const record = this.#base.get(ref)
    const known = this.#base.get(renamed)
    if (record !== null && (known === null || known.version < record.version))
      this.#base.put(changedRecord(record, { id: to }))
    this.#base.remove(ref)
    this.#touch(ref)
    this.#touch(renamed)
  }

  /** The feed has told of this change already: what is not here any more was deleted since. */
  #hasPassed(sequence: number): boolean {
    return this.#cursor !== null && this.#cursor.sequence >= sequence
  }

  /** Sends what has changed to the windows as soon as nothing else is to be done, instead of with the next frame. */
  flushSoon(): void {
    this.#feed.flushSoon()
  }

  /** Sends what has changed to the windows now. */
  flush(): void {
    this.#feed.flush()
  }

  /** Writes what has changed in the base, and the cursor last: the cursor never runs ahead of the data it stands for. */
  persist(): Promise<void> {
    return this.#writer.persist()
  }

  #cursorWrite(): CursorWrite | null {
    const cursor = this.#cursor
    if (cursor === null) return null
    const stored = (): void => {
      this.#storedSequence = cursor.sequence
    }
    const companion = this.#companion
    const mutations = [...writeCursor(cursor, this.#syncedAt), ...(companion?.mark(cursor) ?? [])]
    return { mutations, ahead: async () => companion?.flush(), stored }
  }

  #graveWrites(): Mutation[] {
    return this.#base.graves.writes(this.#cursor, this.#storedSequence)
  }

  #reportOf(ref: EntityRef): EntityReport | null {
    const record = this.#base.get(ref)
    return record === null ? null : { entityType: ref.entityType, id: ref.entityId, reported: record.reported }
  }

  #mutationOf(ref: EntityRef): Mutation {
    const record = this.#base.get(ref)
    return record === null ? { type: 'entity.remove', ref } : { type: 'entity.put', record }
  }

  #touch(ref: EntityRef, isWhole = true): void {
    this.#writer.note(ref, isWhole)
    this.#feed.touch(ref, isWhole)
  }
}
