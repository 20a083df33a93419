import { type AlarmTrack, goneSteps, stepsOf } from '#shared/domain/alarm-events.ts'
import type { AlarmGap, GapReason } from '#shared/domain/alarm-history.ts'
import type { EntityRecord } from '#shared/domain/entities.ts'
import type { FeedEvent } from '#shared/protocol/feed.ts'
import type { AlarmStore, AlarmWrite } from '../database/alarm-store.ts'
import { StoreError } from '../database/errors.ts'
import type { Mutation } from '../database/store.ts'
import type { Logger } from '../platform/logger.ts'
import { type AlarmMark, readAlarmMark, writeAlarmMark } from './alarm-mark.ts'
import type { Cursor } from './cursor.ts'

/** So many changes are written at once: an operator's commit waits for no more. */
const WRITES_AT_ONCE = 250
/** More than this waits only when the disk takes nothing for long. */
const MAX_WAITING = 100_000
/** That the link was alive is known only afterwards: a time is sure when all is still current so much later. */
const UNSURE_MS = 90_000

export interface AlarmRecorderDependencies {
  readonly store: AlarmStore
  readonly logger: Logger
  /** Milliseconds since the epoch, by the server's clock as far as it is known. */
  readonly now: () => number
  /** Everything that the server has told up to now was taken in. */
  readonly isCurrent: () => boolean
}

/**
 * Records what happens to alarms, each step once: each change is compared with how far its alarm is recorded, which is written
 * with the step. All of it is on disk before the cursor of the feed is, and a mark beside that cursor tells up to where the
 * record goes: where the two differ, or a snapshot has to stand in for changes that the server has forgotten, there is a gap.
 */
export class AlarmRecorder {
  readonly #dependencies: AlarmRecorderDependencies
  readonly #tracks = new Map<string, AlarmTrack>()
  #writes: AlarmWrite[] = []
  #gaps: AlarmGap[] = []
  #mark: AlarmMark | null = null
  /** Everything before is recorded, which is sure. */
  #seenAt = 0
  /** What will be sure next, when nothing happens meanwhile; null: nothing was current the last time. */
  #hopedAt: number | null = null
  /** False: nothing is recorded in this run of the program; the next one finds the mark behind the cursor. */
  #isOn = false
  #flushing: Promise<void> = Promise.resolve()

  constructor(dependencies: AlarmRecorderDependencies) {
    this.#dependencies = dependencies
  }

  /** Begins where the record ends. To be called when the copy is restored and nothing has changed it yet. */
  async open(
    meta: Readonly<Record<string, string>>,
    copy: { readonly cursor: Cursor | null; readonly syncedAt: number | null; records: () => Iterable<EntityRecord> },
  ): Promise<void> {
    const { store, now } = this.#dependencies
    try {
      for (const track of await store.alarmTracks()) this.#tracks.set(track.alarmId, track)
    } catch (error) {
      return this.#giveUp(error instanceof Error ? error.message : '')
    }
    this.#isOn = true
    this.#mark = readAlarmMark(meta)
    this.#seenAt = this.#mark?.seenAt ?? 0
    const { cursor } = copy
    if (cursor === null) return
    // What comes next follows the cursor, so the record goes on at its time.
    if (this.#mark?.epoch !== cursor.epoch || this.#mark.sequence !== cursor.sequence)
      this.#beginAnew(copy.records(), copy.syncedAt ?? now(), 'not-recorded')
  }

  /** An event of the feed, live or read again. One that is recorded already changes nothing. */
  take(event: FeedEvent): void {
    if (!this.#isOn) return
    if (event.name === 'health:alert') {
      const { alertId: id, version, sequence, data, reported, at, actor, change } = event.payload
      this.#compare({ id, version, sequence, data, reported }, at, change === 'updated' ? actor : null)
    } else if (event.name === 'entity:changed' && event.payload.entityType === 'alert') {
      const { entityId, sequence, record, at, actor } = event.payload
      if (record === null) this.#forget(entityId, at, sequence)
      else this.#compare({ ...record, sequence }, at, actor)
    }
  }

  /** A snapshot replaces what is known: the server has not told what happened since. */
  takeSnapshot(records: readonly EntityRecord[]): void {
    if (!this.#isOn) return
    this.#beginAnew(
      records.filter(({ entityType }) => entityType === 'alert'),
      this.#dependencies.now(),
      'history-lost',
    )
  }

  /** Everything that waits is on disk when it resolves. Rejects with a StoreError; then it waits on. */
  flush(): Promise<void> {
    // One at a time: what is written leaves the list afterwards.
    this.#flushing = this.#flushing.catch(() => undefined).then(() => this.#flushNow())
    return this.#flushing
  }

  async #flushNow(): Promise<void> {
    while (this.#writes.length > 0 || this.#gaps.length > 0) {
      const writes = this.#writes.slice(0, WRITES_AT_ONCE)
      const gaps = [...this.#gaps]
      if (!(await this.#written(writes, gaps))) return
      this.#writes.splice(0, writes.length)
      this.#gaps.splice(0, gaps.length)
    }
  }

  /** False: nothing of it can ever be written. The copy must not wait for that, and goes on without the record. */
  async #written(writes: readonly AlarmWrite[], gaps: readonly AlarmGap[]): Promise<boolean> {
    try {
      await this.#dependencies.store.recordAlarms(writes, gaps)
      return true
    } catch (error) {
      if (!(error instanceof StoreError) || (error.kind !== 'other' && error.kind !== 'corrupt')) throw error
      this.#giveUp(error.message)
      return false
    }
  }

  /** Nothing is recorded in this run any more; the next one finds the mark behind the cursor, and notes the gap. */
  #giveUp(cause: string): void {
    this.#dependencies.logger.warn('alarms are not recorded until the next start', { cause })
    this.#isOn = false
    this.#writes = []
    this.#gaps = []
  }

  /** What belongs into the transaction that stores this cursor. */
  mark(cursor: Cursor): readonly Mutation[] {
    if (!this.#isOn || this.#mark === null) return []
    this.#look()
    this.#mark = { ...this.#mark, ...cursor, seenAt: this.#seenAt }
    return [writeAlarmMark(this.#mark)]
  }

  /** When the record began, and up to when everything is in it; `now` by the server's clock. */
  coverage(now: number): { readonly since: number | null; readonly until: number } {
    const isUpToNow = this.#isOn && this.#mark !== null && this.#dependencies.isCurrent()
    return { since: this.#mark?.since ?? null, until: isUpToNow ? now : Math.min(this.#seenAt, now) }
  }

  #compare(record: Omit<EntityRecord, 'entityType'>, at: number, actor: string | null): void {
    const before = this.#tracks.get(record.id) ?? null
    if (before !== null && record.sequence <= before.sequence) return
    this.#step(before, record, at, actor)
  }

  #step(before: AlarmTrack | null, record: Omit<EntityRecord, 'entityType'>, at: number, actor: string | null): void {
    const steps = stepsOf(before, record, { at, actor, observedFrom: this.#mark?.observedFrom ?? at })
    if (steps === null) return
    if (steps.track !== null) this.#tracks.set(record.id, steps.track)
    this.#note({ alarmId: record.id, ...steps })
  }

  #forget(alarmId: string, at: number, sequence: number): void {
    const track = this.#tracks.get(alarmId)
    if (track === undefined || sequence <= track.sequence) return
    this.#tracks.delete(alarmId)
    this.#note({ alarmId, events: goneSteps(track, { at }), track: null })
  }

  #note(write: AlarmWrite): void {
    this.#writes.push(write)
    if (this.#writes.length > MAX_WAITING) this.#giveUp('too many wait to be stored')
  }

  /** The record goes on at `at` with what the server tells of alarms then; sequences of before may be of another feed. */
  #beginAnew(records: Iterable<EntityRecord>, at: number, reason: GapReason): void {
    const before = this.#mark
    // Clocks differ: a gap has a length in any case.
    if (before !== null) this.#gaps.push({ from: this.#seenAt, to: Math.max(at, this.#seenAt + 1), reason })
    const since = before?.since ?? at
    this.#mark = { epoch: '', sequence: 0, seenAt: at, since, observedFrom: at }
    this.#seenAt = at
    this.#hopedAt = null
    const gone = new Set(this.#tracks.keys())
    for (const record of records) {
      gone.delete(record.id)
      this.#step(this.#tracks.get(record.id) ?? null, record, at, null)
    }
    for (const id of gone) this.#forget(id, at, Number.POSITIVE_INFINITY)
  }

  /** A PC that wakes up still believes in its connection: only what was hoped for before it fell asleep is sure then. */
  #look(): void {
    const { now, isCurrent } = this.#dependencies
    if (!isCurrent()) {
      this.#hopedAt = null
      return
    }
    const at = now()
    this.#hopedAt ??= at
    if (at - this.#hopedAt < UNSURE_MS) return
    this.#seenAt = Math.max(this.#seenAt, this.#hopedAt)
    this.#hopedAt = at
  }
}
