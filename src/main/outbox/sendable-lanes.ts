import type { EntityRef } from '#shared/domain/ids.ts'
import type { OperationIndexRow } from '../database/store.ts'
import type { Clock } from '../platform/clock.ts'
import { isFrontOfBatch } from './batches.ts'
import { DueTimes } from './due-times.ts'
import { holdsLaneAt, isWaitingAt } from './holds-lane.ts'
import { ReadyLanes } from './ready-lanes.ts'
import type { LaneChains } from './table/lane-chains.ts'
import { NO_LANE } from './table/lane-table.ts'
import { NO_SLOT } from './table/slots-by-number.ts'
import type { WaitingRows } from './waiting-rows.ts'

/**
 * Which lanes can be sent from now. An operation is sendable when it is queued, its time has come, it belongs to the user
 * who is signed in, what it depends on is applied, nobody claims it, and nothing before it in its lane holds it back.
 */
export class SendableLanes {
  readonly #clock: Clock
  readonly #rows: WaitingRows
  readonly #chains: LaneChains
  readonly #table: LaneChains['table']
  readonly #isOfUser: (userId: string) => boolean
  readonly #ready: ReadyLanes
  readonly #backingOff = new Map<number, number>()
  readonly #dueTimes: DueTimes
  /** Operations that an enqueue is about to merge or cancel: nothing may send them meanwhile. */
  readonly #claimed = new Set<string>()
  /** The entity whose next unit found too little room in the last request. */
  #tooLarge: EntityRef | null = null

  constructor(dependencies: {
    clock: Clock
    rows: WaitingRows
    chains: LaneChains
    isOfUser: (userId: string) => boolean
  }) {
    this.#clock = dependencies.clock
    this.#rows = dependencies.rows
    this.#chains = dependencies.chains
    this.#table = dependencies.chains.table
    this.#isOfUser = dependencies.isOfUser
    this.#ready = new ReadyLanes(dependencies.chains.lanes)
    this.#dueTimes = new DueTimes(dependencies.clock)
  }

  /** A row was put in: its waiting time begins. */
  note(row: OperationIndexRow): void {
    this.#dueTimes.note(row)
  }

  /** The operation is not there any more. */
  forget(key: string): void {
    this.#dueTimes.forget(key)
    this.#claimed.delete(key)
  }

  /** Nothing of the lane waits any more: its number will be another's. */
  forgetLane(lane: number): void {
    this.#backingOff.delete(lane)
    this.#ready.set(lane, null)
  }

  /** Keeps an operation from being sent until it is released. False: it is claimed already, or not there. */
  claim(key: string): boolean {
    const slot = this.#table.slotOf(key)
    if (slot === NO_SLOT || this.#claimed.has(key)) return false
    this.#claimed.add(key)
    this.refresh(this.#table.laneAt(slot))
    return true
  }

  release(key: string): void {
    if (!this.#claimed.delete(key)) return
    const slot = this.#table.slotOf(key)
    if (slot !== NO_SLOT) this.refresh(this.#table.laneAt(slot))
  }

  isClaimed(key: string): boolean {
    return this.#claimed.has(key)
  }

  /**
   * The next operations to send, most urgent first: at most one of each lane, except that a batch comes whole.
   * `limit` is exceeded only by a batch that alone is larger. One that finds too little room comes first next time.
   */
  next(limit: number, maxBytes: number): OperationIndexRow[] {
    const picked: OperationIndexRow[] = []
    const taken = new Set<string>()
    let bytes = 0
    const first = this.#tooLarge === null ? NO_LANE : this.#chains.lanes.numberOf(this.#tooLarge)
    for (const lane of this.#ready.inTurn(first)) {
      if (picked.length >= limit) break
      const next = this.#nextRow(lane)
      if (next === undefined || taken.has(next.key)) continue
      const unit = next.batch === null ? [next] : this.#wholeBatch(next.batch.id)
      if (unit === null) continue
      const unitBytes = unit.reduce((sum, row) => sum + row.bytes, 0)
      if (picked.length > 0 && (picked.length + unit.length > limit || bytes + unitBytes > maxBytes)) {
        this.#tooLarge = this.#chains.lanes.refOf(lane)
        break
      }
      if (lane === first) this.#tooLarge = null
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
    for (const [lane, at] of this.#backingOff) if (at <= now) this.refresh(lane)
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
    for (const lane of this.#chains.lanes.numbers()) this.refresh(lane)
  }

  /** The operation of this lane that can be sent now. */
  #nextOf(lane: number): number {
    let slot = this.#chains.firstOf(lane)
    while (slot !== NO_SLOT) {
      if (isWaitingAt(this.#table, slot)) return this.#mayGo(slot) ? slot : NO_SLOT
      if (holdsLaneAt(this.#table, slot)) return NO_SLOT
      slot = this.#chains.nextOf(slot)
    }
    return NO_SLOT
  }

  #nextRow(lane: number): OperationIndexRow | undefined {
    const slot = this.#nextOf(lane)
    return slot === NO_SLOT ? undefined : this.#table.row(slot)
  }

  #mayGo(slot: number): boolean {
    const table = this.#table
    if (this.#claimed.size > 0 && this.#claimed.has(table.keyAt(slot))) return false
    if (!this.#isOfUser(table.userAt(slot))) return false
    return this.#rows.awaited({ dependsOn: table.dependsOnAt(slot), batch: table.batchAt(slot) }) === null
  }

  /** All members that are still to go; null when one of them cannot go now. Those the server has are not waited for. */
  #wholeBatch(batchId: string): OperationIndexRow[] | null {
    const rows = this.#rows.batchRows(batchId).filter((row) => row.state !== 'accepted')
    const isReady = (row: OperationIndexRow): boolean =>
      isFrontOfBatch(row, this.#rows.laneRows(row)) &&
      this.#mayGo(this.#table.slotOf(row.key)) &&
      !this.isBackingOff(row)
    return rows.length > 0 && rows.every(isReady) ? rows : null
  }

  /** Something in the lane has changed, or what its operations wait for. */
  refresh(lane: number): void {
    if (lane === NO_LANE) return
    const next = this.#nextOf(lane)
    this.#backingOff.delete(lane)
    const dueAt =
      next === NO_SLOT || this.#dueTimes.isNone ? null : this.#dueTimes.laterThanNow(this.#table.keyAt(next))
    if (dueAt !== null) this.#backingOff.set(lane, dueAt)
    this.#ready.set(lane, next !== NO_SLOT && dueAt === null ? this.#table.priorityAt(next) : null)
  }
}
