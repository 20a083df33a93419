import type { EntityRef } from '#shared/domain/ids.ts'
import type { OperationIndexRow } from '../../database/store.ts'
import { LaneTable, NO_LANE } from './lane-table.ts'
import { OperationTable } from './operation-table.ts'
import { NO_SLOT } from './slots-by-number.ts'

/** The rows of each lane, linked in the order in which they were made. */
export class LaneChains {
  readonly lanes = new LaneTable()
  readonly table = new OperationTable(
    (lane) => this.lanes.refOf(lane),
    (newSlots) => this.lanes.moved(newSlots),
  )

  slotsOf(ref: EntityRef): IterableIterator<number> {
    return this.slotsOfLane(this.lanes.numberOf(ref))
  }

  /** From the first to the last. Nothing may be added or removed meanwhile. */
  *slotsOfLane(lane: number): IterableIterator<number> {
    for (let slot = this.firstOf(lane); slot !== NO_SLOT; slot = this.nextOf(slot)) yield slot
  }

  firstOf(lane: number): number {
    return lane === NO_LANE ? NO_SLOT : (this.lanes.columns.at.first[lane] ?? NO_SLOT)
  }

  nextOf(slot: number): number {
    return this.table.next[slot] ?? NO_SLOT
  }

  /** From the last to the first. */
  *slotsBackFrom(ref: EntityRef): IterableIterator<number> {
    const lane = this.lanes.numberOf(ref)
    if (lane === NO_LANE) return
    for (let slot = this.lanes.columns.at.last[lane] ?? NO_SLOT; slot !== NO_SLOT; ) {
      yield slot
      slot = this.table.previous[slot] ?? NO_SLOT
    }
  }

  /** Returns the slot. */
  add(row: OperationIndexRow): number {
    const lane = this.lanes.open(row)
    const slot = this.table.add(row, lane)
    const { first, last } = this.lanes.columns.at
    const { next, previous } = this.table
    // Commits of concurrent callers may come back in another order than their numbers.
    let before = last[lane] ?? NO_SLOT
    while (before !== NO_SLOT && this.table.numberAt(before) > row.clientSequence) before = previous[before] ?? NO_SLOT
    const after = before === NO_SLOT ? (first[lane] ?? NO_SLOT) : (next[before] ?? NO_SLOT)
    previous[slot] = before
    next[slot] = after
    if (before === NO_SLOT) first[lane] = slot
    else next[before] = slot
    if (after === NO_SLOT) last[lane] = slot
    else previous[after] = slot
    return slot
  }

  /** Returns whether its lane is empty now. */
  remove(slot: number): boolean {
    const lane = this.table.laneAt(slot)
    const { first, last } = this.lanes.columns.at
    const { next, previous } = this.table
    const before = previous[slot] ?? NO_SLOT
    const after = next[slot] ?? NO_SLOT
    if (before === NO_SLOT) first[lane] = after
    else next[before] = after
    if (after === NO_SLOT) last[lane] = before
    else previous[after] = before
    const isEmpty = first[lane] === NO_SLOT
    this.table.remove(slot)
    return isEmpty
  }
}
