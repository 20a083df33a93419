import { laneOf } from '#shared/domain/ids.ts'
import type { OperationIndexRow } from '../../database/store.ts'
import { holdsLane } from '../holds-lane.ts'
import type { Lanes } from '../lanes.ts'

/** What goes into a bundle, in the order it was made, and how much that waits does not. */
export interface Selection {
  readonly rows: readonly OperationIndexRow[]
  /** Waits here and stays here: it is on its way, asks for a person, or builds on something that stays. */
  readonly left: number
}

/**
 * What can be carried to another PC: what waits to be sent or confirmed, and what an earlier bundle carried away and
 * nobody has answered for, so that a lost bundle can be written again. Whatever builds on an operation that stays, stays
 * too: by itself it could not go there in the right order. Batches go whole.
 *
 * @param isAway whether an `unknown` operation is so only because a bundle carried it away.
 */
export function selectForBundle(lanes: Lanes, isAway: (row: OperationIndexRow) => boolean): Selection {
  const chosen = new Map<string, OperationIndexRow>()
  let waiting = 0
  for (const row of lanes.rows()) {
    if (row.state !== 'accepted') waiting++
    if (canGo(row, isAway)) chosen.set(row.key, row)
  }
  for (let before = -1; before !== chosen.size; ) {
    before = chosen.size
    for (const row of [...chosen.values()]) if (!isWhole(row, chosen, lanes)) chosen.delete(row.key)
    for (const lane of lanesOf(chosen, lanes)) dropBehindStaying(lane, chosen)
  }
  const rows = [...chosen.values()].sort((a, b) => a.clientSequence - b.clientSequence)
  return { rows, left: waiting - rows.length }
}

function canGo(row: OperationIndexRow, isAway: (row: OperationIndexRow) => boolean): boolean {
  if (row.trouble !== null) return false
  return row.state === 'queued' || row.state === 'stale' || (row.state === 'unknown' && isAway(row))
}

/** Everything it depends on, and every fellow of its batch, goes with it. */
function isWhole(row: OperationIndexRow, chosen: ReadonlyMap<string, OperationIndexRow>, lanes: Lanes): boolean {
  const stays = row.dependsOn.some((sequence) => {
    const other = lanes.bySequence(sequence)
    return other !== undefined && other.state !== 'accepted' && !chosen.has(other.key)
  })
  if (stays || row.batch === null) return !stays
  const fellows = lanes.batchRows(row.batch.id)
  return fellows.length === row.batch.size && fellows.every((fellow) => chosen.has(fellow.key))
}

/** Each lane of what is chosen, once, in order. */
function lanesOf(chosen: ReadonlyMap<string, OperationIndexRow>, lanes: Lanes): (readonly OperationIndexRow[])[] {
  const byName = new Map([...chosen.values()].map((row) => [laneOf(row), row]))
  return [...byName.values()].map((row) => lanes.laneRows(row))
}

function dropBehindStaying(lane: readonly OperationIndexRow[], chosen: Map<string, OperationIndexRow>): void {
  let isHeld = false
  for (const row of lane) {
    if (isHeld) chosen.delete(row.key)
    else if (!chosen.has(row.key)) isHeld = row.state === 'queued' || holdsLane(row)
  }
}
