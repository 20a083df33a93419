import { ENTITY_TYPES, type EntityRef } from '#shared/domain/ids.ts'
import { Columns } from './columns.ts'
import { movedSlot, NO_SLOT } from './operation-table.ts'

export const NO_LANE = -1

const makeColumns = (lanes: number) => ({
  type: new Uint8Array(lanes),
  /** The first and the last slot. */
  first: new Int32Array(lanes),
  last: new Int32Array(lanes),
  /** Where the lane stands among those that can be sent from. */
  priority: new Int32Array(lanes),
  nextReady: new Int32Array(lanes),
  previousReady: new Int32Array(lanes),
})

/** The lanes by number, and which entity each is of. A number is used again when its lane is empty. */
export class LaneTable {
  readonly columns = new Columns(makeColumns)
  readonly #numbers = ENTITY_TYPES.map(() => new Map<string, number>())
  readonly #ids: (string | null)[] = []
  readonly #free: number[] = []

  /** `NO_LANE`: nothing of this entity waits. */
  numberOf({ entityType, entityId }: EntityRef): number {
    return this.#numbers[ENTITY_TYPES.indexOf(entityType)]?.get(entityId) ?? NO_LANE
  }

  refOf(lane: number): EntityRef {
    const entityType = ENTITY_TYPES[this.columns.at.type[lane] ?? 0] ?? 'device'
    return { entityType, entityId: this.#ids[lane] ?? '' }
  }

  /** The lane of an entity, made if there is none. */
  open({ entityType, entityId }: EntityRef): number {
    const type = ENTITY_TYPES.indexOf(entityType)
    const known = this.#numbers[type]?.get(entityId)
    if (known !== undefined) return known
    const lane = this.#free.pop() ?? this.#ids.length
    this.columns.reach(lane)
    const { at } = this.columns
    at.type[lane] = type
    at.first[lane] = NO_SLOT
    at.last[lane] = NO_SLOT
    at.priority[lane] = NO_LANE
    this.#ids[lane] = entityId
    this.#numbers[type]?.set(entityId, lane)
    return lane
  }

  /** It is empty now, and not among those that can be sent from. */
  close(lane: number): void {
    const id = this.#ids[lane]
    if (id === null || id === undefined) return
    this.#numbers[this.columns.at.type[lane] ?? 0]?.delete(id)
    this.#ids[lane] = null
    this.#free.push(lane)
  }

  /** All that are open. */
  *numbers(): IterableIterator<number> {
    for (const [lane, id] of this.#ids.entries()) if (id !== null) yield lane
  }

  moved(newSlots: Int32Array): void {
    const { first, last } = this.columns.at
    for (const lane of this.numbers()) {
      first[lane] = movedSlot(newSlots, first[lane])
      last[lane] = movedSlot(newSlots, last[lane])
    }
  }
}
