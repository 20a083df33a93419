import type { EntityRef } from '#shared/domain/ids.ts'
import { isSettled, type Operation, type OperationState } from '#shared/domain/operation.ts'
import { effectText } from '../database/effects.ts'
import { indexOfOperation } from '../database/index-rows.ts'
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
    this.#lanes.put(this.#withSharedId(indexOfOperation(operation)), effectText(operation))
    this.#overlays.effectsChanged(refOf(operation))
  }

  /** The row with the very text of the id that the copy of the server's records has: in a long queue that is much. */
  #withSharedId(row: OperationIndexRow): OperationIndexRow {
    const entityId = this.#overlays.base(row)?.id
    return entityId === undefined ? row : { ...row, entityId }
  }

  move({ before, after }: Step): void {
    if (isSettled(after.state)) return this.#end(refOf(after), after.key, after.state)
    const known = this.#lanes.get(after.key)
    const isSamePayload = before.intent === after.intent && before.baseFields === after.baseFields
    // Measuring the payload anew costs more than all the rest.
    const row = indexOfOperation(after, isSamePayload && known !== undefined ? known : null)
    this.#lanes.put(row, isSamePayload ? undefined : effectText(after))
    this.#overlays.effectsChanged(row)
  }

  /** Of operations that were moved without being read. */
  moveUnread(row: OperationIndexRow, to: OperationState): void {
    if (isSettled(to)) return this.#end(row, row.key, to)
    this.#lanes.put({ ...row, state: to, nextAttemptAt: null })
    this.#overlays.effectsChanged(row)
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
    this.#overlays.effectsChanged(ref)
    this.#totals.countEnd(state)
  }

  #rebase(rebase: LaneRebase): void {
    for (const sequence of rebase.sequences) {
      const row = this.#lanes.bySequence(sequence)
      if (row !== undefined && isRebased(row, rebase)) this.#lanes.put({ ...row, baseVersion: rebase.version })
    }
  }
}
