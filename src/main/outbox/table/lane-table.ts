import { ENTITY_TYPES, type EntityRef } from '#shared/domain/ids.ts'
import { Columns } from './columns.ts'
import { SlotHash } from './slot-hash.ts'
import { movedSlot, NO_SLOT } from './slots-by-number.ts'

export const NO_LANE = -1

const makeColumns = (lanes: number) => ({
  type: new Uint8Array(lanes),
  /** Of type and id: comparing it first spares nearly all comparisons of texts. */
  hash: new Uint32Array(lanes),
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
  readonly #byEntity = new SlotHash((lane) => this.columns.at.hash[lane] ?? 0)
  readonly #ids: (string | null)[] = []
  readonly #free: number[] = []

  /** `NO_LANE`: nothing of this entity waits. */
  numberOf({ entityType, entityId }: EntityRef): number {
    const type = ENTITY_TYPES.indexOf(entityType)
    return this.#find(type, entityId, hashOf(type, entityId))
  }

  refOf(lane: number): EntityRef {
    const entityType = ENTITY_TYPES[this.columns.at.type[lane] ?? 0] ?? 'device'
    return { entityType, entityId: this.#ids[lane] ?? '' }
  }

  /** The lane of an entity, made if there is none. */
  open(ref: EntityRef): number {
    const type = ENTITY_TYPES.indexOf(ref.entityType)
    const hash = hashOf(type, ref.entityId)
    const known = this.#find(type, ref.entityId, hash)
    if (known !== NO_LANE) return known
    const lane = this.#free.pop() ?? this.#ids.length
    this.columns.reach(lane)
    const { at } = this.columns
    at.type[lane] = type
    at.hash[lane] = hash
    at.first[lane] = NO_SLOT
    at.last[lane] = NO_SLOT
    at.priority[lane] = NO_LANE
    this.#ids[lane] = ref.entityId
    this.#byEntity.add(lane)
    return lane
  }

  /** It is empty now, and not among those that can be sent from. */
  close(lane: number): void {
    this.#byEntity.remove(lane)
    this.#ids[lane] = null
    this.#free.push(lane)
  }

  /** All that are open. */
  *numbers(): IterableIterator<number> {
    for (const [lane, id] of this.#ids.entries()) if (id !== null) yield lane
  }

  #find(type: number, id: string, hash: number): number {
    const { at } = this.columns
    return this.#byEntity.find(
      hash,
      (lane) => at.hash[lane] === hash && at.type[lane] === type && this.#ids[lane] === id,
    )
  }

  moved(newSlots: Int32Array): void {
    const { first, last } = this.columns.at
    for (const lane of this.numbers()) {
      first[lane] = movedSlot(newSlots, first[lane])
      last[lane] = movedSlot(newSlots, last[lane])
    }
  }
}

/** FNV-1a (Fowler, Noll, Vo), over the characters. */
function hashOf(type: number, id: string): number {
  let hash = 0x811c9dc5 ^ type
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
