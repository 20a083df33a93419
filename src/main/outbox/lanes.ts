import type { EntityRef } from '#shared/domain/ids.ts'
import type { OperationState } from '#shared/domain/operation.ts'
import type { OperationIndexRow, RowTrouble } from '../database/store.ts'
import type { Clock } from '../platform/clock.ts'
import { SendableLanes } from './sendable-lanes.ts'
import { NO_SLOT } from './table/slots-by-number.ts'
import { type Counted, Tally, type UserTally } from './tally.ts'
import { WaitingRows } from './waiting-rows.ts'

/** What is kept in memory of an operation that is not over. */
export type WaitingOperation = OperationIndexRow

/** About a millisecond. */
const LANES_PER_STEP = 1_000

/** The unsettled operations by lane, in the order they were made, and which of them can be sent now. */
export class Lanes extends WaitingRows {
  /** Whether operations of this user may be sent now. */
  readonly isOfUser: (userId: string) => boolean
  readonly #table = this.chains.table
  readonly #sendable: SendableLanes
  readonly #tally = new Tally()

  constructor(clock: Clock, isOfUser: (userId: string) => boolean = () => true) {
    super()
    this.isOfUser = isOfUser
    this.#sendable = new SendableLanes({ clock, rows: this, chains: this.chains, isOfUser })
  }

  /** Makes room for so many at once, which is faster than bit by bit. */
  expect(rows: number): void {
    this.#table.expect(rows)
  }

  get bytes(): number {
    return this.#tally.bytes
  }

  /** Those that cannot be used. */
  get troubled(): number {
    return this.#tally.troubled
  }

  /** Queued operations that the server has refused before. */
  get retrying(): number {
    return this.#tally.retrying
  }

  /** What waits, by the user who made it. */
  get byUser(): ReadonlyMap<string, UserTally> {
    return this.#tally.byUser
  }

  count(state: OperationState): number {
    return this.#tally.count(state)
  }

  /**
   * Adds a new operation at the end of its lane, or replaces the row of a known one.
   *
   * @param effect as `effectText` writes it; left out: it stays as it is.
   */
  put(row: OperationIndexRow, effect?: string | null): void {
    const known = this.#table.slotOf(row.key)
    if (known !== NO_SLOT) this.#replace(known, row)
    const slot = known === NO_SLOT ? this.#insert(row) : known
    if (effect !== undefined) this.#table.setEffect(slot, effect)
    this.#sendable.note(row)
    this.#tally.add(row)
    this.#refreshAround(row)
  }

  /** Adds one that was stored. None of these can be sent before `sortOut`, which a start has time for later. */
  restore(row: OperationIndexRow, effect: string | null): void {
    this.#table.setEffect(this.#insert(row), effect)
    this.#sendable.note(row)
    this.#tally.add(row)
  }

  /** Finds out which of all can be sent now, so many lanes with each step. */
  *sortOut(lanesPerStep = LANES_PER_STEP): IterableIterator<void> {
    let looked = 0
    for (const lane of this.chains.lanes.numbers()) {
      this.#sendable.refresh(lane)
      if (++looked % lanesPerStep === 0) yield
    }
  }

  /** Takes a settled operation out. */
  remove(key: string): void {
    const slot = this.#table.slotOf(key)
    if (slot === NO_SLOT) return
    this.#takeOut(slot)
    this.#sendable.forget(key)
  }

  /** A stored operation turned out to be unusable: it stays, and is never sent. */
  setAside(key: string, trouble: RowTrouble): void {
    const row = this.get(key)
    if (row !== undefined) this.put({ ...row, trouble, lastError: trouble })
  }

  /** The server named an entity that was made here: its lane goes by the new id from now on. */
  rename(ref: EntityRef, to: string): void {
    const all = Array.from(this.chains.slotsOf(ref), (slot) => ({
      row: this.#table.row(slot),
      effect: this.#table.effectAt(slot),
    }))
    for (const { row } of all) this.#takeOut(this.#table.slotOf(row.key))
    for (const { row, effect } of all) this.put({ ...row, entityId: to }, effect)
  }

  /** Keeps an operation from being sent until it is released. False: it is claimed already, or not there. */
  claim(key: string): boolean {
    return this.#sendable.claim(key)
  }

  release(key: string): void {
    this.#sendable.release(key)
  }

  isClaimed(key: string): boolean {
    return this.#sendable.isClaimed(key)
  }

  /**
   * The next operations to send, most urgent first: at most one of each lane, except that a batch comes whole.
   * `limit` is exceeded only by a batch that alone is larger. One that finds too little room comes first next time.
   */
  sendable(limit: number, maxBytes: number): OperationIndexRow[] {
    return this.#sendable.next(limit, maxBytes)
  }

  /** Moves lanes whose waiting time is over to the sendable ones. */
  wake(): void {
    this.#sendable.wake()
  }

  /** Milliseconds until the next waiting lane may be tried; null when none waits. */
  nextWakeIn(): number | null {
    return this.#sendable.nextWakeIn()
  }

  /** Whether it waits only for its time to come. */
  isBackingOff(row: OperationIndexRow): boolean {
    return this.#sendable.isBackingOff(row)
  }

  /** Another user signed in: what may be sent is another set now. */
  refreshAll(): void {
    this.#sendable.refreshAll()
  }

  #insert(row: OperationIndexRow): number {
    this.dependencies.add(row)
    this.batches.add(row)
    return this.chains.add(row)
  }

  #replace(slot: number, row: OperationIndexRow): void {
    const table = this.#table
    const batch = table.batchAt(slot)
    this.#tally.remove(this.#countedAt(slot))
    this.dependencies.replace({ clientSequence: row.clientSequence, dependsOn: table.dependsOnAt(slot) }, row)
    if (batch !== null && row.batch === null) this.batches.remove({ batch, key: row.key })
    table.replace(slot, row)
  }

  #takeOut(slot: number): void {
    const row = this.#table.row(slot)
    const lane = this.#table.laneAt(slot)
    this.batches.remove(row)
    this.#tally.remove(row)
    if (this.chains.remove(slot)) {
      this.#sendable.forgetLane(lane)
      this.chains.lanes.close(lane)
    } else this.#sendable.refresh(lane)
    this.#refreshDependants(row)
    this.dependencies.remove(row)
  }

  #countedAt(slot: number): Counted {
    const table = this.#table
    return {
      state: table.stateAt(slot),
      trouble: table.troubleAt(slot),
      bytes: table.bytesAt(slot),
      attempts: table.attemptsAt(slot),
      userId: table.userAt(slot),
    }
  }

  #refreshAround(row: OperationIndexRow): void {
    this.#sendable.refresh(this.chains.lanes.numberOf(row))
    this.#refreshDependants(row)
  }

  #refreshDependants(row: OperationIndexRow): void {
    if (this.dependencies.isNone) return
    for (const other of this.dependantsOf(row)) this.#sendable.refresh(this.chains.lanes.numberOf(other))
  }
}
