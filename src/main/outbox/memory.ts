import type { EntityRef } from '#shared/domain/ids.ts'
import { isSettled, type Operation, type OperationState } from '#shared/domain/operation.ts'
import { indexOfOperation } from '../database/index-rows.ts'
import { overlayOf } from '../database/rows.ts'
import type { Mutation, OperationIndexRow } from '../database/store.ts'
import type { Aliases } from './aliases.ts'
import type { Lanes } from './lanes.ts'
import type { OverlayPort } from './overlay-port.ts'
import { isRebased, type LaneRebase } from './rebase.ts'
import { refOf, type Step } from './step.ts'
import type { Totals } from './totals.ts'

export interface Renamed {
  readonly ref: EntityRef
  readonly to: string
}

/** Memory's side of what is on disk: the lanes, the effects on screen, the names and the totals. */
export class QueueMemory {
  readonly #lanes: Lanes
  readonly #overlays: OverlayPort
  readonly #aliases: Aliases
  readonly #totals: Totals

  constructor(dependencies: { lanes: Lanes; overlays: OverlayPort; aliases: Aliases; totals: Totals }) {
    this.#lanes = dependencies.lanes
    this.#overlays = dependencies.overlays
    this.#aliases = dependencies.aliases
    this.#totals = dependencies.totals
  }

  add(operation: Operation): void {
    this.#totals.countMade()
    if (isSettled(operation.state)) return this.#totals.countEnd(operation.state)
    this.#lanes.put(indexOfOperation(operation))
    this.#overlays.addOverlay(overlayOf(operation), operation.state)
  }

  move({ before, after }: Step): void {
    if (isSettled(after.state)) return this.#end(refOf(after), after.key, after.state)
    const known = this.#lanes.get(after.key)
    const isSamePayload = before.intent === after.intent && before.baseFields === after.baseFields
    // Measuring the payload anew costs more than all the rest.
    this.#lanes.put(indexOfOperation(after, isSamePayload && known !== undefined ? known : null))
    if (before.intent === after.intent) this.#overlays.setOverlayState(refOf(after), after.key, after.state)
    else this.#overlays.addOverlay(overlayOf(after), after.state)
  }

  /** Of operations that were moved without being read. */
  moveUnread(row: OperationIndexRow, to: OperationState): void {
    if (isSettled(to)) return this.#end(row, row.key, to)
    this.#lanes.put({ ...row, state: to, nextAttemptAt: null })
    this.#overlays.setOverlayState(row, row.key, to)
  }

  rebase(mutations: readonly Mutation[]): void {
    for (const mutation of mutations) if (mutation.type === 'lane.rebase') this.#rebase(mutation)
  }

  /** The server gave what was made here another id; null: this step says nothing of that. */
  rename({ after, namedBy: to }: Step): Renamed | null {
    if (to === undefined) return null
    const ref = refOf(after)
    this.#aliases.add({ entityType: ref.entityType, from: ref.entityId, to })
    this.#lanes.rename(ref, to)
    this.#overlays.rename(ref, to)
    return { ref, to }
  }

  #end(ref: EntityRef, key: string, state: OperationState): void {
    this.#lanes.remove(key)
    this.#overlays.removeOverlay(ref, key)
    this.#totals.countEnd(state)
  }

  #rebase(rebase: LaneRebase): void {
    for (const sequence of rebase.sequences) {
      const row = this.#lanes.bySequence(sequence)
      if (row !== undefined && isRebased(row, rebase)) this.#lanes.put({ ...row, baseVersion: rebase.version })
    }
  }
}
