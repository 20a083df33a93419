import type { EntityRef } from '#shared/domain/ids.ts'
import {
  OPERATION_KINDS,
  OPERATION_STATES,
  type OperationKind,
  type OperationState,
  type TimeStamp,
} from '#shared/domain/operation.ts'
import type { EffectRow } from '../../database/effects.ts'
import type { OperationIndexRow } from '../../database/store.ts'
import { Columns } from './columns.ts'
import { Interner } from './interner.ts'
import { makeColumns, NARROW, NEVER } from './operation-columns.ts'
import { keep, RareColumns } from './rare-columns.ts'
import { SlotCursors } from './slot-cursors.ts'
import { SlotsByKey } from './slots-by-key.ts'
import { movedSlot, NO_SLOT, SlotsByNumber } from './slots-by-number.ts'

/** In the state column: nothing is here any more. */
const NOBODY = 0
/** Fewer rows are not worth closing the gaps among them. */
const LEAST_TO_COMPACT = 4_096

const NOTHING: readonly number[] = []

/**
 * The rows of the index, in columns: about a hundred bytes for each instead of the half a thousand of an object. A row has
 * a slot until it is removed or `onCompacted` tells of another.
 */
export class OperationTable {
  readonly #columns = new Columns(makeColumns)
  readonly #rare = new RareColumns()
  /** Whole rows whose numbers are too large for the columns. */
  readonly #unusual = new Map<number, OperationIndexRow>()
  readonly #boots = new Interner()
  readonly #users = new Interner()
  readonly #fields = new Interner()
  readonly #fieldLists: (readonly string[])[] = []
  /** By slot. Texts of commands are few and shared. */
  #effects: (string | null)[] = []
  readonly #byKey = new SlotsByKey(() => this.#columns.at.key)
  readonly #byNumber = new SlotsByNumber((slot) => this.numberAt(slot))
  readonly #cursors = new SlotCursors()
  readonly #refOf: (lane: number) => EntityRef
  readonly #onCompacted: (newSlots: Int32Array) => void
  #length = 0
  #size = 0

  /**
   * @param refOf the entity of a lane.
   * @param onCompacted told the new slot of each old one; `NO_SLOT` of those that were removed.
   */
  constructor(refOf: (lane: number) => EntityRef, onCompacted: (newSlots: Int32Array) => void) {
    this.#refOf = refOf
    this.#onCompacted = onCompacted
  }

  /** Makes room for so many rows at once. */
  expect(rows: number): void {
    this.#columns.reach(rows - 1)
    this.#byKey.expect(rows)
  }

  get size(): number {
    return this.#size
  }

  /** The slots that are taken, in their order. Whatever is removed meanwhile, each that is left is given once. */
  slots(): IterableIterator<number> {
    return this.#cursors.read(
      (slot) => this.#isTaken(slot),
      () => this.#length,
    )
  }

  #isTaken(slot: number): boolean {
    return this.#columns.at.state[slot] !== NOBODY
  }

  slotOf(key: string): number {
    return this.#byKey.find(key)
  }

  slotOfNumber(sequence: number): number {
    const slot = this.#byNumber.find(sequence, this.#length)
    return slot !== NO_SLOT && this.#isTaken(slot) ? slot : NO_SLOT
  }

  numberAt(slot: number): number {
    return this.#columns.at.sequence[slot] ?? 0
  }

  laneAt(slot: number): number {
    return this.#columns.at.lane[slot] ?? NO_SLOT
  }

  stateAt(slot: number): OperationState {
    return OPERATION_STATES[(this.#columns.at.state[slot] ?? NOBODY) - 1] ?? 'quarantined'
  }

  kindAt(slot: number): OperationKind {
    return OPERATION_KINDS[this.#columns.at.kind[slot] ?? 0] ?? 'update'
  }

  priorityAt(slot: number): number {
    return this.#columns.at.priority[slot] ?? 0
  }

  bytesAt(slot: number): number {
    return this.#columns.at.bytes[slot] ?? 0
  }

  attemptsAt(slot: number): number {
    return this.#unusualAt(slot)?.attempts ?? this.#columns.at.attempts[slot] ?? 0
  }

  userAt(slot: number): string {
    return this.#unusualAt(slot)?.userId ?? this.#users.textOf(this.#columns.at.user[slot] ?? 0)
  }

  troubleAt(slot: number): OperationIndexRow['trouble'] {
    return this.#rare.trouble.get(this.numberAt(slot)) ?? null
  }

  dependsOnAt(slot: number): readonly number[] {
    return this.#rare.dependsOn.get(this.numberAt(slot)) ?? NOTHING
  }

  batchAt(slot: number): OperationIndexRow['batch'] {
    return this.#rare.batch.get(this.numberAt(slot)) ?? null
  }

  /** The neighbours in the lane, which whoever keeps the lanes writes. */
  get next(): Int32Array {
    return this.#columns.at.next
  }

  get previous(): Int32Array {
    return this.#columns.at.previous
  }

  row(slot: number): OperationIndexRow {
    const { createdAt, baseVersion, attempts, fields } = this.#columns.at
    const sequence = this.numberAt(slot)
    const ref = this.#refOf(this.laneAt(slot))
    const rare = this.#rare
    const unusual = this.#unusualAt(slot)
    if (unusual !== undefined) return { ...unusual, ...ref }
    return {
      key: this.keyAt(slot),
      clientSequence: sequence,
      entityType: ref.entityType,
      entityId: ref.entityId,
      kind: this.kindAt(slot),
      state: this.stateAt(slot),
      priority: this.priorityAt(slot),
      baseVersion: baseVersion[slot] ?? 0,
      createdAt: createdAt[slot] ?? 0,
      attempts: attempts[slot] ?? 0,
      nextAttemptAt: rare.nextAttemptAt.get(sequence) ?? null,
      bytes: this.bytesAt(slot),
      lastError: rare.lastError.get(sequence) ?? null,
      fields: this.#fieldLists[fields[slot] ?? 0] ?? [],
      userId: this.userAt(slot),
      dependsOn: rare.dependsOn.get(sequence) ?? NOTHING,
      batch: rare.batch.get(sequence) ?? null,
      waitingSince: this.#waitingSinceAt(slot),
      acceptedAt: rare.acceptedAt.get(sequence) ?? null,
      trouble: rare.trouble.get(sequence) ?? null,
    }
  }

  /** The part of a row that an effect on screen is made of. */
  brief(slot: number, { entityType, entityId }: EntityRef): EffectRow {
    const { createdAt, fields } = this.#columns.at
    const unusual = this.#unusualAt(slot)
    return {
      key: this.keyAt(slot),
      clientSequence: this.numberAt(slot),
      entityType,
      entityId,
      kind: this.kindAt(slot),
      state: this.stateAt(slot),
      createdAt: createdAt[slot] ?? 0,
      fields: unusual?.fields ?? this.#fieldLists[fields[slot] ?? 0] ?? [],
    }
  }

  keyAt(slot: number): string {
    return this.#byKey.keyAt(slot)
  }

  #waitingSinceAt(slot: number): TimeStamp {
    const { boot, up, server, wall, createdAt } = this.#columns.at
    const known = server[slot] ?? NEVER
    const at = (createdAt[slot] ?? 0) + (wall[slot] ?? 0)
    return {
      boot: this.#boots.textOf(boot[slot] ?? 0),
      up: up[slot] ?? 0,
      server: known === NEVER ? null : at + known,
      wall: at,
    }
  }

  #unusualAt(slot: number): OperationIndexRow | undefined {
    return this.#unusual.size === 0 ? undefined : this.#unusual.get(this.numberAt(slot))
  }

  /** The effect on screen as `effectText` writes it; null: it is not known. */
  effectAt(slot: number): string | null {
    return this.#effects[slot] ?? null
  }

  setEffect(slot: number, effect: string | null): void {
    this.#effects[slot] = effect
  }

  /** Returns the slot. */
  add(row: OperationIndexRow, lane: number): number {
    const slot = this.#length++
    this.#effects[slot] = null
    this.#columns.reach(slot)
    this.#columns.at.sequence[slot] = row.clientSequence
    this.#columns.at.lane[slot] = lane
    this.replace(slot, row)
    this.#byNumber.add(row.clientSequence, slot)
    this.#byKey.add(row.key, slot)
    this.#size++
    return slot
  }

  /** Puts in everything but number, key and lane. */
  replace(slot: number, row: OperationIndexRow): void {
    const { at } = this.#columns
    const { up, server, wall, boot } = row.waitingSince
    const numbers = {
      baseVersion: row.baseVersion,
      wall: wall - row.createdAt,
      server: server === null ? NEVER : server - wall,
      attempts: row.attempts,
      boot: this.#boots.numberOf(boot),
      fields: this.#fieldsNumber(row.fields),
      user: this.#users.numberOf(row.userId),
    }
    // A column keeps what fits into it: what comes back otherwise did not.
    let fits = row.createdAt + numbers.wall === wall
    fits &&= server === null || (numbers.server !== NEVER && wall + numbers.server === server)
    for (const name of NARROW) {
      at[name][slot] = numbers[name]
      fits &&= at[name][slot] === numbers[name]
    }
    keep(this.#unusual, row.clientSequence, fits ? null : row)
    at.createdAt[slot] = row.createdAt
    at.up[slot] = up
    at.bytes[slot] = row.bytes
    at.kind[slot] = OPERATION_KINDS.indexOf(row.kind)
    at.state[slot] = OPERATION_STATES.indexOf(row.state) + 1
    at.priority[slot] = row.priority
    this.#rare.put(row)
  }

  /** Whoever keeps the lanes has taken it out of its own before. */
  remove(slot: number): void {
    const number = this.numberAt(slot)
    this.#byKey.remove(slot)
    const place = this.#byNumber.remove(slot)
    if (place !== null) this.#columns.at.sequence[slot] = place
    this.#rare.remove(number)
    this.#unusual.delete(number)
    this.#columns.at.state[slot] = NOBODY
    this.#effects[slot] = null
    this.#size--
    if (this.#length > LEAST_TO_COMPACT && this.#size < this.#length / 2) this.#compact()
  }

  #fieldsNumber(fields: readonly string[]): number {
    const number = this.#fields.numberOf(fields.join())
    this.#fieldLists[number] ??= [...fields]
    return number
  }

  /** Closes the gaps: slots keep their order. */
  #compact(): void {
    const newSlots = new Int32Array(this.#length).fill(NO_SLOT)
    let to = 0
    for (let from = 0; from < this.#length; from++) {
      if (!this.#isTaken(from)) continue
      newSlots[from] = to
      if (from !== to) this.#columns.copy(from, to)
      this.#effects[to] = this.#effects[from] ?? null
      to++
    }
    const { next, previous } = this.#columns.at
    for (let slot = 0; slot < to; slot++) {
      next[slot] = movedSlot(newSlots, next[slot])
      previous[slot] = movedSlot(newSlots, previous[slot])
    }
    this.#length = to
    this.#effects = this.#effects.slice(0, to)
    this.#columns.shrink(to)
    this.#byNumber.moved(newSlots)
    this.#cursors.moved(newSlots)
    this.#byKey.moved(newSlots, to)
    this.#onCompacted(newSlots)
  }
}
