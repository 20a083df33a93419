import type { EntityView } from '#shared/domain/view.ts'
import type { EntityStore } from '../../stores/entity-store.ts'

/** The newest of each device that changed, and the ids of those that are gone. */
export interface MissedChanges {
  readonly changed: readonly EntityView[]
  readonly removed: readonly string[]
}

/** Remembers what changes while the list is not shown: looking through the whole fleet would be felt at the return. */
export class AwayChanges {
  readonly #entities: EntityStore
  #end: (() => void) | null = null
  #newest = new Map<string, EntityView | null>()
  #isWhole = false

  constructor(entities: EntityStore) {
    this.#entities = entities
  }

  collect(): void {
    this.#end?.()
    this.#newest = new Map()
    this.#isWhole = true
    this.#end = this.#entities.getState().subscribeChanges('device', ({ changed, removed }) => {
      // Read anew: anything may be other.
      if (changed === null) this.#isWhole = false
      for (const view of changed ?? []) this.#newest.set(view.id, view)
      for (const id of removed) this.#newest.set(id, null)
    })
  }

  /** What was missed since `collect`; null: that is not known. */
  take(): MissedChanges | null {
    this.#end?.()
    this.#end = null
    const newest = this.#newest
    this.#newest = new Map()
    if (!this.#isWhole) return null
    this.#isWhole = false
    return {
      changed: Array.from(newest.values()).filter((view) => view !== null),
      removed: [...newest].flatMap(([id, view]) => (view === null ? id : [])),
    }
  }
}
