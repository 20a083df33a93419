import { type ChangeAuthor, type DeskReason, WHOLE_ENTITY } from '#shared/domain/conflict.ts'
import { isSettled, type OperationState } from '#shared/domain/operation.ts'
import type { OperationView, TransitionView, WaitReason } from '#shared/domain/queue.ts'
import type { EntityView, PendingMark } from '#shared/domain/view.ts'

/** Operations for the preview, made from what an operator might have changed. */

export interface OperationSeed {
  readonly device: EntityView
  readonly kind?: OperationView['kind']
  readonly state?: OperationState
  readonly fields?: Record<string, unknown>
  readonly command?: string
  readonly contentName?: string
  readonly ageMs: number
  /** How long since it was wanted again; left out: since it was made. */
  readonly waitingMs?: number
  readonly wait?: WaitReason
  /** Key of the operation it waits behind. */
  readonly behind?: string
  readonly batchId?: string
  readonly dependants?: number
  readonly actor?: string
  readonly error?: { code: string; message: string }
  readonly serverFields?: Record<string, unknown>
  /** Its entity was deleted at the server. */
  readonly isGone?: boolean
  readonly reason?: DeskReason
  /** Who made the server's change, of all its fields or by field; left out: the server does not tell. */
  readonly theirs?: string | Readonly<Record<string, string>>
}

let made = 0

export function keyOf(number: number): string {
  return `5e1f0c3a-7d2b-4c19-9a10-${String(number).padStart(12, '0')}`
}

export const NO_ACTIONS: OperationView['actions'] = {
  canRetry: false,
  canRollBack: false,
  canKeepMine: false,
  canConfirm: false,
  canEdit: false,
  canDiscard: false,
  canRestore: false,
}

export function operationOf(seed: OperationSeed, now: number): OperationView {
  made += 1
  const { device, kind = 'update', state = 'queued', fields = {} } = seed
  const baseFields = Object.fromEntries(Object.keys(fields).map((name) => [name, device.data[name] ?? null]))
  return {
    key: keyOf(made),
    clientSequence: 4_100 + made,
    kind,
    entityType: device.entityType,
    entityId: device.id,
    entityName: device.entityType === 'alert' ? device.id : String(device.data['name']),
    state,
    priority: kind === 'command' ? 'high' : 'normal',
    fields,
    baseFields: kind === 'create' ? {} : baseFields,
    command: seed.command ?? null,
    ...(seed.contentName === undefined ? {} : { contentName: seed.contentName }),
    createdAt: now - seed.ageMs,
    waitingSince: now - (seed.waitingMs ?? seed.ageMs),
    changedAt: now - Math.round(seed.ageMs / 2),
    attempts: state === 'quarantined' ? 4 : 0,
    nextAttemptAt: seed.wait === 'backing-off' ? now + 24_000 : null,
    lastError: seed.error ?? null,
    conflict: conflictOf(seed, now),
    wait: { reason: seed.wait ?? waitOf(state), behindKey: seed.behind ?? null },
    actions: actionsOf(seed),
    heldFor: seed.wait === 'other-user' ? 'author' : null,
    actor: seed.actor ?? 'operator',
    batchId: seed.batchId ?? null,
    dependants: seed.dependants ?? 0,
  }
}

function actionsOf({ state = 'queued', kind = 'update', wait }: OperationSeed): OperationView['actions'] {
  if (wait === 'unreadable') return { ...NO_ACTIONS, canDiscard: true }
  if (wait === 'other-user') return NO_ACTIONS
  return {
    canRetry: state === 'quarantined' || wait === 'backing-off',
    canRollBack: state === 'queued' || state === 'stale' || state === 'quarantined' || state === 'conflicted',
    canKeepMine: state === 'conflicted',
    canConfirm: state === 'stale',
    canEdit: state === 'quarantined' && (kind === 'update' || kind === 'create'),
    canDiscard: false,
    canRestore: state === 'cancelled',
  }
}

function waitOf(state: OperationState): WaitReason {
  if (isSettled(state)) return 'settled'
  const reasons: Partial<Record<OperationState, WaitReason>> = {
    sending: 'in-flight',
    unknown: 'outcome-unknown',
    conflicted: 'conflict',
    quarantined: 'refused',
    stale: 'asks-again',
    accepted: 'awaiting-device',
  }
  return reasons[state] ?? 'ready'
}

/** The operation after something was done with it. */
function conflictOf(seed: OperationSeed, now: number): OperationView['conflict'] {
  const { serverFields, isGone, reason, theirs, ageMs } = seed
  const names = isGone === true ? [WHOLE_ENTITY] : Object.keys(serverFields ?? {})
  const at = now - Math.round(ageMs / 3)
  const author = (name: string): ChangeAuthor | null => {
    const actor = typeof theirs === 'string' ? theirs : theirs?.[name]
    return actor === undefined ? null : { actor, at }
  }
  const known = names.flatMap((name) => [[name, author(name)] as const].filter(([, one]) => one !== null))
  const changedBy = known.length === 0 ? {} : { changedBy: Object.fromEntries(known) }
  if (isGone === true) return { serverVersion: 0, serverFields: {}, isDeleted: true, ...changedBy }
  if (serverFields === undefined) return null
  const why = reason === undefined ? {} : { reason }
  return { serverVersion: 9, serverFields, isDeleted: false, ...why, ...changedBy }
}

export function inState(
  operation: OperationView,
  state: OperationState,
  change: Partial<OperationView> = {},
): OperationView {
  const seed = { device: {} as EntityView, kind: operation.kind, state, ageMs: 0 }
  return {
    ...operation,
    state,
    wait: { reason: waitOf(state), behindKey: null },
    actions: actionsOf(seed),
    ...change,
  }
}

export function markFrom(operation: OperationView): PendingMark {
  const { key, kind, state, command, createdAt } = operation
  return { key, kind, state, fields: Object.keys(operation.fields), command, createdAt }
}

type Steps = readonly (readonly [OperationState, number, string])[]

const SENT = [
  ['queued', 0, 'made'],
  ['sending', 40, 'sent'],
] as const

/** How an operation comes into a state: the states, when after it was made (ms), and why. */
const LIVES: Readonly<Record<OperationState, Steps>> = {
  queued: [['queued', 0, 'made']],
  stale: [
    ['queued', 0, 'made'],
    ['stale', 120_000, 'waited-too-long'],
  ],
  sending: SENT,
  unknown: [...SENT, ['unknown', 10_000, 'answer-lost']],
  accepted: [...SENT, ['accepted', 130, 'acknowledged']],
  conflicted: [...SENT, ['conflicted', 130, 'conflict']],
  quarantined: [...SENT, ['quarantined', 130, 'rejected:forbidden']],
  applied: [...SENT, ['applied', 130, 'acknowledged']],
  unconfirmed: [...SENT, ['accepted', 130, 'acknowledged'], ['unconfirmed', 300_130, 'not-confirmed-by-device']],
  expired: [
    ['queued', 0, 'made'],
    ['stale', 120_000, 'waited-too-long'],
    ['expired', 5_400_000, 'window-over'],
  ],
  cancelled: [
    ['queued', 0, 'made'],
    ['cancelled', 900, 'rolled-back-by-operator'],
  ],
  merged: [
    ['queued', 0, 'made'],
    ['merged', 4_000, `merged-into:${keyOf(1)}`],
  ],
}

/** The steps that lead to the operation's state. */
export function transitionsOf(operation: OperationView): TransitionView[] {
  const life = LIVES[operation.state]
  return life.map(([to, after, reason], index) => {
    const from = life[index - 1]?.[0] ?? null
    return { from, to, at: operation.createdAt + after, reason }
  })
}

export const UNREADABLE_PAYLOAD =
  '{"kind":"update","entityType":"device","entityId":"dev-0041","fields":{"name":"Gate 6 entrance"},"rotation":{"degrees":90,"since":"2027-04-01"}}'
