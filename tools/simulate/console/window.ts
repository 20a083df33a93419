import { laneOf } from '../../../src/shared/domain/ids.ts'
import type { EntityView, ReplicaDelta } from '../../../src/shared/domain/view.ts'

/** What a window of the console shows, made of nothing but what it is told. */
export class SimulatedWindow {
  readonly views = new Map<string, EntityView>()
  #revision: number

  constructor(revision: number, views: readonly EntityView[]) {
    this.#revision = revision
    for (const view of views) this.views.set(nameOf(view), view)
  }

  /** False: it missed something, and would have to ask for everything. */
  apply({ from, to, changed, reports, removed }: ReplicaDelta): boolean {
    if (from !== this.#revision) return false
    this.#revision = to
    for (const { entityType, id } of removed) this.views.delete(laneOf({ entityType, entityId: id }))
    for (const view of changed) this.views.set(nameOf(view), view)
    for (const { entityType, id, reported } of reports) {
      const name = laneOf({ entityType, entityId: id })
      const known = this.views.get(name)
      // A report of something that is not shown: it was never told of.
      if (known === undefined) return false
      this.views.set(name, { ...known, reported })
    }
    return true
  }
}

function nameOf({ entityType, id }: EntityView): string {
  return laneOf({ entityType, entityId: id })
}
