import { z } from 'zod'
import type { EntityRecord } from '#shared/domain/entities.ts'
import { entityTypeSchema } from '#shared/domain/ids.ts'
import type { OperationState } from '#shared/domain/operation.ts'

/** What was asked for, as the parent heard it: what became of it later is held against this. */
export const askedSchema = z.object({
  kind: z.enum(['create', 'update', 'delete', 'command']),
  entityType: entityTypeSchema,
  entityId: z.string(),
  fields: z.record(z.string(), z.unknown()),
  /** Keys of operations that had to be applied first. */
  dependsOn: z.array(z.string()),
})
export type Asked = z.infer<typeof askedSchema>

/** What the console said it accepted, as the parent heard it before the kill. */
export interface AcceptedOperation {
  readonly key: string
  readonly clientSequence: number
  readonly asked?: Asked | undefined
}

/** One operation in the console's file. */
export interface StoredOperation {
  readonly key: string
  readonly clientSequence: number
  readonly state: OperationState
  readonly kind: 'create' | 'update' | 'delete' | 'command'
  readonly entityType: string
  readonly entityId: string
  /** The values a create or an update sets. */
  readonly fields: Readonly<Record<string, unknown>>
  /** Code of the last refusal, and its message. */
  readonly lastError: { readonly code: string; readonly message: string } | null
  /** Reasons of its steps, from the first to the last. */
  readonly reasons: readonly string[]
  /** Numbers of what must be applied first. */
  readonly dependsOn: readonly number[]
  readonly batch: { readonly id: string; readonly size: number } | null
}

/** One effect in the server's audit. */
export const effectSchema = z.object({
  id: z.number().int(),
  key: z.string().nullable(),
  clientId: z.string().nullable(),
  clientSequence: z.number().int().nullable(),
  entityType: entityTypeSchema,
  entityId: z.string(),
  kind: z.enum(['create', 'update', 'delete', 'command']),
  version: z.number().int(),
  source: z.enum(['operation', 'simulation']),
})
export type Effect = z.infer<typeof effectSchema>

/** A record as either end holds it. Not held to the entity's own schema: a wrong copy is to be compared, not refused. */
export const recordSchema: z.ZodType<EntityRecord> = z.object({
  entityType: entityTypeSchema,
  id: z.string(),
  version: z.number().int(),
  sequence: z.number().int(),
  data: z.record(z.string(), z.unknown()),
  reported: z.record(z.string(), z.unknown()),
})

/** Everything the two ends hold when all is over, and what the parent saw in between. */
export interface Evidence {
  readonly accepted: readonly AcceptedOperation[]
  /** Keys of what the console said it took back: it must never have an effect. */
  readonly takenBack: readonly string[]
  readonly clientId: string
  readonly stored: readonly StoredOperation[]
  /** The queue's own counters, by name. */
  readonly counters: Readonly<Record<string, number>>
  /** Pending effects the file still holds. */
  readonly overlays: number
  /** The server's audit, in its order. */
  readonly effects: readonly Effect[]
  /** The server's records before the first operation. */
  readonly before: readonly EntityRecord[]
  /** The server's records at the end. */
  readonly after: readonly EntityRecord[]
  /** Copies the console holds at the end, each with a name for the report. */
  readonly copies: readonly { readonly name: string; readonly records: readonly EntityRecord[] }[]
}

/**
 * `lost` accepted, and not in the console's file, or called applied or merged without an effect of its values; `unsettled` still
 * waiting at the end; `doubled` more than one effect of a key or of a number; `reordered` an effect after a later one of
 * the same entity, or before one it depends on; `foreign` an effect nobody made; `refused` ended without being applied
 * although nothing was wrong with it; `misjudged` applied, and the console does not say so, or the other way round; `halved` a
 * batch that was applied in part; `value` the entity is not what its operations make of it; `copy` the console's copy
 * differs from the server; `counter` the counters do not add up; `ledger` the ledger is not whole or says something else.
 */
export const VIOLATIONS = [
  'lost',
  'doubled',
  'reordered',
  'foreign',
  'refused',
  'unsettled',
  'misjudged',
  'renumbered',
  'halved',
  'value',
  'copy',
  'counter',
  'ledger',
  'host',
] as const
export type ViolationKind = (typeof VIOLATIONS)[number]

export interface Violation {
  readonly what: ViolationKind
  /** The operation's key, or the entity. */
  readonly key: string
  readonly detail: string
}
