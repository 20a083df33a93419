import type { EntityRecord, Fields } from '#shared/domain/entities.ts'
import { ENTITY_TYPES, type EntityRef, type EntityType } from '#shared/domain/ids.ts'
import type { EntityView } from '#shared/domain/view.ts'
import type { EffectSource } from '../database/effects.ts'
import type { BaseState } from './base.ts'
import { plainViewText, project } from './project.ts'
import type { Reading } from './reading.ts'

/** Where nothing waits. */
const NO_EFFECTS: EffectSource = {
  effectsOf: () => [],
  hasEffects: () => false,
  isShown: () => false,
  waitingRefs: () => [],
}

/** What windows show: the server's records with what waits on top. */
export class ReplicaViews {
  readonly #base: BaseState
  readonly #reading: Reading
  #effects: EffectSource = NO_EFFECTS

  constructor(base: BaseState, reading: Reading) {
    this.#base = base
    this.#reading = reading
  }

  /** What waits is shown as `source` tells from now on. */
  showEffects(source: EffectSource): void {
    this.#effects = source
  }

  of(ref: EntityRef): EntityView | null {
    return project(ref, this.#base.get(ref), this.#effects.effectsOf(ref))
  }

  /** The values on screen; none of what is not there. */
  valuesOf(ref: EntityRef): Fields {
    return (this.#effects.hasEffects(ref) ? this.of(ref) : this.#base.get(ref))?.data ?? {}
  }

  /** The values of this record as they are on screen, whether the base has it already or not. */
  shownOf(record: EntityRecord): Fields {
    const ref = { entityType: record.entityType, entityId: record.id }
    if (!this.#effects.hasEffects(ref)) return record.data
    return project(ref, record, this.#effects.effectsOf(ref))?.data ?? record.data
  }

  /** What `of` says of whether it is there, for less. */
  presenceOf(ref: EntityRef): 'present' | 'leaving' | 'absent' {
    if (this.#base.get(ref) === null && !this.#effects.isShown(ref, 'create')) return 'absent'
    return this.#effects.isShown(ref, 'delete') ? 'leaving' : 'present'
  }

  /** Entities with something pending. */
  waitingRefs(): EntityRef[] {
    return ENTITY_TYPES.flatMap((entityType) => [...this.#effects.waitingRefs(entityType)])
  }

  /**
   * Everything of one type. What changes while it is read may be left out, given as it was before, or given twice: a delta
   * tells of it.
   */
  *all(entityType: EntityType): IterableIterator<EntityView> {
    for (const record of this.#base.all(entityType).values()) {
      const view = this.of({ entityType, entityId: record.id })
      if (view !== null) yield view
    }
    yield* this.#made(entityType)
  }

  /**
   * As `all`, each as JSON. What nothing waits for is passed on as it lies in memory. Null: no more for the moment, because
   * stored records are still being read.
   */
  *texts(entityType: EntityType): IterableIterator<string | null> {
    for (const record of this.#recordsAsRead(entityType))
      yield record === null ? null : this.#textOf(entityType, record)
    for (const view of this.#made(entityType)) yield JSON.stringify(view)
  }

  #textOf(entityType: EntityType, record: EntityRecord): string {
    const ref = { entityType, entityId: record.id }
    return this.#effects.hasEffects(ref) ? JSON.stringify(this.of(ref)) : plainViewText(record)
  }

  /** What was made here, and the server does not have yet. */
  *#made(entityType: EntityType): IterableIterator<EntityView> {
    for (const ref of this.#effects.waitingRefs(entityType)) {
      const view = this.#base.get(ref) === null ? this.of(ref) : null
      if (view !== null) yield view
    }
  }

  *#recordsAsRead(entityType: EntityType): IterableIterator<EntityRecord | null> {
    const records = this.#base.all(entityType)
    const values = records.values()
    for (let read = 0; ; read++) {
      // An iterator that has once come to the end of a map stays there, whatever is added later.
      while (read === records.size && this.#reading.more() !== null) yield null
      const next = values.next()
      if (next.done === true) return
      yield next.value
    }
  }
}
