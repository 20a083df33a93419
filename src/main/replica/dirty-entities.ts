import type { EntityRef, EntityType } from '#shared/domain/ids.ts'
import type { ReplicaDelta } from '#shared/domain/view.ts'

/** To sort more than these takes longer than a look at every entity there is. */
const MAX_SORTED = 2_000

/** Entities that look otherwise than windows were told, and whether more than their reports changed. */
export class DirtyEntities {
  readonly #types = new Map<EntityType, Map<string, boolean>>()
  #size = 0

  get size(): number {
    return this.#size
  }

  /** @param isWhole false: only what is reported of it changed. */
  add(entityType: EntityType, id: string, isWhole: boolean): void {
    let ids = this.#types.get(entityType)
    if (ids === undefined) {
      ids = new Map()
      this.#types.set(entityType, ids)
    }
    const known = ids.get(id)
    if (known === undefined) this.#size++
    if (known === undefined || (isWhole && !known)) ids.set(id, isWhole)
  }

  isWhole(entityType: EntityType, id: string): boolean {
    return this.#types.get(entityType)?.get(id) ?? false
  }

  /**
   * The ids of one type: few of them sorted, many as `known` has them, which costs less than to sort them; those that are
   * not in it last.
   */
  inOrder(entityType: EntityType, known: Iterable<string>): readonly string[] {
    const ids = this.#types.get(entityType)
    if (ids === undefined) return []
    if (ids.size <= MAX_SORTED) return [...ids.keys()].sort()
    const ordered = new Set<string>()
    for (const id of known) if (ids.has(id)) ordered.add(id)
    for (const id of ids.keys()) ordered.add(id)
    return [...ordered]
  }

  addDelta({ changed, reports, removed }: ReplicaDelta): void {
    for (const { entityType, id } of changed) this.add(entityType, id, true)
    for (const { entityType, id } of reports) this.add(entityType, id, false)
    for (const { entityType, id } of removed) this.add(entityType, id, true)
  }

  visit(each: (ref: EntityRef, isWhole: boolean) => void): void {
    for (const [entityType, ids] of this.#types) {
      for (const [entityId, isWhole] of ids) each({ entityType, entityId }, isWhole)
    }
  }

  clear(): void {
    for (const ids of this.#types.values()) ids.clear()
    this.#size = 0
  }
}
