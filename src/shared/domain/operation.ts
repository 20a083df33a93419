import { z } from 'zod'
import { deviceCommandSchema } from './commands.ts'
import type { Fields } from './entities.ts'
import { entityTypeSchema, idSchema } from './ids.ts'

/**
 * The life of an operation.
 *
 * ```
 *            ┌────────────────────── not known to the server ───────────────────────┐
 *            ▼                                                                      │
 *  create ▶ queued ── send ──▶ sending ── answer lost, or app restarted ──▶ unknown ┤
 *            │ ▲                 │                                             │
 *            │ └── try later ────┤                                             │ known to the server
 *            │ ▲                 ├── applied / duplicate ──▶ applied ◀─────────┘
 *            │ ├── keep mine ──  ├── fields clash ─────────▶ conflicted ─┐
 *            │ └── retry ──────  └── refused ──────────────▶ quarantined ┤
 *            │                                                           ▼
 *            └──────────────────── roll back / discard ───────────▶ cancelled
 * ```
 * `expired` and `merged` are reached from `queued` only: by a validity window, and by coalescing with a later edit.
 */
export const OPERATION_STATES = [
  'queued',
  'sending',
  'unknown',
  'applied',
  'conflicted',
  'quarantined',
  'expired',
  'cancelled',
  'merged',
] as const
export const operationStateSchema = z.enum(OPERATION_STATES)
export type OperationState = z.infer<typeof operationStateSchema>

const TRANSITIONS: Readonly<Record<OperationState, readonly OperationState[]>> = {
  // To itself: the operator asks to try now what would be tried later.
  queued: ['queued', 'sending', 'cancelled', 'expired', 'merged'],
  sending: ['applied', 'conflicted', 'quarantined', 'queued', 'unknown'],
  unknown: ['applied', 'conflicted', 'quarantined', 'queued'],
  conflicted: ['queued', 'cancelled'],
  quarantined: ['queued', 'cancelled'],
  applied: [],
  expired: [],
  cancelled: [],
  merged: [],
}

export function canTransition(from: OperationState, to: OperationState): boolean {
  return TRANSITIONS[from].includes(to)
}

/** A settled operation is history: it waits for nothing and is never sent again. */
export function isSettled(state: OperationState): boolean {
  return TRANSITIONS[state].length === 0
}

/** States whose effect is shown on top of the replica. A quarantined edit was refused, so it is rolled back on screen. */
export function isOverlaid(state: OperationState): boolean {
  return state === 'queued' || state === 'sending' || state === 'unknown' || state === 'conflicted'
}

export const PRIORITIES = ['critical', 'high', 'normal', 'low'] as const
export const prioritySchema = z.enum(PRIORITIES)
export type Priority = z.infer<typeof prioritySchema>

/** Written into every stored operation, so that a later version knows how to read it. */
export const OPERATION_SCHEMA_VERSION = 1

const fieldsSchema: z.ZodType<Fields> = z.record(z.string().min(1).max(60), z.unknown())

/** What an operator asks for: the four kinds of change. `fields` are checked against the entity's own schema on enqueue. */
export const intentSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('create'),
    entityType: entityTypeSchema,
    /** Chosen by the main process when absent. */
    entityId: idSchema.optional(),
    fields: fieldsSchema,
  }),
  z.strictObject({
    kind: z.literal('update'),
    entityType: entityTypeSchema,
    entityId: idSchema,
    fields: fieldsSchema,
  }),
  z.strictObject({ kind: z.literal('delete'), entityType: entityTypeSchema, entityId: idSchema }),
  z.strictObject({
    kind: z.literal('command'),
    entityType: z.literal('device'),
    entityId: idSchema,
    command: deviceCommandSchema,
  }),
])
export type Intent = z.infer<typeof intentSchema>
export type OperationKind = Intent['kind']

/** What the server holds against an operation whose fields changed there meanwhile. */
export interface ConflictDetail {
  /** The server's version now; 0 when the entity is gone. */
  readonly serverVersion: number
  /** The server's values of the fields that changed since the base version. Empty when the entity is gone. */
  readonly serverFields: Fields
  readonly isDeleted: boolean
}

/** One step of an operation's life, as recorded. Times are milliseconds since the epoch, by this PC's clock. */
export interface Transition {
  readonly from: OperationState | null
  readonly to: OperationState
  readonly at: number
  /** Why, in a stable code such as `acknowledged` or `answer-lost`. */
  readonly reason: string
}

/** A change on its way to the server, as kept in the queue. */
export interface Operation {
  /** The idempotency key, and the id of the operation everywhere. */
  readonly key: string
  /** Counts 1, 2, 3 … per client; never reused. */
  readonly clientSequence: number
  readonly intent: Intent & { readonly entityId: string }
  readonly state: OperationState
  readonly priority: Priority
  /** The entity's version this change was made against; 0 for a create. Commands carry none (0). */
  readonly baseVersion: number
  /** The values of the changed fields before the change. */
  readonly baseFields: Fields
  readonly createdAt: number
  readonly changedAt: number
  /** Refusals by the server that count against the retry limit. Network trouble never counts. */
  readonly attempts: number
  /** Earliest next try, by this PC's clock; null when it may go now. */
  readonly nextAttemptAt: number | null
  readonly lastError: { readonly code: string; readonly message: string } | null
  readonly conflict: ConflictDetail | null
  /** Who made it: an operation is never sent as somebody else. */
  readonly actor: string
  readonly schemaVersion: number
  /** Version and feed sequence that the server acknowledged; null until applied. */
  readonly acknowledged: { readonly version: number; readonly sequence: number; readonly at: number } | null
}
