import { z } from 'zod'
import {
  type ChangeAuthor,
  type ConflictRecord,
  changeAuthorSchema,
  deskReasonSchema,
  type FieldChoice,
  type FieldResolution,
  fieldResolutionSchema,
  type PartClash,
  partClashSchema,
  strategySchema,
  winnerSchema,
} from './conflict.ts'
import type { Fields } from './entities.ts'
import { entityTypeSchema } from './ids.ts'

const fieldsSchema: z.ZodType<Fields> = z.record(z.string(), z.unknown())

/** What two sides made of a field. `clash`: a choice is needed; the others go by themselves, unless a choice says otherwise. */
export const FIELD_STANDINGS = ['clash', 'merged', 'mine-only', 'theirs-only', 'same'] as const
export type FieldStanding = (typeof FIELD_STANDINGS)[number]

/** One field of a conflict, as the desk shows it. A side that is not known is null. */
export interface ConflictField {
  readonly field: string
  readonly standing: FieldStanding
  readonly base: unknown
  readonly mine: unknown
  readonly theirs: unknown
  /** Who changed it at the server; null: they did not, or it is not known who. */
  readonly changedBy: ChangeAuthor | null
  /** The value with all that merges, and what in it still clashes; null: there is nothing to merge. */
  readonly merged: { readonly value: unknown; readonly parts: readonly PartClash[] } | null
}

const conflictFieldSchema: z.ZodType<ConflictField> = z.object({
  field: z.string(),
  standing: z.enum(FIELD_STANDINGS),
  base: z.unknown(),
  mine: z.unknown(),
  theirs: z.unknown(),
  changedBy: changeAuthorSchema.nullable(),
  merged: z.object({ value: z.unknown(), parts: z.array(partClashSchema) }).nullable(),
})

/** An operation that waits for a person's decision. */
export const conflictViewSchema = z.object({
  key: z.string(),
  kind: z.enum(['update', 'delete']),
  entityType: entityTypeSchema,
  entityId: z.string(),
  entityName: z.string(),
  actor: z.string(),
  createdAt: z.number(),
  /** Since when it waits for a decision, or since the server's values last changed. */
  changedAt: z.number(),
  reason: deskReasonSchema,
  /** Who made the other side's change that a decision is about, the last one where there are several; null: not known. */
  changedBy: changeAuthorSchema.nullable(),
  /** Deleted at the server. */
  isDeleted: z.boolean(),
  /** To be sent along with a decision: it is refused when the server's values are others by then. */
  serverVersion: z.number(),
  fields: z.array(conflictFieldSchema),
  /** Others of its batch, which are taken back with it when nothing of it is sent. */
  fellows: z.number(),
  /** It was made by whoever is signed in, who alone can decide about it. */
  isOwn: z.boolean(),
})
export type ConflictView = z.infer<typeof conflictViewSchema>

const value = z.unknown().refine((given) => given !== undefined, 'a value is missing')
const fieldChoiceSchema: z.ZodType<FieldChoice> = z.union([
  z.enum(['mine', 'theirs', 'merged']),
  z.strictObject({ edited: value }),
])

/** A choice for the whole operation, or for each of its fields that clashes. */
export const choiceSchema = z.union([
  z.enum(['mine', 'theirs', 'merged']),
  z.strictObject({ fields: z.record(z.string().min(1).max(60), fieldChoiceSchema) }),
])
export type ConflictChoice = z.infer<typeof choiceSchema>

/** For many at once. `merge`: only what keeps everything that both sides wrote; the rest stays on the desk. */
export const BULK_CHOICES = ['mine', 'theirs', 'merge'] as const
export type WholeChoice = (typeof BULK_CHOICES)[number]
/** Or a choice for every field of that name; what clashes in other fields stays on the desk. */
export const bulkChoiceSchema = z.union([
  z.enum(BULK_CHOICES),
  z.strictObject({ fields: z.record(z.string().min(1).max(60), z.enum(['mine', 'theirs', 'merged'])) }),
])
export type BulkChoice = z.infer<typeof bulkChoiceSchema>

/** Why it was decided so, in the words of whoever decides; empty: nothing was said. */
export const decisionNoteSchema = z.string().trim().max(500)

/** What a choice comes to. */
export const choicePreviewSchema = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    /** `nothing`: the operation ends, the server's values stay. */
    sends: z.enum(['update', 'delete', 'nothing']),
    /** The fields of the update. */
    send: z.array(z.string()),
    /** It does not exist at the server afterwards. */
    isDeleted: z.boolean(),
    /** The values at the server afterwards, of all fields that either side changed. */
    fields: fieldsSchema,
    /** What each contested field comes to. */
    resolutions: z.array(fieldResolutionSchema),
  }),
  z.object({ ok: z.literal(false), field: z.string().nullable(), message: z.string() }),
])
export type ChoicePreview = z.infer<typeof choicePreviewSchema>
export type { FieldResolution }

const refusedSchema = z.object({
  count: z.number(),
  /** The first hundred. */
  examples: z.array(z.object({ key: z.string(), message: z.string() })),
})
export type Refused = z.infer<typeof refusedSchema>

export const bulkPreviewSchema = z.object({
  /** Operations that would be sent. */
  sends: z.number(),
  /** Operations that would end, with the server's values. */
  drops: z.number(),
  /** Others of their batches that would be taken back with those. */
  fellows: z.number(),
  /** Operations that would stay where they are, and why. */
  cannot: refusedSchema,
  /** The fields in which they clash, and in how many of them; the most frequent first. */
  fields: z.array(z.object({ field: z.string(), count: z.number() })),
  /** Stands for the conflicts and the server's values that were looked at. To be sent along with the decision. */
  seen: z.string(),
})
export type BulkPreview = z.infer<typeof bulkPreviewSchema>

/** What was decided in one go. */
export const resolutionSchema = z.object({
  resolutionId: z.string(),
  outcomes: z.array(z.object({ key: z.string(), ok: z.boolean(), message: z.string().nullable() })),
})
export type Resolution = z.infer<typeof resolutionSchema>

/** What came of one decision about many. */
export const bulkResolutionSchema = z.object({ resolutionId: z.string(), done: z.number(), refused: refusedSchema })
export type BulkResolution = z.infer<typeof bulkResolutionSchema>

/** The last decision, as far as it can be undone. */
export const undoableSchema = z.object({
  resolutionId: z.string(),
  /** Milliseconds since the epoch. */
  at: z.number(),
  count: z.number(),
})
export type Undoable = z.infer<typeof undoableSchema>

export const UNDO_WAYS = ['back-on-desk', 'reverted', 'not-possible'] as const

/** What became of each operation of an undone decision. `reverted`: its former values are sent as a new change. */
export const undoneSchema = z.object({
  outcomes: z.array(z.object({ key: z.string(), way: z.enum(UNDO_WAYS), message: z.string().nullable() })),
})
export type Undone = z.infer<typeof undoneSchema>

/** The same, for people: how many went which way, and why the rest could not. */
export const undoSummarySchema = z.object({
  backOnDesk: z.number(),
  reverted: z.number(),
  notPossible: refusedSchema,
})
export type UndoSummary = z.infer<typeof undoSummarySchema>

const conflictRecordSchema: z.ZodType<ConflictRecord> = z.object({
  id: z.string(),
  key: z.string(),
  entityType: entityTypeSchema,
  entityId: z.string(),
  field: z.string(),
  base: z.unknown(),
  mine: z.unknown(),
  theirs: z.unknown(),
  result: z.unknown(),
  winner: winnerSchema,
  strategy: strategySchema,
  isAutomatic: z.boolean(),
  resolvedBy: z.string(),
  at: z.number(),
  reason: z.string(),
  note: z.string().optional(),
  resolutionId: z.string(),
})

export const conflictHistorySchema = z.object({
  total: z.number(),
  records: z.array(z.object({ record: conflictRecordSchema, entityName: z.string() })),
})
export type ConflictHistory = z.infer<typeof conflictHistorySchema>
