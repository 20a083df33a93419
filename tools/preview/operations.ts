import type { OperationState } from '#shared/domain/operation.ts'
import type { OperationView, TransitionView, WaitReason } from '#shared/domain/queue.ts'
import type { EntityView, PendingMark } from '#shared/domain/view.ts'

/** Operations for the preview, made from what an operator might have changed. */

export interface OperationSeed {
  readonly device: EntityView
  readonly kind?: OperationView['kind']
  readonly state?: OperationState
  readonly fields?: Record<string, unknown>
  readonly command?: string
  readonly ageMs: number
  readonly wait?: WaitReason
  readonly error?: { code: string; message: string }
  readonly serverFields?: Record<string, unknown>
}

let made = 0

export function keyOf(number: number): string {
  return `5e1f0c3a-7d2b-4c19-9a10-${String(number).padStart(12, '0')}`
}

export function operationOf(seed: OperationSeed, now: number): OperationView {
  made += 1
  const { device, kind = 'update', state = 'queued', fields = {} } = seed
  const baseFields = Object.fromEntries(Object.keys(fields).map((name) => [name, device.data[name] ?? null]))
  const isSettled = state === 'applied' || state === 'cancelled' || state === 'merged' || state === 'expired'
  return {
    key: keyOf(made),
    clientSequence: 4_100 + made,
    kind,
    entityType: device.entityType,
    entityId: device.id,
    entityName: String(device.data['name']),
    state,
    priority: kind === 'command' ? 'high' : 'normal',
    fields,
    baseFields: kind === 'create' ? {} : baseFields,
    command: seed.command ?? null,
    createdAt: now - seed.ageMs,
    changedAt: now - Math.round(seed.ageMs / 2),
    attempts: state === 'quarantined' ? 4 : 0,
    nextAttemptAt: seed.wait === 'backing-off' ? now + 24_000 : null,
    lastError: seed.error ?? null,
    conflict:
      seed.serverFields === undefined ? null : { serverVersion: 9, serverFields: seed.serverFields, isDeleted: false },
    wait: { reason: isSettled ? 'settled' : (seed.wait ?? waitOf(state)), behindKey: null },
    actions: {
      canRetry: state === 'quarantined' || seed.wait === 'backing-off',
      canRollBack: state === 'queued' || state === 'quarantined' || state === 'conflicted',
      canKeepMine: state === 'conflicted',
      canConfirm: state === 'stale',
      canEdit: state === 'quarantined' && kind === 'update',
    },
    actor: 'operator',
    batchId: null,
    dependants: 0,
  }
}

function waitOf(state: OperationState): WaitReason {
  if (state === 'sending') return 'in-flight'
  if (state === 'unknown') return 'outcome-unknown'
  if (state === 'conflicted') return 'conflict'
  if (state === 'quarantined') return 'refused'
  return 'ready'
}

export function markFrom(operation: OperationView): PendingMark {
  const { key, kind, state, command, createdAt } = operation
  return { key, kind, state, fields: Object.keys(operation.fields), command, createdAt }
}

/** The steps that lead to the operation's state. */
export function transitionsOf(operation: OperationView): TransitionView[] {
  const at = operation.createdAt
  const first: TransitionView = { from: null, to: 'queued', at, reason: 'made' }
  if (operation.state === 'queued') return [first]
  const sent: TransitionView = { from: 'queued', to: 'sending', at: at + 40, reason: 'sent' }
  if (operation.state === 'cancelled')
    return [first, { from: 'queued', to: 'cancelled', at: at + 900, reason: 'rolled-back-by-operator' }]
  if (operation.state === 'sending') return [first, sent]
  const reasons: Partial<Record<OperationState, string>> = {
    unknown: 'answer-lost',
    applied: 'acknowledged',
    conflicted: 'conflict',
    quarantined: 'rejected:forbidden',
    merged: 'merged',
  }
  return [
    first,
    sent,
    { from: 'sending', to: operation.state, at: at + 130, reason: reasons[operation.state] ?? 'sent' },
  ]
}
