import { type EntityType, laneOf } from '#shared/domain/ids.ts'
import type { Intent } from '#shared/domain/operation.ts'
import type { Alias } from '../database/store.ts'
import { renameIn } from './references.ts'

/** Ids that were used here until the server gave others. A window may go on using the old one for a moment. */
export class Aliases {
  readonly #names = new Map<string, string>()

  add(alias: Alias): void {
    this.#names.set(laneOf({ entityType: alias.entityType, entityId: alias.from }), alias.to)
  }

  /** The id an entity goes by now. */
  resolve(entityType: EntityType, id: string): string {
    return this.#names.get(laneOf({ entityType, entityId: id })) ?? id
  }

  /** The intent with every id as the server knows it. */
  translate<T extends Intent>(intent: T): T {
    if (this.#names.size === 0) return intent
    const renamed: Intent = intent.entityId === undefined ? intent : this.#withId(intent, intent.entityId)
    return renameIn(renamed, (type, id) => this.resolve(type, id)) as T
  }

  #withId<T extends Intent>(intent: T, id: string): T {
    return { ...intent, entityId: this.resolve(intent.entityType, id) }
  }
}
