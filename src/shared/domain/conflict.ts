import { z } from 'zod'
import { ENTITY_SCHEMAS } from './entities.ts'
import { type EntityType, timestampSchema } from './ids.ts'

/**
 * How a clash of two edits of one field is decided. docs/conflicts.md explains them.
 *
 * - `server-wins`, `client-wins`: what clashes is taken from one side, and nothing else is.
 * - `merge`: only what keeps the words of both sides; the rest is for a person.
 * - `manual`: a person decides.
 */
export const STRATEGIES = ['server-wins', 'client-wins', 'merge', 'manual'] as const
export const strategySchema = z.enum(STRATEGIES)
export type Strategy = z.infer<typeof strategySchema>

/** Stands for all fields of an entity, where one was deleted. */
export const WHOLE_ENTITY = '*'

function strategiesFor<S extends z.ZodObject>(schema: S) {
  return z.strictObject({
    default: strategySchema.default('server-wins'),
    fields: z.partialRecord(schema.keyof(), strategySchema).default({}),
  })
}

/** The strategy of every entity type, with exceptions for single fields. */
export const strategyTableSchema = z.strictObject({
  device: strategiesFor(ENTITY_SCHEMAS.device.data).prefault({}),
  playlist: strategiesFor(ENTITY_SCHEMAS.playlist.data).prefault({}),
  schedule: strategiesFor(ENTITY_SCHEMAS.schedule.data).prefault({}),
  content: strategiesFor(ENTITY_SCHEMAS.content.data).prefault({}),
  alert: strategiesFor(ENTITY_SCHEMAS.alert.data).prefault({}),
  wallboard: strategiesFor(ENTITY_SCHEMAS.wallboard.data).prefault({}),
} satisfies Record<EntityType, z.ZodType>)
export type StrategyTable = z.infer<typeof strategyTableSchema>

export const conflictSettingsSchema = z.object({
  /** False: every real clash waits for a person, whatever the strategies say. */
  autoResolve: z.boolean().default(false),
  /** How often an operation goes on top of others' edits by itself before a person is asked. */
  maxRounds: z.number().int().min(1).max(100).default(5),
  strategies: strategyTableSchema.prefault({}),
})
export type ConflictSettings = z.infer<typeof conflictSettingsSchema>

/**
 * A part of a value that both sides changed in ways that exclude each other. The side that removed an item has null;
 * so has a base that is not known.
 */
export interface PartClash {
  /** `property`: of one item. `removal`: removed by one side, edited by the other. `passage`: of a text. `value`: all of it. */
  readonly what: 'property' | 'removal' | 'passage' | 'value'
  readonly itemId: string | null
  readonly property: string | null
  readonly base: unknown
  readonly mine: unknown
  readonly theirs: unknown
}

export const partClashSchema: z.ZodType<PartClash> = z.object({
  what: z.enum(['property', 'removal', 'passage', 'value']),
  itemId: z.string().nullable(),
  property: z.string().nullable(),
  base: z.unknown(),
  mine: z.unknown(),
  theirs: z.unknown(),
})

/** A field that both sides changed so that a choice has to be made. A base that is not known is null. */
export interface FieldClash {
  readonly field: string
  readonly base: unknown
  readonly mine: unknown
  readonly theirs: unknown
  /**
   * Null: there is nothing to merge. Else the value with everything that merges, and what in it still clashes: there it
   * holds the server's property, the item that was edited, and the passages of both sides one after the other.
   */
  readonly partial: { readonly value: unknown; readonly parts: readonly PartClash[] } | null
}

export const fieldClashSchema: z.ZodType<FieldClash> = z.object({
  field: z.string(),
  base: z.unknown(),
  mine: z.unknown(),
  theirs: z.unknown(),
  partial: z.object({ value: z.unknown(), parts: z.array(partClashSchema) }).nullable(),
})

/** Who changed something at the server, and when by its clock. */
export const changeAuthorSchema = z.object({ actor: z.string().max(200), at: timestampSchema })
export type ChangeAuthor = z.infer<typeof changeAuthorSchema>

/** The same by field, or under `WHOLE_ENTITY` where it was deleted. What is not in it was changed by nobody knows whom. */
export const changeAuthorsSchema = z.record(z.string().min(1).max(60), changeAuthorSchema)
export type ChangeAuthors = Readonly<Record<string, ChangeAuthor>>

/** Why an operation waits for a person. */
export const DESK_REASONS = ['clash', 'deleted', 'loop', 'manual', 'delete-over-edits'] as const
export const deskReasonSchema = z.enum(DESK_REASONS)
export type DeskReason = z.infer<typeof deskReasonSchema>

export const WINNERS = ['mine', 'theirs', 'merged', 'edited'] as const
export const winnerSchema = z.enum(WINNERS)
export type Winner = z.infer<typeof winnerSchema>

/** What was chosen for one field. */
export interface FieldResolution {
  readonly field: string
  readonly winner: Winner
  readonly result: unknown
}

export const fieldResolutionSchema: z.ZodType<FieldResolution> = z.object({
  field: z.string(),
  winner: winnerSchema,
  result: z.unknown(),
})

/** What a person chooses for one field: a side, what merges, or a value of their own. */
export type FieldChoice = 'mine' | 'theirs' | 'merged' | { readonly edited: unknown }

/** What was decided about one field of one conflict. The losing value is kept here and can be looked up. */
export interface ConflictRecord {
  readonly id: string
  /** The operation's. */
  readonly key: string
  readonly entityType: EntityType
  readonly entityId: string
  /** Or `WHOLE_ENTITY`; then `theirs` holds the others' values by field, and null stands for "deleted". */
  readonly field: string
  readonly base: unknown
  readonly mine: unknown
  readonly theirs: unknown
  readonly result: unknown
  readonly winner: Winner
  readonly strategy: Strategy
  readonly isAutomatic: boolean
  /** The person's name, or `RESOLVED_BY_ITSELF`. */
  readonly resolvedBy: string
  /** Milliseconds since the epoch. */
  readonly at: number
  /** Why, in a stable code. */
  readonly reason: string
  /** Why, in the words of whoever decided; left out: nothing was said. */
  readonly note?: string | undefined
  /** Fields decided in one go share it. */
  readonly resolutionId: string
}

/** A record of what was decided, but for its ids and its time. */
export type NewConflictRecord = Omit<ConflictRecord, 'id' | 'at' | 'resolutionId'>

export const RESOLVED_BY_ITSELF = 'automatic'
