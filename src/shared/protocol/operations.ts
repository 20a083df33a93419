import { z } from 'zod'
import {
  COMMAND_NOT_WHOLE,
  commandedTypeSchema,
  commandResultSchema,
  commandSchema,
  isCommandWhole,
} from '../domain/commands.ts'
import { changeAuthorsSchema } from '../domain/conflict.ts'
import type { Fields } from '../domain/entities.ts'
import { entityTypeSchema, idSchema, operationKeySchema, timestampSchema } from '../domain/ids.ts'
import { MAX_BATCH_OPERATIONS } from './version.ts'

const fields: z.ZodType<Fields> = z.record(z.string().min(1).max(60), z.unknown())

/**
 * Marks operations that are applied all or not at all. All `size` members follow each other in one request, with the
 * same `id`. Only for servers with the capability `atomic-batch`: others do not look at it.
 */
export const batchSchema = z.object({
  id: operationKeySchema,
  size: z.number().int().min(2).max(MAX_BATCH_OPERATIONS),
})
export type Batch = z.infer<typeof batchSchema>

/**
 * Compare-and-set: applied only on top of this version. Behind the sender's own edits of the entity in the same request,
 * any version since the one before the first of them is right; 0 is the one before a create.
 */
const baseVersion = z.number().int().min(0)

const common = {
  key: operationKeySchema,
  clientSequence: z.number().int().min(1),
  entityId: idSchema,
  /** When the operator made it, by the console's clock; for the audit only. */
  createdAt: timestampSchema,
  batch: batchSchema.optional(),
}

/** One change as it travels to the server. */
export const wireOperationSchema = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('create'), entityType: entityTypeSchema, fields }),
  z.object({
    ...common,
    kind: z.literal('update'),
    entityType: entityTypeSchema,
    baseVersion,
    fields,
  }),
  z.object({ ...common, kind: z.literal('delete'), entityType: entityTypeSchema, baseVersion }),
  z
    .object({
      ...common,
      kind: z.literal('command'),
      entityType: commandedTypeSchema,
      command: commandSchema,
      contentId: idSchema.optional(),
    })
    .refine(isCommandWhole, COMMAND_NOT_WHOLE),
])
export type WireOperation = z.infer<typeof wireOperationSchema>

/** Why a server refuses one operation for good. */
export const REJECTION_CODES = [
  'invalid',
  'forbidden',
  'not-found',
  'already-exists',
  'unsupported',
  'out-of-order',
  'incomplete-batch',
] as const
export const rejectionCodeSchema = z.enum(REJECTION_CODES)
export type RejectionCode = z.infer<typeof rejectionCodeSchema>

const effect = {
  key: operationKeySchema,
  /** The entity's id. A server that names new entities itself answers a create with its own id. */
  entityId: idSchema,
  /** The entity's version after the operation. Unchanged by a command. */
  version: z.number().int().min(1),
  /** The feed sequence of the change. */
  sequence: z.number().int().min(0),
  at: timestampSchema,
}

/** What became of one operation. `duplicate` repeats the first effect of the same key: nothing was done again. */
export const operationResultSchema = z.discriminatedUnion('outcome', [
  z.object({ ...effect, outcome: z.literal('applied') }),
  z.object({ ...effect, outcome: z.literal('duplicate') }),
  z.object({
    outcome: z.literal('conflict'),
    key: operationKeySchema,
    /** 0 when the entity is gone. */
    version: z.number().int().min(0),
    /** The server's values of the fields that changed after `baseVersion`; of all fields if it does not know which. */
    fields,
    isDeleted: z.boolean(),
    /** Who changed these fields last, as far as the server knows; `*`: who deleted it. */
    changedBy: changeAuthorsSchema.optional(),
  }),
  z.object({
    outcome: z.literal('rejected'),
    key: operationKeySchema,
    code: rejectionCodeSchema,
    message: z.string().max(2_000),
    /** The field at fault, when there is one. */
    field: z.string().max(200).optional(),
  }),
  z.object({
    /** Not applied because another member of its batch was not. Nothing is known by this key. */
    outcome: z.literal('held'),
    key: operationKeySchema,
    /** The key of that member, whose own result says why. */
    behind: operationKeySchema,
  }),
])
export type OperationResult = z.infer<typeof operationResultSchema>

/** What the device said of a command. */
export const commandReportSchema = z.object({
  result: commandResultSchema,
  at: timestampSchema,
  message: z.string().max(500).nullable(),
})
export type CommandReport = z.infer<typeof commandReportSchema>

/**
 * Conflicts are not kept by key. A rejection is kept to answer a lookup; when the key is sent again it is decided anew,
 * since an administrator may have mended what was in the way.
 */
export const lookupResultSchema = z.discriminatedUnion('known', [
  z.object({
    key: operationKeySchema,
    known: z.literal(true),
    result: operationResultSchema,
    /** Only of an applied command, by servers with `command-reports`: null until the device has reported. */
    report: commandReportSchema.nullable().optional(),
  }),
  z.object({ key: operationKeySchema, known: z.literal(false) }),
])
export type LookupResult = z.infer<typeof lookupResultSchema>
