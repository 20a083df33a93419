import type { OperationState } from '#shared/domain/operation.ts'
import type { OperationView } from '#shared/domain/queue.ts'
import type { StateShape } from '../components/state-shape.ts'

export const OPERATION_SHAPE: Readonly<Record<OperationState, StateShape>> = {
  queued: 'waiting',
  stale: 'stale',
  sending: 'sending',
  unknown: 'unknown',
  accepted: 'device',
  applied: 'done',
  unconfirmed: 'unheard',
  conflicted: 'conflict',
  quarantined: 'stuck',
  expired: 'expired',
  cancelled: 'undone',
  merged: 'merged',
}

/** One that this version cannot read has a state of its own for a person, whatever it was before. */
export function isUnreadable({ wait }: Pick<OperationView, 'wait'>): boolean {
  return wait.reason === 'unreadable'
}

export function shapeOf(operation: Pick<OperationView, 'state' | 'wait'>): StateShape {
  return isUnreadable(operation) ? 'unreadable' : OPERATION_SHAPE[operation.state]
}

/** What the server has not taken: all that waits to be sent or for a person. */
export const NOT_TAKEN_STATES = ['queued', 'stale', 'sending', 'unknown', 'conflicted', 'quarantined'] as const

/** Somebody confirmed it again, tried it again or took it in later than it was made. */
export function isWantedAgain({ createdAt, waitingSince }: Pick<OperationView, 'createdAt' | 'waitingSince'>): boolean {
  return waitingSince - createdAt >= 1_000
}
