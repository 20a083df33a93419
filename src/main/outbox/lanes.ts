import { type EntityRef, laneOf } from '#shared/domain/ids.ts'
import type { OperationState } from '#shared/domain/operation.ts'
import type { OperationIndexRow, RowTrouble } from '../database/store.ts'
import type { Clock } from '../platform/clock.ts'
import { BatchMembers, isFrontOfBatch } from './batches.ts'
import { Dependencies } from './dependencies.ts'
import { DueTimes } from './due-times.ts'
import { holdsLane } from './holds-lane.ts'
import { ReadyLanes } from './ready-lanes.ts'
import { Tally } from './tally.ts'

/** What is kept in memory of an operation that is not over. */
export type WaitingOperation = OperationIndexRow

/**
 * The unsettled operations by lane, in the order they were made, and which lanes can be sent from now. An operation
 * is sendable when it is queued, its time has come, it belongs to the user who is signed in, what it depends on is
 * applied, and nothing before it in its lane holds it back.
 */
export class Lanes {
  readonly #clock: Clock
  /** Whether operations of this user may be sent now. */
  readonly isOfUser: (userId: string) => boolean
  readonly #rows = new Map<string, OperationIndexRow>()
  readonly #keys = new Map<number, string>()
  readonly #lanes = new Map<string, OperationIndexRow[]>()
  readonly #batches = new BatchMembers()
  readonly #ready = new ReadyLanes()
  readonly #backingOff = new Map<string, number>()
  readonly #dueTimes: DueTimes
  /** Operations that an enqueue is about to merge or cancel: nothing may send them meanwhile. */
  readonly #claimed = new Set<string>()
  /** The lane whose next unit found too little room in the last request. */
  #tooLarge: string | null = null
  readonly #dependencies = new Dependencies()
  readonly #tally = new Tally()

  constructor(clock: Clock, isOfUser: (userId: string) => boolean = () => true) {
    this.#clock = clock
    this.#dueTimes = new DueTimes(clock)
    this.isOfUser = isOfUser
  }

  get size(): number {
    return this.#rows.size
  }

  get bytes(): number {
    return this.#tally.bytes
  }

  get(key: string): OperationIndexRow | undefined {
    return this.#rows.get(key)
  }

  bySequence(sequence: number): OperationIndexRow | undefined {
    const key = this.#keys.get(sequence)
    return key === undefined ? undefined : this.#rows.get(key)
  }

  rows(): IterableIterator<OperationIndexRow> {
    return this.#rows.values()
  }

  /** All of one lane, in the order they were made. */
  laneRows(ref: EntityRef): readonly OperationIndexRow[] {
    return this.#lanes.get(laneOf(ref)) ?? []
  }

  batchRows(batchId: string): readonly OperationIndexRow[] {
    const rows = this.#batches.keysOf(batchId).flatMap((key) => this.#rows.get(key) ?? [])
    return rows.sort((a, b) => a.clientSequence - b.clientSequence)
  }

  /** What names `row` as something it depends on. */
  dependantsOf(row: OperationIndexRow): readonly OperationIndexRow[] {
    return this.#dependencies.dependantsOf(row.clientSequence).flatMap((sequence) => this.bySequence(sequence) ?? [])
  }

  /** Of what is still to be sent, milliseconds since the epoch; null: nothing is. What needs a person first does not count. */
  get oldestCreatedAt(): number | null {
    for (const { state, trouble, createdAt } of this.#rows.values()) {
      if (trouble === null && (state === 'queued' || state === 'sending' || state === 'unknown')) return createdAt
    }
    return null
  }

  /** Those that cannot be used. */
  get troubled(): number {
    return this.#tally.troubled
  }

  /** Queued operations that the server has refused before. */
  get retrying(): number {
    return this.#tally.retrying
  }

  count(state: OperationState): number {
    return this.#tally.count(state)
  }

  /** Adds a new operation at the end of its lane, or replaces the row of a known one. */
  put(row: OperationIndexRow): void {
    const known = this.#rows.get(row.key)
    if (known === undefined) this.#insert(row)
    else this.#replace(known, row)
    this.#rows.set(row.key, row)
    this.#dueTimes.note(row)
    this.#tally.add(row)
    this.#refreshAround(row)
  }

  /** Takes a settled operation out. */
  remove(key: string): void {
    const row = this.#rows.get(key)
    if (row === undefined) return
    this.#takeOut(row)
    this.#dueTimes.forget(key)
    this.#claimed.delete(key)
  }

  /** A stored operation turned out to be unusable: it stays, and is never sent. */
  setAside(key: string, trouble: RowTrouble): void {
    const row = this.#rows.get(key)
    if (row !== undefined) this.put({ ...row, trouble, lastError: trouble })
  }

  /** The server named an entity that was made here: its lane goes by the new id from now on. */
  rename(ref: EntityRef, to: string): void {
    const rows = this.laneRows(ref)
    for (const row of rows) this.#takeOut(row)
    for (const row of rows) this.put({ ...row, entityId: to })
  }

  /** Keeps an operation from being sent until it is released. False: it is claimed already, or not there. */
  claim(key: string): boolean {
    const row = this.#rows.get(key)
    if (row === undefined || this.#claimed.has(key)) return false
    this.#claimed.add(key)
    this.#refresh(laneOf(row))
    return true
  }

  release(key: string): void {
    if (!this.#claimed.delete(key)) return
    const row = this.#rows.get(key)
    if (row !== undefined) this.#refresh(laneOf(row))
  }

  isClaimed(key: string): boolean {
    return this.#claimed.has(key)
  }

  /**
   * The next operations to send, most urgent first: at most one of each lane, except that a batch comes whole.
   * `limit` is exceeded only by a batch that alone is larger. One that finds too little room comes first next time.
   */
  sendable(limit: number, maxBytes: number): OperationIndexRow[] {
    const picked: OperationIndexRow[] = []
    const taken = new Set<string>()
    let bytes = 0
    for (const name of this.#ready.inTurn(this.#tooLarge)) {
      if (picked.length >= limit) break
      const next = this.#nextOf(name)
      if (next === null || taken.has(next.key)) continue
      const unit = next.batch === null ? [next] : this.#wholeBatch(next.batch.id)
      if (unit === null) continue
      const unitBytes = unit.reduce((sum, row) => sum + row.bytes, 0)
      if (picked.length > 0 && (picked.length + unit.length > limit || bytes + unitBytes > maxBytes)) {
        this.#tooLarge = name
        break
      }
      if (name === this.#tooLarge) this.#tooLarge = null
      for (const row of unit) taken.add(row.key)
      picked.push(...unit)
      bytes += unitBytes
      this.#ready.picked()
    }
    return picked
  }

  /** Moves lanes whose waiting time is over to the sendable ones. */
  wake(): void {
    const now = this.#clock.monotonic()
    for (const [name, at] of this.#backingOff) if (at <= now) this.#refresh(name)
  }

  /** Milliseconds until the next waiting lane may be tried; null when none waits. */
  nextWakeIn(): number | null {
    if (this.#backingOff.size === 0) return null
    return Math.max(0, Math.min(...this.#backingOff.values()) - this.#clock.monotonic())
  }

  /** Whether it waits only for its time to come. */
  isBackingOff(row: OperationIndexRow): boolean {
    return this.#dueTimes.laterThanNow(row.key) !== null
  }

  /** Another user signed in: what may be sent is another set now. */
  refreshAll(): void {
    for (const name of this.#lanes.keys()) this.#refresh(name)
  }

  /** What holds `row` back in its lane; null when it is at the front. */
  holder(row: OperationIndexRow): OperationIndexRow | null {
    for (const other of this.laneRows(row)) {
      if (other.key === row.key) return null
      const isFellow = row.batch !== null && other.batch?.id === row.batch.id
      const isWaiting = other.state === 'queued' && other.trouble === null
      if ((isWaiting && !isFellow) || holdsLane(other)) return other
    }
    return null
  }

  /** The first operation `row` depends on that the server has not taken yet, outside its own batch. */
  awaited(row: OperationIndexRow): OperationIndexRow | null {
    for (const sequence of row.dependsOn) {
      const other = this.bySequence(sequence)
      if (other === undefined || other.state === 'accepted') continue
      if (row.batch !== null && other.batch?.id === row.batch.id) continue
      return other
    }
    return null
  }

  /** The operation of this lane that can be sent now; null: none. */
  #nextOf(name: string): OperationIndexRow | null {
    for (const row of this.#lanes.get(name) ?? []) {
      if (row.state === 'queued' && row.trouble === null) return this.#mayGo(row) ? row : null
      if (holdsLane(row)) return null
    }
    return null
  }

  #mayGo(row: OperationIndexRow): boolean {
    return !this.#claimed.has(row.key) && this.isOfUser(row.userId) && this.awaited(row) === null
  }

  /** All members that are still to go; null when one of them cannot go now. Those the server has are not waited for. */
  #wholeBatch(batchId: string): OperationIndexRow[] | null {
    const rows = this.batchRows(batchId).filter((row) => row.state !== 'accepted')
    const isReady = (row: OperationIndexRow): boolean =>
      isFrontOfBatch(row, this.laneRows(row)) && this.#mayGo(row) && !this.isBackingOff(row)
    return rows.length > 0 && rows.every(isReady) ? rows : null
  }

  #takeOut(row: OperationIndexRow): void {
    const name = laneOf(row)
    const rest = (this.#lanes.get(name) ?? []).filter((other) => other !== row)
    if (rest.length === 0) this.#lanes.delete(name)
    else this.#lanes.set(name, rest)
    this.#rows.delete(row.key)
    this.#keys.delete(row.clientSequence)
    this.#batches.remove(row)
    this.#tally.remove(row)
    this.#refreshAround(row)
    this.#dependencies.remove(row)
  }

  #insert(row: OperationIndexRow): void {
    const name = laneOf(row)
    const lane = this.#lanes.get(name) ?? []
    // Commits of concurrent callers may come back in another order than their numbers.
    const after = lane.findLastIndex((other) => other.clientSequence < row.clientSequence)
    lane.splice(after + 1, 0, row)
    this.#lanes.set(name, lane)
    this.#keys.set(row.clientSequence, row.key)
    this.#dependencies.add(row)
    this.#batches.add(row)
  }

  #replace(known: OperationIndexRow, row: OperationIndexRow): void {
    const lane = this.#lanes.get(laneOf(row)) ?? []
    lane[lane.indexOf(known)] = row
    this.#tally.remove(known)
    this.#dependencies.replace(known, row)
    if (known.batch !== null && row.batch === null) this.#batches.remove(known)
  }

  #refreshAround(row: OperationIndexRow): void {
    this.#refresh(laneOf(row))
    if (this.#dependencies.isNone) return
    for (const other of this.dependantsOf(row)) this.#refresh(laneOf(other))
  }

  #refresh(name: string): void {
    const next = this.#nextOf(name)
    this.#backingOff.delete(name)
    const dueAt = next === null ? null : this.#dueTimes.laterThanNow(next.key)
    if (dueAt !== null) this.#backingOff.set(name, dueAt)
    this.#ready.set(name, next !== null && dueAt === null ? next.priority : null)
  }
}
