import { z } from 'zod'
import { COMMAND_NOT_WHOLE, commandedTypeSchema, commandSchema, isCommandWhole } from './commands.ts'
import type { ChangeAuthors, DeskReason } from './conflict.ts'
import type { Fields } from './entities.ts'
import { entityTypeSchema, idSchema } from './ids.ts'

/**
 * The life of an operation. docs/operations.md draws and explains it.
 *
 * ```
 *                    ┌─────────────────── not known to the server ────────────────────┐
 *                    ▼                                                                │
 *  make ─────────▶ queued ─ send ─▶ sending ─ answer lost, or program ended ─▶ unknown ┤
 *                  │ ▲ │ ▲             │                                              │ known to the server
 *   waited too long│ │ │ └─ try later ─┤                                              │
 *                  ▼ │ │               ├─ taken: an edit ───────────▶ applied ◀────────┤
 *               stale┘ │               ├─ taken: a command ─▶ accepted ◀──────────────┘
 *    confirmed again   │               │                       │ ├─ device reports ─▶ applied
 *                      │               │                       │ └─ no report ──────▶ unconfirmed
 *                      │               ├─ fields clash ─▶ conflicted ─ decided ─▶ queued, or cancelled
 *                      │               └─ refused ──────▶ quarantined ─ retry ──▶ queued, or cancelled
 *                      └─ rolled back ─▶ cancelled · window over ─▶ expired · coalesced ─▶ merged
 * ```
 * Settled are `applied`, `unconfirmed`, `expired`, `cancelled` and `merged`: nothing follows them.
 */
export const OPERATION_STATES = [
  'queued',
  'stale',
  'sending',
  'unknown',
  'accepted',
  'conflicted',
  'quarantined',
  'applied',
  'unconfirmed',
  'expired',
  'cancelled',
  'merged',
] as const
export const operationStateSchema = z.enum(OPERATION_STATES)
export type OperationState = z.infer<typeof operationStateSchema>

const TRANSITIONS: Readonly<Record<OperationState, readonly OperationState[]>> = {
  // To itself: it stays waiting, on another base, at another time or with another priority; or, in any of the states
  // before the server's answer, something it refers to has got its name.
  // To conflicted: the feed told of a clash before it was sent, or a person's decision about one was undone.
  // To unknown, also from stale: it was carried away in a bundle and may be applied from another PC.
  queued: ['queued', 'stale', 'sending', 'unknown', 'conflicted', 'quarantined', 'cancelled', 'expired', 'merged'],
  stale: ['stale', 'queued', 'unknown', 'quarantined', 'cancelled', 'expired'],
  sending: ['applied', 'accepted', 'conflicted', 'quarantined', 'queued', 'unknown', 'cancelled'],
  unknown: ['unknown', 'applied', 'accepted', 'conflicted', 'quarantined', 'queued', 'cancelled'],
  accepted: ['applied', 'unconfirmed', 'quarantined'],
  // To itself: the server's values have moved on while a person decides. To quarantined: the rest of its batch cannot go,
  // or what it builds on is gone.
  conflicted: ['conflicted', 'queued', 'quarantined', 'cancelled'],
  quarantined: ['quarantined', 'queued', 'cancelled'],
  applied: [],
  unconfirmed: [],
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
  return !isSettled(state) && state !== 'quarantined'
}

/** The states an operation ends in, as the ledger counts them. */
export const SETTLED_STATES = OPERATION_STATES.filter((state) => TRANSITIONS[state].length === 0)
export type SettledState = 'applied' | 'unconfirmed' | 'expired' | 'cancelled' | 'merged'

export const PRIORITIES = ['critical', 'high', 'normal', 'low'] as const
export const prioritySchema = z.enum(PRIORITIES)
export type Priority = z.infer<typeof prioritySchema>

/** Written into every stored operation, so that a later version knows how to read it. */
export const OPERATION_SCHEMA_VERSION = 1

const fieldsSchema: z.ZodType<Fields> = z.record(z.string().min(1).max(60), z.unknown())

export const OPERATION_KINDS = ['create', 'update', 'delete', 'command'] as const
export const operationKindSchema = z.enum(OPERATION_KINDS)
export type OperationKind = z.infer<typeof operationKindSchema>

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
  z
    .strictObject({
      kind: z.literal('command'),
      entityType: commandedTypeSchema,
      entityId: idSchema,
      command: commandSchema,
      /** Of `push-content`: what the device is to show. */
      contentId: idSchema.optional(),
    })
    .refine(isCommandWhole, COMMAND_NOT_WHOLE),
])
export type Intent = z.infer<typeof intentSchema>

/** What the server holds against an operation whose fields changed there meanwhile. */
export interface ConflictDetail {
  /** The server's version now; 0 when the entity is gone. */
  readonly serverVersion: number
  /** The server's values of the fields that changed since the base version. Empty when the entity is gone. */
  readonly serverFields: Fields
  readonly isDeleted: boolean
  /** Found in the feed: `serverFields` has only what the operation changes as well; others may have changed more. */
  readonly isFromFeed?: true
  /** Who changed it there, as far as the server or the feed told. */
  readonly changedBy?: ChangeAuthors
  /** Why a person is asked. Conflicts that were stored before reasons were kept have none. */
  readonly reason?: DeskReason
}

/** One step of an operation's life, as recorded. Times are milliseconds since the epoch, by this PC's clock. */
export interface Transition {
  readonly from: OperationState | null
  readonly to: OperationState
  readonly at: number
  /** Why, in a stable code such as `acknowledged` or `answer-lost`. */
  readonly reason: string
}

/**
 * A moment that a wrong wall clock cannot falsify: how long the PC had been running, which start of it that was, and
 * the server's time if it was known. All in milliseconds.
 */
export interface TimeStamp {
  /** Names one start of the PC; times of different starts cannot be compared by `up`. */
  readonly boot: string
  /** Since that start, sleep included. */
  readonly up: number
  /** Since the epoch, by the server's clock. */
  readonly server: number | null
  /** Since the epoch, by this PC's clock: for showing, and never the only evidence. */
  readonly wall: number
}

/** Who made an operation. An empty `id`: made before anybody had signed in on this PC. */
export interface OperationUser {
  readonly id: string
  readonly name: string
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
  /** Since when it waits, for its validity window: when it was made, or last confirmed by a person. */
  readonly waitingSince: TimeStamp
  /** When the server took a command that its device has not reported on yet. */
  readonly acceptedAt: TimeStamp | null
  /** Refusals by the server that count against the retry limit. Network trouble never counts. */
  readonly attempts: number
  /** How often it was put on top of others' edits by itself: bounded, so that a conflict cannot go round for ever. */
  readonly rounds: number
  /** Earliest next try, by this PC's clock; null when it may go now. */
  readonly nextAttemptAt: number | null
  readonly lastError: { readonly code: string; readonly message: string } | null
  readonly conflict: ConflictDetail | null
  /** Numbers of operations that must be applied before this one is sent. */
  readonly dependsOn: readonly number[]
  /** Operations with the same batch id are applied together or not at all. */
  readonly batch: { readonly id: string; readonly size: number } | null
  /** Who made it: an operation is never sent as somebody else. */
  readonly user: OperationUser
  readonly schemaVersion: number
  /** Version and feed sequence that the server acknowledged; null until applied. */
  readonly acknowledged: { readonly version: number; readonly sequence: number; readonly at: number } | null
}

/** The fields a change touches; none for a delete or a command. */
export function fieldsOf(intent: Intent): Fields {
  return intent.kind === 'create' || intent.kind === 'update' ? intent.fields : {}
}
