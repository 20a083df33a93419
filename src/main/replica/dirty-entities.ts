import type { EntityRef, EntityType } from '#shared/domain/ids.ts'
import type { ReplicaDelta } from '#shared/domain/view.ts'

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
