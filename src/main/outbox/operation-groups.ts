import type { OperationGroup, OperationGrouping, OperationOutlineRequest } from '#shared/domain/operation-groups.ts'
import { GROUP_OF_ALONE, MAX_OPERATION_GROUPS, operationGroupOf } from '#shared/domain/operation-groups.ts'
import type { WaitingPlace } from './waiting-rows.ts'

/** Operations told in full at once, in all groups together. */
const MAX_ROWS = 2_000

interface Members {
  readonly first: WaitingPlace
  /** Numbers of as many as are asked for, in the order in which they are sent. */
  readonly told: number[]
  readonly limit: number
  count: number
}

export interface CountedGroup extends Pick<OperationGroup, 'id' | 'count'> {
  readonly first: WaitingPlace
  /** Numbers of those that are told in full. */
  readonly told: readonly number[]
}

/** Counts groups, one operation after the other; only what is asked for is remembered of each. Pure. */
export class OperationGroupCounter {
  readonly #by: OperationGrouping
  readonly #limits: ReadonlyMap<string, number>
  readonly #groups = new Map<string, Members>()
  #total = 0

  constructor({ by, open }: Pick<OperationOutlineRequest, 'by' | 'open'>) {
    this.#by = by
    this.#limits = new Map(open.map(({ id, limit }) => [id, limit]))
  }

  get total(): number {
    return this.#total
  }

  get groupCount(): number {
    return this.#groups.size
  }

  /** They come in the order in which they were made. */
  add(place: WaitingPlace): void {
    const id = operationGroupOf(place, this.#by)
    const known = this.#groups.get(id)
    const group = known ?? { first: place, told: [], limit: this.#limits.get(id) ?? 0, count: 0 }
    if (known === undefined) this.#groups.set(id, group)
    group.count += 1
    this.#total += 1
    if (group.told.length < group.limit) group.told.push(place.clientSequence)
  }

  /** In the order of the first of each; what is in no batch comes last, however many batches there are. */
  shown(): readonly CountedGroup[] {
    const alone = this.#groups.get(GROUP_OF_ALONE)
    const others = [...this.#groups].filter(([, group]) => group !== alone)
    const shown = others.slice(0, MAX_OPERATION_GROUPS - (alone === undefined ? 0 : 1))
    if (alone !== undefined) shown.push([GROUP_OF_ALONE, alone])
    let room = MAX_ROWS
    return shown.map(([id, { first, told, count }]) => {
      const numbers = told.slice(0, room)
      room -= numbers.length
      return { id, first, count, told: numbers }
    })
  }
}
