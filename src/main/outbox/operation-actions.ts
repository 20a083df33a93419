import { canTransition, type Operation } from '#shared/domain/operation.ts'
import type { OperationView } from '#shared/domain/queue.ts'
import type { OperationIndexRow, RowTrouble } from '../database/store.ts'
import { canRollBack } from './taken-along.ts'

/** The row of an operation that cannot be used. */
export type TroubledRow = OperationIndexRow & { readonly trouble: RowTrouble }

export const NO_ACTIONS: OperationView['actions'] = {
  canRetry: false,
  canRollBack: false,
  canKeepMine: false,
  canConfirm: false,
  canEdit: false,
  canDiscard: false,
  canRestore: false,
}

/** Whether a person may end what cannot be read. */
export function canBeGivenUp({ state, trouble }: TroubledRow): boolean {
  return canTransition(state, 'cancelled') || (trouble.code === 'missing' && state === 'accepted')
}

/** What a person can do. `isOwn`: it was made by whoever is signed in, who alone decides about what leads to sending. */
export function actionsOf(
  operation: Operation,
  wait: OperationView['wait']['reason'],
  isOwn: boolean,
): OperationView['actions'] {
  const { state, intent, conflict, acknowledged } = operation
  const isRefused = state === 'quarantined'
  return {
    ...NO_ACTIONS,
    canRetry: isOwn && ((isRefused && acknowledged === null) || wait === 'backing-off'),
    canRollBack: canRollBack(state),
    canConfirm: isOwn && state === 'stale',
    canEdit: isOwn && isRefused && (intent.kind === 'create' || intent.kind === 'update'),
    canKeepMine: isOwn && state === 'conflicted' && conflict !== null && !conflict.isDeleted,
    canRestore: state === 'cancelled' && acknowledged === null,
  }
}
