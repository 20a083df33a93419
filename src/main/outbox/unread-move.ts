import { canTransition, isSettled, type OperationState, type SettledState } from '#shared/domain/operation.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { Mutation, OperationIndexRow } from '../database/store.ts'
import type { Lanes } from './lanes.ts'

/** Moves operations on without reading them: because they are many, or because they cannot be read. */
export interface UnreadMove {
  readonly keys: readonly string[]
  readonly to: OperationState
  readonly reason: string
  /** Milliseconds since the epoch. */
  readonly at: number
}

/**
 * What it writes, and the rows it moves. Throws OutpostError `invalid-transition` when one of them cannot go there, or is
 * not waiting any more. The store compares the states once more.
 */
export function unreadMove(
  { keys, to, reason, at }: UnreadMove,
  lanes: Lanes,
): { readonly rows: readonly OperationIndexRow[]; readonly mutations: readonly Mutation[] } {
  const rows = keys.flatMap((key) => lanes.get(key) ?? [])
  if (rows.length < keys.length || rows.some((row) => !canTransition(row.state, to))) {
    throw new OutpostError('invalid-transition', 'Some of these changes have moved on meanwhile; look at them again.')
  }
  const lost = rows.filter((row) => row.trouble?.code === 'missing')
  const ends = lost.map((row) => lostMove(row, { to, reason, at }))
  const byState = new Map<OperationState, number[]>()
  for (const row of rows) {
    if (lost.includes(row)) continue
    const sequences = byState.get(row.state) ?? []
    sequences.push(row.clientSequence)
    byState.set(row.state, sequences)
  }
  const mutations = [...byState].map(([from, sequences]): Mutation => {
    return { type: 'operations.move', sequences, transition: { from, to, at, reason } }
  })
  return { rows, mutations: [...mutations, ...ends] }
}

/** What is not on the disk any more can only end. */
function lostMove(row: OperationIndexRow, { to, reason, at }: Omit<UnreadMove, 'keys'>): Mutation {
  if (!isSettledState(to)) throw new OutpostError('invalid-transition', row.trouble?.message ?? '')
  return { type: 'operation.lost', row, transition: { from: row.state, to, at, reason } }
}

function isSettledState(state: OperationState): state is SettledState {
  return isSettled(state)
}
