import type { EntityRef } from '#shared/domain/ids.ts'
import type { Operation } from '#shared/domain/operation.ts'
import type { PendingMark } from '#shared/domain/view.ts'
import type { Mutation, OperationIndexRow } from '../database/store.ts'
import type { Carried } from './carried.ts'

export type LaneRebase = Extract<Mutation, { type: 'lane.rebase' }>

/** The newer server version an operation is put on top of, and the fields that others changed in between. */
export interface Onto {
  readonly version: number
  readonly fields: readonly string[]
}

/**
 * An own edit was applied: what was made against the version it was sent with has seen everything up to its result. Not
 * so where other PCs take part: what was made there has not seen the edits of here, and what was sent from there
 * may have gone on top of edits that nobody here has seen; then nothing is rebased (null).
 */
export function rebaseBehindApplied(
  applied: Operation,
  version: number,
  lane: readonly OperationIndexRow[],
  carried: Carried,
): LaneRebase | null {
  const { clientSequence, baseVersion } = applied
  if (carried.has(clientSequence) && version !== baseVersion + 1) return null
  const maker = carried.makerOf(clientSequence)
  const except = lane
    .map((row) => row.clientSequence)
    .filter((sequence) => carried.makerOf(sequence) !== null && carried.makerOf(sequence) !== maker)
  return { type: 'lane.rebase', ref: refOf(applied), from: baseVersion, version, except }
}

/**
 * An operation goes on top of edits by others. Later ones of its lane go with it unless they touch a field that was
 * changed: those must still meet the server's comparison, or the other's edit would be overwritten unseen. So must
 * deletions, which touch everything.
 */
export function rebaseOnto(
  before: Operation,
  onto: Onto,
  lane: readonly OperationIndexRow[],
  pending: readonly PendingMark[],
): LaneRebase {
  const changed = new Set(onto.fields)
  const clashing = new Set(
    pending
      .filter((mark) => mark.kind === 'delete' || mark.fields.some((field) => changed.has(field)))
      .map((mark) => mark.key),
  )
  const except = lane.filter((row) => clashing.has(row.key)).map((row) => row.clientSequence)
  return { type: 'lane.rebase', ref: refOf(before), from: before.baseVersion, version: onto.version, except }
}

export function isRebased(row: OperationIndexRow, { from, version, except }: LaneRebase): boolean {
  if (row.state !== 'queued' || except.includes(row.clientSequence)) return false
  return row.baseVersion >= from && row.baseVersion < version
}

function refOf({ intent }: Operation): EntityRef {
  return { entityType: intent.entityType, entityId: intent.entityId }
}
