import type { OperationState } from '#shared/domain/operation.ts'
import type { StateShape } from '../components/StateIcon.tsx'

export const OPERATION_SHAPE: Readonly<Record<OperationState, StateShape>> = {
  queued: 'waiting',
  stale: 'stuck',
  sending: 'sending',
  unknown: 'unknown',
  accepted: 'sending',
  applied: 'done',
  unconfirmed: 'unknown',
  conflicted: 'conflict',
  quarantined: 'stuck',
  expired: 'waiting',
  cancelled: 'undone',
  merged: 'done',
}
