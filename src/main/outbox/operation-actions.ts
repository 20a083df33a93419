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

/** What its author can do. */
export function actionsOf(operation: Operation, wait: OperationView['wait']['reason']): OperationView['actions'] {
  const { state, intent, conflict, acknowledged } = operation
  const isRefused = state === 'quarantined'
  return {
    ...NO_ACTIONS,
    canRetry: (isRefused && acknowledged === null) || wait === 'backing-off',
    canRollBack: canRollBack(state),
    canConfirm: state === 'stale',
    canEdit: isRefused && (intent.kind === 'create' || intent.kind === 'update'),
    canKeepMine: state === 'conflicted' && conflict !== null && !conflict.isDeleted,
    canRestore: state === 'cancelled' && acknowledged === null,
  }
}
