import { isDeepStrictEqual } from 'node:util'
import { type EntityRef, laneOf } from '#shared/domain/ids.ts'
import { type ConflictDetail, canTransition, type Operation } from '#shared/domain/operation.ts'
import { OutpostError } from '#shared/errors/result.ts'
import { overlayOf } from '../database/rows.ts'
import type { Mutation, OperationIndexRow } from '../database/store.ts'
import type { Carried } from './carried.ts'
import type { Lanes } from './lanes.ts'
import type { OverlayPort } from './overlay-port.ts'
import { type Onto, rebaseBehindApplied, rebaseOnto } from './rebase.ts'

/** A transition to be stored: the operation as it will be, and why. */
export interface Step {
  readonly before: Operation
  readonly after: Operation
  readonly reason: string
  /** Set when the operation is put on top of edits by others. */
  readonly onto?: Onto
  /** What the server said it holds: shown from now on, since a change made next is made in its sight. */
  readonly seen?: ConflictDetail
  /** The id the server gave to what this operation makes, when it is another one. */
  readonly namedBy?: string
  /** What else belongs into the transaction. */
  readonly records?: readonly Mutation[]
}

/**
 * What a step writes. Throws OutpostError `invalid-transition`. An acknowledged effect becomes part of `overlays`' base
 * here, before it is stored: the value must not leave the screen in between.
 */
export function mutationsOf(step: Step, lanes: Lanes, overlays: OverlayPort, carried: Carried): Mutation[] {
  const { before, after, reason, onto, records = [] } = step
  if (!canTransition(before.state, after.state)) {
    throw new OutpostError('invalid-transition', `An operation that is ${before.state} cannot become ${after.state}.`)
  }
  if (isPlain(step)) return [moveOf(step)]
  const change: Mutation = {
    type: 'operation.change',
    operation: after,
    transition: { from: before.state, to: after.state, at: after.changedAt, reason },
    isAmended: before.intent !== after.intent || before.baseFields !== after.baseFields,
  }
  // Asked before what was found is shown, and stands for what was known.
  const isAlone = isOwnAlone(step, overlays)
  const rest: Mutation[] = [change, ...records, ...learnt(step, lanes, overlays)]
  if (onto !== undefined) {
    return [...rest, ...listOf(rebaseOnto(before, onto, lanes.laneRows(refOf(after))))]
  }
  if (!isTaken(step) || after.acknowledged === null || after.intent.kind === 'command') return rest
  const { version, sequence } = after.acknowledged
  const folded = overlays.acknowledge(overlayOf(after), version, sequence)
  const lane = lanes.laneRows(refOf(after))
  return [
    ...rest,
    ...listOf(isAlone ? rebaseBehindApplied(after, version, lane, carried) : null),
    ...folded,
    ...listOf(renaming(step, lane)),
  ]
}

/**
 * What several steps write, in the order in which memory takes them over: an operation that is rebased may be waiting
 * again only since this transaction, and a lane is found by its old name until all else is done.
 */
export function mutationsOfAll(
  steps: readonly Step[],
  lanes: Lanes,
  overlays: OverlayPort,
  carried: Carried,
): Mutation[] {
  const rankOf = ({ type }: Mutation): number => (type === 'lane.rebase' ? 1 : type === 'entity.rename' ? 2 : 0)
  return joinMoves(steps.flatMap((step) => mutationsOf(step, lanes, overlays, carried))).sort(
    (a, b) => rankOf(a) - rankOf(b),
  )
}

type Move = Extract<Mutation, { type: 'operations.move' }>

/** What a move from state to state leaves as it is. */
const UNMOVED = [
  'intent',
  'baseFields',
  'baseVersion',
  'priority',
  'waitingSince',
  'acceptedAt',
  'attempts',
  'rounds',
  'lastError',
  'conflict',
  'dependsOn',
  'batch',
  'acknowledged',
] as const satisfies readonly (keyof Operation)[]

/** Nothing but its state changes, and nothing else changes with it. */
function isPlain(step: Step): boolean {
  const { before, after, onto, seen, namedBy, records } = step
  if (onto !== undefined || seen !== undefined || namedBy !== undefined || isTaken(step)) return false
  if (records !== undefined) return false
  if (after.nextAttemptAt !== null) return false
  return UNMOVED.every((name) => before[name] === after[name])
}

function moveOf({ before, after, reason }: Step): Move {
  const transition = { from: before.state, to: after.state, at: after.changedAt, reason }
  return { type: 'operations.move', sequences: [after.clientSequence], transition }
}

/** Moves of many operations that are the same step, as one. */
function joinMoves(mutations: readonly Mutation[]): Mutation[] {
  const joined: Mutation[] = []
  let open: { readonly move: Move; readonly sequences: number[] } | null = null
  for (const mutation of mutations) {
    if (mutation.type !== 'operations.move') joined.push(mutation)
    else if (open !== null && isDeepStrictEqual(open.move.transition, mutation.transition)) {
      open.sequences.push(...mutation.sequences)
    } else {
      open = { move: mutation, sequences: [...mutation.sequences] }
      joined.push({ ...mutation, sequences: open.sequences })
    }
  }
  return joined
}

/** The server has just taken it: an edit ends with that, a command waits for its device. */
export function isTaken({ before, after }: Step): boolean {
  return after.state === 'applied' && before.state !== 'accepted'
}

export function refOf({ intent }: Operation): EntityRef {
  return { entityType: intent.entityType, entityId: intent.entityId }
}

/**
 * Whether the version that answers for an operation holds nothing of others that nobody here has seen. Where it was found
 * by reading, somebody else may have written the same value and more: whatever waits must still meet that.
 */
function isOwnAlone({ before, after, reason, seen }: Step, overlays: OverlayPort): boolean {
  if (reason !== 'read-back') return true
  if (after.acknowledged?.version !== before.baseVersion + 1) return false
  const { intent } = before
  if (intent.kind !== 'update' || seen === undefined) return true
  const known = overlays.base(refOf(before))
  if (known?.version !== before.baseVersion) return false
  return Object.entries(seen.serverFields).every(
    ([name, value]) => name in intent.fields || isDeepStrictEqual(known.data[name], value),
  )
}

/** What the server said it holds; nothing where that may count in what it took of the same batch and then gave back. */
function learnt({ before, seen }: Step, lanes: Lanes, overlays: OverlayPort): readonly Mutation[] {
  const { batch, key } = before
  if (seen === undefined) return []
  const lane = lanes.laneRows(refOf(before))
  if (batch !== null && lane.some((row) => row.key !== key && row.batch?.id === batch.id)) return []
  return overlays.learn(refOf(before), before.baseVersion, seen)
}

/** What the server's name for something made here moves; null: it has no other name. */
function renaming({ after, namedBy }: Step, lane: readonly OperationIndexRow[]): Mutation | null {
  if (namedBy === undefined) return null
  const sequences = lane.map((row) => row.clientSequence)
  return { type: 'entity.rename', ref: refOf(after), to: namedBy, sequences }
}

function listOf<T>(one: T | null): T[] {
  return one === null ? [] : [one]
}

/** The lanes in which something must be known of these steps. */
export function lanesFeeling(steps: readonly Step[]): string[] {
  return [...new Set(steps.filter(isFelt).map(({ before }) => laneOf(before.intent)))]
}

/** What waits in the lane, or will, must know of it: it has a new base, or another name, or what it builds on is gone. */
function isFelt(step: Step): boolean {
  const { after, onto, namedBy } = step
  if (onto !== undefined || namedBy !== undefined) return true
  if (after.state === 'cancelled' || after.state === 'expired') return true
  return isTaken(step) && after.intent.kind !== 'command'
}
