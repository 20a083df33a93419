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
import { hashOfKey, isSameKey, KEY_BYTES, readKey, writeKey } from './key-bytes.ts'
import { SlotHash } from './slot-hash.ts'

/** In the state column: nothing is here any more. */
const NOBODY = 0
/** In a column of differences: none. */
const NEVER = -0x80000000
/** In a column of slots: none. */
export const NO_SLOT = -1

/** Fewer rows are not worth closing the gaps among them. */
const LEAST_TO_COMPACT = 4_096

const makeColumns = (rows: number) => ({
  sequence: new Float64Array(rows),
  key: new Uint8Array(rows * KEY_BYTES),
  createdAt: new Float64Array(rows),
  baseVersion: new Uint32Array(rows),
  up: new Float64Array(rows),
  /** Later than `createdAt` by this. */
  wall: new Int32Array(rows),
  /** Later than `wall` by this. */
  server: new Int32Array(rows),
  bytes: new Uint32Array(rows),
  boot: new Uint16Array(rows),
  fields: new Uint16Array(rows),
  user: new Uint16Array(rows),
  attempts: new Uint8Array(rows),
  lane: new Int32Array(rows),
  next: new Int32Array(rows),
  previous: new Int32Array(rows),
  kind: new Uint8Array(rows),
  state: new Uint8Array(rows),
  priority: new Uint8Array(rows),
})

/** Columns that a number may be too large for. */
const NARROW = ['baseVersion', 'wall', 'server', 'attempts', 'boot', 'fields', 'user'] as const

/** What few operations have; kept apart, by their numbers. */
class Rare {
  readonly acceptedAt = new Map<number, TimeStamp>()
  readonly nextAttemptAt = new Map<number, number>()
  readonly lastError = new Map<number, NonNullable<OperationIndexRow['lastError']>>()
  readonly dependsOn = new Map<number, readonly number[]>()
  readonly batch = new Map<number, NonNullable<OperationIndexRow['batch']>>()
  readonly trouble = new Map<number, NonNullable<OperationIndexRow['trouble']>>()

  put(row: OperationIndexRow): void {
    const number = row.clientSequence
    keep(this.acceptedAt, number, row.acceptedAt)
    keep(this.nextAttemptAt, number, row.nextAttemptAt)
    keep(this.lastError, number, row.lastError)
    keep(this.dependsOn, number, row.dependsOn.length === 0 ? null : row.dependsOn)
    keep(this.batch, number, row.batch)
    keep(this.trouble, number, row.trouble)
  }

  remove(number: number): void {
    for (const values of Object.values(this) as Map<number, unknown>[]) values.delete(number)
  }
}

const NOTHING: readonly number[] = []

/**
 * The rows of the index, in columns: about a hundred bytes for each instead of the half a thousand of an object. A row has
 * a slot until it is removed or `onCompacted` tells of another.
 */
export class OperationTable {
  readonly #columns = new Columns(makeColumns)
  readonly #rare = new Rare()
  /** Whole rows whose numbers are too large for the columns. */
  readonly #unusual = new Map<number, OperationIndexRow>()
  readonly #boots = new Interner()
  readonly #users = new Interner()
  readonly #fields = new Interner()
  readonly #fieldLists: (readonly string[])[] = []
  /** By slot. Texts of commands are few and shared. */
  #effects: (string | null)[] = []
  /** Keys that are no UUIDs, which only a damaged row has. */
  readonly #strangeKeys = new Map<number, string>()
  readonly #strangeNumbers = new Map<string, number>()
  readonly #byKey = new SlotHash((slot) => hashOfKey(this.#columns.at.key, slot * KEY_BYTES))
  /** Slots of those whose number is smaller than that of one before them: answers of the disk may come in another order. */
  readonly #strays = new Map<number, number>()
  #highest = 0
  readonly #wanted = new Uint8Array(KEY_BYTES)
  readonly #refOf: (lane: number) => EntityRef
  readonly #onCompacted: (newSlots: Int32Array) => void
  #length = 0
  #compactions = 0
  #size = 0

  /**
   * @param refOf the entity of a lane.
   * @param onCompacted told the new slot of each old one; `NO_SLOT` of those that were removed.
   */
  constructor(refOf: (lane: number) => EntityRef, onCompacted: (newSlots: Int32Array) => void) {
    this.#refOf = refOf
    this.#onCompacted = onCompacted
  }

  get size(): number {
    return this.#size
  }

  /** The slots that are taken, in their order. When gaps are closed meanwhile, it goes on behind the last one given. */
  *slots(): IterableIterator<number> {
    let compactions = this.#compactions
    for (let slot = 0; slot < this.#length; slot++) {
      if (!this.#isTaken(slot)) continue
      const number = this.numberAt(slot)
      yield slot
      if (compactions === this.#compactions) continue
      compactions = this.#compactions
      slot = this.#lastSlotUpTo(number)
    }
  }

  #isTaken(slot: number): boolean {
    return this.#columns.at.state[slot] !== NOBODY
  }

  #lastSlotUpTo(number: number): number {
    let slot = this.#length - 1
    while (slot >= 0 && this.numberAt(slot) > number) slot--
    return slot
  }

  slotOf(key: string): number {
    if (!writeKey(key, this.#wanted, 0)) {
      const number = this.#strangeNumbers.get(key)
      return number === undefined ? NO_SLOT : this.slotOfNumber(number)
    }
    const isIt = (slot: number): boolean => isSameKey(this.#columns.at.key, slot * KEY_BYTES, this.#wanted)
    return this.#byKey.find(hashOfKey(this.#wanted, 0), isIt)
  }

  slotOfNumber(sequence: number): number {
    const stray = this.#strays.get(sequence)
    if (stray !== undefined) return stray
    // The others are in the order of their numbers.
    for (let low = 0, high = this.#length - 1; low <= high; ) {
      const middle = (low + high) >> 1
      let at = middle
      while (at >= low && this.#isStray(at)) at--
      const found = at < low ? Number.NEGATIVE_INFINITY : this.numberAt(at)
      if (found === sequence) return this.#isTaken(at) ? at : NO_SLOT
      if (found < sequence) low = middle + 1
      else high = at - 1
    }
    return NO_SLOT
  }

  #isStray(slot: number): boolean {
    return this.#strays.size > 0 && this.#strays.get(this.numberAt(slot)) === slot
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
    return this.#strangeKeys.get(this.numberAt(slot)) ?? readKey(this.#columns.at.key, slot * KEY_BYTES)
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
    const { sequence, key } = this.#columns.at
    sequence[slot] = row.clientSequence
    this.#columns.at.lane[slot] = lane
    this.replace(slot, row)
    if (row.clientSequence <= this.#highest) this.#strays.set(row.clientSequence, slot)
    else this.#highest = row.clientSequence
    if (writeKey(row.key, key, slot * KEY_BYTES)) this.#byKey.add(slot)
    else {
      this.#strangeKeys.set(row.clientSequence, row.key)
      this.#strangeNumbers.set(row.key, row.clientSequence)
    }
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
    let fits = server === null || numbers.server !== NEVER
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
    const strange = this.#strangeKeys.get(number)
    if (strange === undefined) this.#byKey.remove(slot)
    else {
      this.#strangeKeys.delete(number)
      this.#strangeNumbers.delete(strange)
    }
    if (this.#isStray(slot)) this.#forgetStray(slot)
    this.#rare.remove(number)
    this.#unusual.delete(number)
    this.#columns.at.state[slot] = NOBODY
    this.#effects[slot] = null
    this.#size--
    if (this.#length > LEAST_TO_COMPACT && this.#size < this.#length / 2) this.#compact()
  }

  /** It goes on standing between its neighbours, under a number that nothing has. */
  #forgetStray(slot: number): void {
    const number = this.numberAt(slot)
    let before = slot - 1
    while (before >= 0 && this.#isStray(before)) before--
    this.#columns.at.sequence[slot] = before < 0 ? 0.5 : Math.floor(this.numberAt(before)) + 0.5
    this.#strays.delete(number)
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
    this.#compactions++
    this.#columns.shrink(to)
    for (const [number, slot] of this.#strays) this.#strays.set(number, movedSlot(newSlots, slot))
    this.#byKey.reset(0)
    for (let slot = 0; slot < to; slot++) if (!this.#strangeKeys.has(this.numberAt(slot))) this.#byKey.add(slot)
    this.#onCompacted(newSlots)
  }
}

export function movedSlot(newSlots: Int32Array, slot: number | undefined): number {
  return slot === undefined || slot < 0 ? NO_SLOT : (newSlots[slot] ?? NO_SLOT)
}

function keep<V>(values: Map<number, V>, number: number, value: V | null): void {
  if (value !== null) values.set(number, value)
  else if (values.size > 0) values.delete(number)
}
