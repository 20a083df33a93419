import { z } from 'zod'
import type { Fields } from './entities.ts'
import { entityTypeSchema } from './ids.ts'
import { operationKindSchema, operationStateSchema, prioritySchema } from './operation.ts'

/**
 * Why a waiting operation is not sent, in a stable code; the interface says it in a sentence.
 * `ready` and `in-flight` are the good cases.
 */
export const WAIT_REASONS = [
  'ready',
  'in-flight',
  'offline',
  'needs-auth',
  'resyncing',
  'paused',
  'updating',
  'server-busy',
  'storage-refused',
  'breaker-open',
  'behind-earlier',
  'behind-conflict',
  'behind-quarantine',
  'behind-stale',
  'behind-dependency',
  'behind-batch',
  'other-user',
  'asks-again',
  'awaiting-device',
  'unreadable',
  'backing-off',
  'outcome-unknown',
  'conflict',
  'refused',
  'settled',
] as const
export const waitReasonSchema = z.enum(WAIT_REASONS)
export type WaitReason = z.infer<typeof waitReasonSchema>

const fields: z.ZodType<Fields> = z.record(z.string(), z.unknown())

/** One operation as the Pending operations page shows it. */
export const operationViewSchema = z.object({
  key: z.string(),
  clientSequence: z.number(),
  kind: operationKindSchema,
  entityType: entityTypeSchema,
  entityId: z.string(),
  /** The entity's name as shown, for people. */
  entityName: z.string(),
  state: operationStateSchema,
  priority: prioritySchema,
  fields,
  baseFields: fields,
  command: z.string().nullable(),
  /** What a command is to show on the device: the content's name, for people. Absent: the command names none. */
  contentName: z.string().optional(),
  createdAt: z.number(),
  /** Since when it waits, by this PC's clock: when it was made, or last wanted again by a person. */
  waitingSince: z.number(),
  changedAt: z.number(),
  attempts: z.number(),
  nextAttemptAt: z.number().nullable(),
  lastError: z.object({ code: z.string(), message: z.string() }).nullable(),
  conflict: z.object({ serverVersion: z.number(), serverFields: fields, isDeleted: z.boolean() }).nullable(),
  wait: z.object({
    reason: waitReasonSchema,
    /** The operation it waits behind, when it does. */
    behindKey: z.string().nullable(),
  }),
  actions: z.object({
    canRetry: z.boolean(),
    canRollBack: z.boolean(),
    canKeepMine: z.boolean(),
    /** It waited too long and asks to be confirmed before it is sent. */
    canConfirm: z.boolean(),
    /** A refused change whose values can be corrected. */
    canEdit: z.boolean(),
    /** One that cannot be read, and can only be given up. */
    canDiscard: z.boolean(),
    /** It was taken back, and can wait again as it was. */
    canRestore: z.boolean(),
  }),
  /** Nothing can be done with it before its author signs in, or anybody does; null: whoever is here may. */
  heldFor: z.enum(['author', 'sign-in']).nullable(),
  actor: z.string(),
  batchId: z.string().nullable(),
  /** How many others cannot go before this one. */
  dependants: z.number(),
})
export type OperationView = z.infer<typeof operationViewSchema>

export const transitionViewSchema = z.object({
  from: operationStateSchema.nullable(),
  to: operationStateSchema,
  at: z.number(),
  reason: z.string(),
})
export type TransitionView = z.infer<typeof transitionViewSchema>

/** The live figures of the queue (G14). Times: milliseconds since the epoch. */
export const queueStatusSchema = z.object({
  counts: z.object({
    queued: z.number(),
    stale: z.number(),
    sending: z.number(),
    unknown: z.number(),
    accepted: z.number(),
    conflicted: z.number(),
    quarantined: z.number(),
  }),
  /** All that the server has not taken: the sum of the counts without `accepted`. */
  pending: z.number(),
  /** Waiting for a person: conflicted, quarantined and stale. */
  attention: z.number(),
  retrying: z.number(),
  bytes: z.number(),
  /** When the oldest was made that is still to be sent; null: none is. */
  oldestCreatedAt: z.number().nullable(),
  lastError: z.object({ code: z.string(), message: z.string(), at: z.number() }).nullable(),
  nextAttemptAt: z.number().nullable(),
  isPaused: z.boolean(),
  /** Nothing has moved for a while although it could: since when (milliseconds since the epoch), and what is done about it. */
  stall: z.object({ since: z.number(), message: z.string() }).nullable(),
  /** Settled since this profile was made. */
  totals: z.object({
    created: z.number(),
    applied: z.number(),
    unconfirmed: z.number(),
    cancelled: z.number(),
    expired: z.number(),
    merged: z.number(),
  }),
  capacity: z.object({ count: z.number(), bytes: z.number() }),
})
export type QueueStatus = z.infer<typeof queueStatusSchema>

/** How far the local copy is behind the server. */
export const syncStatusSchema = z.object({
  /** `current`: live; `catching-up`: reading what was missed; `stale`: not connected; `empty`: never synced. */
  state: z.enum(['current', 'catching-up', 'stale', 'empty']),
  cursor: z.number().nullable(),
  lastSyncAt: z.number().nullable(),
  lastSyncKind: z.enum(['snapshot', 'delta']).nullable(),
  progress: z.object({ done: z.number(), total: z.number() }).nullable(),
  lastError: z.string().nullable(),
  /** Events per second over the last seconds. */
  eventsPerSecond: z.number(),
  entityCounts: z.record(entityTypeSchema, z.number()),
})
export type SyncStatus = z.infer<typeof syncStatusSchema>

/**
 * The queue's storage, as the operator must know it. With `full`, `failed` and `read-only` nothing new is accepted;
 * `refusing`: it takes some things, and refuses others again and again. `newer`: a newer version of the program wrote what is
 * stored, which is only read; `detail` is `shown`, or `hidden` when this version cannot read any of it.
 */
export const storageStatusSchema = z.object({
  state: z.enum(['ok', 'refusing', 'full', 'failed', 'read-only', 'newer']),
  detail: z.string().nullable(),
})
export type StorageStatus = z.infer<typeof storageStatusSchema>
