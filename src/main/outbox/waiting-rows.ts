import type { EntityRef, EntityType } from '#shared/domain/ids.ts'
import { isOverlaid, type OperationKind, type OperationState } from '#shared/domain/operation.ts'
import { type EffectSource, overlayFromText, type WaitingOverlay } from '../database/effects.ts'
import type { OperationIndexRow } from '../database/store.ts'
import { BatchMembers } from './batches.ts'
import { Dependencies } from './dependencies.ts'
import { holdsLaneAt, isWaitingAt } from './holds-lane.ts'
import { LaneChains } from './table/lane-chains.ts'
import { NO_LANE } from './table/lane-table.ts'
import { NO_SLOT } from './table/slots-by-number.ts'

/** Which operations are asked for; what is left out does not matter. */
export interface RowFilter {
  readonly states?: readonly OperationState[]
  readonly kinds?: readonly OperationKind[]
  /** Only those that cannot be used. */
  readonly isTroubled?: true
}

/** Where an operation stands, in short: fifty thousand of these are made while nobody notices. */
export interface WaitingPlace {
  readonly clientSequence: number
  readonly entityType: EntityType
  readonly entityId: string
  readonly batchId: string | null
  /** As it is listed: what cannot be read waits for a person, like what was refused. */
  readonly state: OperationState
  readonly isUnreadable: boolean
}

/**
 * What is told of the unsettled operations. Rows are given as they are at the moment; they do not follow what happens
 * later.
 */
export class WaitingRows implements EffectSource {
  protected readonly chains = new LaneChains()
  protected readonly batches = new BatchMembers()
  protected readonly dependencies = new Dependencies()

  get size(): number {
    return this.chains.table.size
  }

  get(key: string): OperationIndexRow | undefined {
    return this.#rowAt(this.chains.table.slotOf(key))
  }

  has(key: string): boolean {
    return this.chains.table.slotOf(key) !== NO_SLOT
  }

  bySequence(sequence: number): OperationIndexRow | undefined {
    return this.#rowAt(this.chains.table.slotOfNumber(sequence))
  }

  /** What waits, about in the order in which it was made. Rows may be put and removed while it is read. */
  *rows({ states, kinds, isTroubled }: RowFilter = {}): IterableIterator<OperationIndexRow> {
    const table = this.chains.table
    for (const slot of table.slots()) {
      if (states !== undefined && !states.includes(table.stateAt(slot))) continue
      if (kinds !== undefined && !kinds.includes(table.kindAt(slot))) continue
      if (isTroubled === true && table.troubleAt(slot) === null) continue
      yield table.row(slot)
    }
  }

  /** Where each of them stands, in the order of `rows`. */
  *places(): IterableIterator<WaitingPlace> {
    const { table, lanes } = this.chains
    for (const slot of table.slots()) {
      const { entityType, entityId } = lanes.refOf(table.laneAt(slot))
      const isUnreadable = table.troubleAt(slot) !== null
      yield {
        clientSequence: table.numberAt(slot),
        entityType,
        entityId,
        batchId: table.batchAt(slot)?.id ?? null,
        state: isUnreadable ? 'quarantined' : table.stateAt(slot),
        isUnreadable,
      }
    }
  }

  /** All of one lane, in the order they were made. */
  laneRows(ref: EntityRef): readonly OperationIndexRow[] {
    return Array.from(this.chains.slotsOf(ref), (slot) => this.chains.table.row(slot))
  }

  /** The last one of a lane. */
  lastOf(ref: EntityRef): OperationIndexRow | undefined {
    return this.findLastOf(ref, () => true)
  }

  /** The last one of a lane that is looked for: for lanes that may be long. */
  findLastOf(ref: EntityRef, isIt: (row: OperationIndexRow) => boolean): OperationIndexRow | undefined {
    for (const slot of this.chains.slotsBackFrom(ref)) {
      const row = this.chains.table.row(slot)
      if (isIt(row)) return row
    }
    return undefined
  }

  /** The operation that makes the entity, if it waits. */
  makerOf(ref: EntityRef): OperationIndexRow | undefined {
    for (const slot of this.chains.slotsOf(ref)) {
      if (this.chains.table.kindAt(slot) === 'create') return this.chains.table.row(slot)
    }
    return undefined
  }

  batchRows(batchId: string): readonly OperationIndexRow[] {
    const rows = this.batches.keysOf(batchId).flatMap((key) => this.get(key) ?? [])
    return rows.sort((a, b) => a.clientSequence - b.clientSequence)
  }

  /** What names `row` as something it depends on. */
  dependantsOf(row: OperationIndexRow): readonly OperationIndexRow[] {
    return this.dependencies.dependantsOf(row.clientSequence).flatMap((sequence) => this.bySequence(sequence) ?? [])
  }

  /** Of what is still to be sent, milliseconds since the epoch; null: nothing is. What needs a person first does not count. */
  get oldestCreatedAt(): number | null {
    for (const { createdAt, trouble } of this.rows({ states: ['queued', 'sending', 'unknown'] })) {
      if (trouble === null) return createdAt
    }
    return null
  }

  effectsOf(ref: EntityRef): readonly WaitingOverlay[] {
    const effects: WaitingOverlay[] = []
    const { chains } = this
    for (let slot = chains.firstOf(chains.lanes.numberOf(ref)); slot !== NO_SLOT; slot = chains.nextOf(slot)) {
      const effect = chains.table.effectAt(slot)
      if (effect !== null) effects.push(overlayFromText(chains.table.brief(slot, ref), effect))
    }
    return effects
  }

  isShown(ref: EntityRef, kind: OperationKind): boolean {
    for (const slot of this.chains.slotsOf(ref)) {
      if (this.chains.table.kindAt(slot) === kind && isOverlaid(this.chains.table.stateAt(slot))) return true
    }
    return false
  }

  hasEffects(ref: EntityRef): boolean {
    return this.chains.lanes.numberOf(ref) !== NO_LANE
  }

  *waitingRefs(entityType: EntityType): IterableIterator<EntityRef> {
    for (const lane of this.chains.lanes.numbers()) {
      const ref = this.chains.lanes.refOf(lane)
      if (ref.entityType === entityType) yield ref
    }
  }

  /** What holds `row` back in its lane; null when it is at the front. */
  holder(row: OperationIndexRow): OperationIndexRow | null {
    for (const slot of this.chains.slotsOf(row)) {
      if (this.chains.table.numberAt(slot) === row.clientSequence) return null
      const isFellow = row.batch !== null && this.chains.table.batchAt(slot)?.id === row.batch.id
      const isWaiting = isWaitingAt(this.chains.table, slot)
      if ((isWaiting && !isFellow) || holdsLaneAt(this.chains.table, slot)) return this.chains.table.row(slot)
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
    return slot === NO_SLOT ? undefined : this.chains.table.row(slot)
  }
}
