import type { EntityRef, EntityType } from '#shared/domain/ids.ts'
import { isOverlaid, type OperationKind, type OperationState } from '#shared/domain/operation.ts'
import { type EffectSource, overlayFromText, type WaitingOverlay } from '../database/effects.ts'
import type { OperationIndexRow, RowTrouble } from '../database/store.ts'
import type { Clock } from '../platform/clock.ts'
import { BatchMembers, isFrontOfBatch } from './batches.ts'
import { Dependencies } from './dependencies.ts'
import { DueTimes } from './due-times.ts'
import { holdsLane } from './holds-lane.ts'
import { ReadyLanes } from './ready-lanes.ts'
import { LaneChains } from './table/lane-chains.ts'
import { NO_LANE } from './table/lane-table.ts'
import { NO_SLOT } from './table/slots-by-number.ts'
import { type Counted, Tally, type UserTally } from './tally.ts'

/** What is kept in memory of an operation that is not over. */
export type WaitingOperation = OperationIndexRow

/** Which operations are asked for; what is left out does not matter. */
export interface RowFilter {
  readonly states?: readonly OperationState[]
  readonly kinds?: readonly OperationKind[]
  /** Only those that cannot be used. */
  readonly isTroubled?: true
}

/**
 * The unsettled operations by lane, in the order they were made, and which lanes can be sent from now. An operation
 * is sendable when it is queued, its time has come, it belongs to the user who is signed in, what it depends on is
 * applied, and nothing before it in its lane holds it back.
 *
 * Rows are given as they are at the moment; they do not follow what happens later.
 */
export class Lanes implements EffectSource {
  readonly #clock: Clock
  /** Whether operations of this user may be sent now. */
  readonly isOfUser: (userId: string) => boolean
  readonly #chains = new LaneChains()
  readonly #table = this.#chains.table
  readonly #batches = new BatchMembers()
  readonly #ready = new ReadyLanes(this.#chains.lanes)
  readonly #backingOff = new Map<number, number>()
  readonly #dueTimes: DueTimes
  /** Operations that an enqueue is about to merge or cancel: nothing may send them meanwhile. */
  readonly #claimed = new Set<string>()
  /** The entity whose next unit found too little room in the last request. */
  #tooLarge: EntityRef | null = null
  readonly #dependencies = new Dependencies()
  readonly #tally = new Tally()

  constructor(clock: Clock, isOfUser: (userId: string) => boolean = () => true) {
    this.#clock = clock
    this.#dueTimes = new DueTimes(clock)
    this.isOfUser = isOfUser
  }

  get size(): number {
    return this.#table.size
  }

  get bytes(): number {
    return this.#tally.bytes
  }

  get(key: string): OperationIndexRow | undefined {
    return this.#rowAt(this.#table.slotOf(key))
  }

  has(key: string): boolean {
    return this.#table.slotOf(key) !== NO_SLOT
  }

  bySequence(sequence: number): OperationIndexRow | undefined {
    return this.#rowAt(this.#table.slotOfNumber(sequence))
  }

  /** What waits, about in the order in which it was made. Rows may be put and removed while it is read. */
  *rows({ states, kinds, isTroubled }: RowFilter = {}): IterableIterator<OperationIndexRow> {
    const table = this.#table
    for (const slot of table.slots()) {
      if (states !== undefined && !states.includes(table.stateAt(slot))) continue
      if (kinds !== undefined && !kinds.includes(table.kindAt(slot))) continue
      if (isTroubled === true && table.troubleAt(slot) === null) continue
      yield table.row(slot)
    }
  }

  /** All of one lane, in the order they were made. */
  laneRows(ref: EntityRef): readonly OperationIndexRow[] {
    return Array.from(this.#chains.slotsOf(ref), (slot) => this.#table.row(slot))
  }

  /** The last one of a lane. */
  lastOf(ref: EntityRef): OperationIndexRow | undefined {
    return this.findLastOf(ref, () => true)
  }

  /** The last one of a lane that is looked for: for lanes that may be long. */
  findLastOf(ref: EntityRef, isIt: (row: OperationIndexRow) => boolean): OperationIndexRow | undefined {
    for (const slot of this.#chains.slotsBackFrom(ref)) {
      const row = this.#table.row(slot)
      if (isIt(row)) return row
    }
    return undefined
  }

  /** The operation that makes the entity, if it waits. */
  makerOf(ref: EntityRef): OperationIndexRow | undefined {
    for (const slot of this.#chains.slotsOf(ref)) {
      if (this.#table.kindAt(slot) === 'create') return this.#table.row(slot)
    }
    return undefined
  }

  batchRows(batchId: string): readonly OperationIndexRow[] {
    const rows = this.#batches.keysOf(batchId).flatMap((key) => this.get(key) ?? [])
    return rows.sort((a, b) => a.clientSequence - b.clientSequence)
  }

  /** What names `row` as something it depends on. */
  dependantsOf(row: OperationIndexRow): readonly OperationIndexRow[] {
    return this.#dependencies.dependantsOf(row.clientSequence).flatMap((sequence) => this.bySequence(sequence) ?? [])
  }

  /** Of what is still to be sent, milliseconds since the epoch; null: nothing is. What needs a person first does not count. */
  get oldestCreatedAt(): number | null {
    for (const { createdAt, trouble } of this.rows({ states: ['queued', 'sending', 'unknown'] })) {
      if (trouble === null) return createdAt
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
    this.#dueTimes.note(row)
    this.#tally.add(row)
    this.#refreshAround(row)
  }

  /** Takes a settled operation out. */
  remove(key: string): void {
    const slot = this.#table.slotOf(key)
    if (slot === NO_SLOT) return
    this.#takeOut(slot)
    this.#dueTimes.forget(key)
    this.#claimed.delete(key)
  }

  /** A stored operation turned out to be unusable: it stays, and is never sent. */
  setAside(key: string, trouble: RowTrouble): void {
    const row = this.get(key)
    if (row !== undefined) this.put({ ...row, trouble, lastError: trouble })
  }

  /** The server named an entity that was made here: its lane goes by the new id from now on. */
  rename(ref: EntityRef, to: string): void {
    const all = Array.from(this.#chains.slotsOf(ref), (slot) => ({
      row: this.#table.row(slot),
      effect: this.#table.effectAt(slot),
    }))
    for (const { row } of all) this.#takeOut(this.#table.slotOf(row.key))
    for (const { row, effect } of all) this.put({ ...row, entityId: to }, effect)
  }

  effectsOf(ref: EntityRef): readonly WaitingOverlay[] {
    const effects: WaitingOverlay[] = []
    for (const slot of this.#chains.slotsOf(ref)) {
      const effect = this.#table.effectAt(slot)
      if (effect !== null) effects.push(overlayFromText(this.#table.brief(slot, ref), effect))
    }
    return effects
  }

  isShown(ref: EntityRef, kind: OperationKind): boolean {
    for (const slot of this.#chains.slotsOf(ref)) {
      if (this.#table.kindAt(slot) === kind && isOverlaid(this.#table.stateAt(slot))) return true
    }
    return false
  }

  hasEffects(ref: EntityRef): boolean {
    return this.#chains.lanes.numberOf(ref) !== NO_LANE
  }

  *waitingRefs(entityType: EntityType): IterableIterator<EntityRef> {
    for (const lane of this.#chains.lanes.numbers()) {
      const ref = this.#chains.lanes.refOf(lane)
      if (ref.entityType === entityType) yield ref
    }
  }

  /** Keeps an operation from being sent until it is released. False: it is claimed already, or not there. */
  claim(key: string): boolean {
    const slot = this.#table.slotOf(key)
    if (slot === NO_SLOT || this.#claimed.has(key)) return false
    this.#claimed.add(key)
    this.#refresh(this.#table.laneAt(slot))
    return true
  }

  release(key: string): void {
    if (!this.#claimed.delete(key)) return
    const slot = this.#table.slotOf(key)
    if (slot !== NO_SLOT) this.#refresh(this.#table.laneAt(slot))
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
    const first = this.#tooLarge === null ? NO_LANE : this.#chains.lanes.numberOf(this.#tooLarge)
    for (const lane of this.#ready.inTurn(first)) {
      if (picked.length >= limit) break
      const next = this.#rowAt(this.#nextOf(lane))
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
    for (const [lane, at] of this.#backingOff) if (at <= now) this.#refresh(lane)
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
    for (const lane of this.#chains.lanes.numbers()) this.#refresh(lane)
  }

  /** What holds `row` back in its lane; null when it is at the front. */
  holder(row: OperationIndexRow): OperationIndexRow | null {
    for (const slot of this.#chains.slotsOf(row)) {
      if (this.#table.numberAt(slot) === row.clientSequence) return null
      const isFellow = row.batch !== null && this.#table.batchAt(slot)?.id === row.batch.id
      const isWaiting = this.#isWaitingAt(slot)
      if ((isWaiting && !isFellow) || this.#holdsLaneAt(slot)) return this.#table.row(slot)
    }
    return null
  }

  /** The first operation `row` depends on that the server has not taken yet, outside its own batch. */
  awaited(row: Pick<OperationIndexRow, 'dependsOn' | 'batch'>): OperationIndexRow | null {
    for (const sequence of row.dependsOn) {
      const other = this.bySequence(sequence)
      if (other === undefined || other.state === 'accepted') continue
      if (row.batch !== null && other.batch?.id === row.batch.id) continue
      return other
    }
    return null
  }

  #rowAt(slot: number): OperationIndexRow | undefined {
    return slot === NO_SLOT ? undefined : this.#table.row(slot)
  }

  /** The operation of this lane that can be sent now. */
  #nextOf(lane: number): number {
    let slot = this.#chains.firstOf(lane)
    while (slot !== NO_SLOT) {
      if (this.#isWaitingAt(slot)) return this.#mayGo(slot) ? slot : NO_SLOT
      if (this.#holdsLaneAt(slot)) return NO_SLOT
      slot = this.#chains.nextOf(slot)
    }
    return NO_SLOT
  }

  #isWaitingAt(slot: number): boolean {
    return this.#table.stateAt(slot) === 'queued' && this.#table.troubleAt(slot) === null
  }

  #holdsLaneAt(slot: number): boolean {
    const table = this.#table
    return holdsLane({ state: table.stateAt(slot), kind: table.kindAt(slot), trouble: table.troubleAt(slot) })
  }

  #mayGo(slot: number): boolean {
    const table = this.#table
    if (this.#claimed.size > 0 && this.#claimed.has(table.keyAt(slot))) return false
    if (!this.isOfUser(table.userAt(slot))) return false
    return this.awaited({ dependsOn: table.dependsOnAt(slot), batch: table.batchAt(slot) }) === null
  }

  /** All members that are still to go; null when one of them cannot go now. Those the server has are not waited for. */
  #wholeBatch(batchId: string): OperationIndexRow[] | null {
    const rows = this.batchRows(batchId).filter((row) => row.state !== 'accepted')
    const isReady = (row: OperationIndexRow): boolean =>
      isFrontOfBatch(row, this.laneRows(row)) && this.#mayGo(this.#table.slotOf(row.key)) && !this.isBackingOff(row)
    return rows.length > 0 && rows.every(isReady) ? rows : null
  }

  #insert(row: OperationIndexRow): number {
    this.#dependencies.add(row)
    this.#batches.add(row)
    return this.#chains.add(row)
  }

  #replace(slot: number, row: OperationIndexRow): void {
    const table = this.#table
    const batch = table.batchAt(slot)
    this.#tally.remove(this.#countedAt(slot))
    this.#dependencies.replace({ clientSequence: row.clientSequence, dependsOn: table.dependsOnAt(slot) }, row)
    if (batch !== null && row.batch === null) this.#batches.remove({ batch, key: row.key })
    table.replace(slot, row)
  }

  #takeOut(slot: number): void {
    const row = this.#table.row(slot)
    const lane = this.#table.laneAt(slot)
    this.#batches.remove(row)
    this.#tally.remove(row)
    if (this.#chains.remove(slot)) this.#forgetLane(lane)
    else this.#refresh(lane)
    this.#refreshDependants(row)
    this.#dependencies.remove(row)
  }

  /** Nothing of it waits any more: its number will be another's. */
  #forgetLane(lane: number): void {
    this.#backingOff.delete(lane)
    this.#ready.set(lane, null)
    this.#chains.lanes.close(lane)
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
    this.#refresh(this.#chains.lanes.numberOf(row))
    this.#refreshDependants(row)
  }

  #refreshDependants(row: OperationIndexRow): void {
    if (this.#dependencies.isNone) return
    for (const other of this.dependantsOf(row)) this.#refresh(this.#chains.lanes.numberOf(other))
  }

  #refresh(lane: number): void {
    if (lane === NO_LANE) return
    const next = this.#nextOf(lane)
    this.#backingOff.delete(lane)
    const dueAt =
      next === NO_SLOT || this.#dueTimes.isNone ? null : this.#dueTimes.laterThanNow(this.#table.keyAt(next))
    if (dueAt !== null) this.#backingOff.set(lane, dueAt)
    this.#ready.set(lane, next !== NO_SLOT && dueAt === null ? this.#table.priorityAt(next) : null)
  }
}
