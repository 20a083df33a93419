import type { Operation } from '#shared/domain/operation.ts'
import type { Mutation, OperationIndexRow } from '../database/store.ts'
import type { Carried } from './carried.ts'

export type LaneRebase = Extract<Mutation, { type: 'lane.rebase' }>

/** The newer server version an operation is put on top of, and the fields that others changed in between. */
export interface Onto {
  readonly version: number
  readonly fields: readonly string[]
  /** Fields in which a person chose its value in the face of theirs: what was made later builds on that choice. */
  readonly decided?: readonly string[]
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
  const sequences = behind(applied, lane).filter((sequence) => {
    const other = carried.makerOf(sequence)
    return other === null || other === maker
  })
  return sequences.length === 0 ? null : { type: 'lane.rebase', sequences, from: baseVersion, version }
}

/**
 * An operation goes on top of edits by others. Later ones of its lane go with it unless they touch a field that was
 * changed: those must still meet the server's comparison, or the other's edit would be overwritten unseen. So must
 * deletions, which touch everything.
 */
export function rebaseOnto(before: Operation, onto: Onto, lane: readonly OperationIndexRow[]): LaneRebase | null {
  const changed = new Set(onto.fields)
  const undecided = new Set(onto.fields.filter((field) => onto.decided?.includes(field) !== true))
  const free = lane.filter(({ kind, fields, clientSequence }) => {
    const unseen = clientSequence > before.clientSequence ? undecided : changed
    return kind !== 'delete' && !fields.some((field) => unseen.has(field))
  })
  const sequences = behind(before, free)
  return sequences.length === 0
    ? null
    : { type: 'lane.rebase', sequences, from: before.baseVersion, version: onto.version }
}

/**
 * What others are storing just now is left out: it was read before, and goes with the base it had. The server's comparison
 * finds the edits of here in between, which clash with nothing.
 */
export function sparing(mutations: readonly Mutation[], isElsewhere: (sequence: number) => boolean): Mutation[] {
  return mutations.map((one) =>
    one.type === 'lane.rebase' ? { ...one, sequences: one.sequences.filter((number) => !isElsewhere(number)) } : one,
  )
}

/** Whether the row, which the rebase names, is moved by it: the same question as the store asks. */
export function isRebased(row: OperationIndexRow, { from, version }: LaneRebase): boolean {
  return row.state === 'queued' && row.baseVersion >= from && row.baseVersion < version
}

/** Numbers of the others of a lane that are made against a version. */
function behind({ clientSequence }: Operation, lane: readonly OperationIndexRow[]): number[] {
  return lane.flatMap((row) =>
    row.kind === 'command' || row.clientSequence === clientSequence ? [] : row.clientSequence,
  )
}
