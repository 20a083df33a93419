import { z } from 'zod'
import type { Fields } from './entities.ts'
import { type EntityType, entityTypeSchema } from './ids.ts'
import { operationKindSchema, operationStateSchema } from './operation.ts'

const fields: z.ZodType<Fields> = z.record(z.string(), z.unknown())

/** One pending change of one entity, as a window needs it to mark what is not confirmed. */
export const pendingMarkSchema = z.object({
  key: z.string(),
  kind: operationKindSchema,
  state: operationStateSchema,
  /** The fields of `data` it changes. */
  fields: z.array(z.string()),
  command: z.string().nullable(),
  createdAt: z.number(),
})
export type PendingMark = z.infer<typeof pendingMarkSchema>

/** What a window shows of one entity: the server's record with the pending operations replayed on top. */
export const entityViewSchema = z.object({
  entityType: entityTypeSchema,
  id: z.string(),
  /** 0: not known to the server yet. */
  version: z.number(),
  data: fields,
  reported: fields,
  /** In the order they will be sent. Empty: everything shown is confirmed by the server. */
  pending: z.array(pendingMarkSchema),
  /** A pending create: the server does not know it yet. */
  isNew: z.boolean(),
  /** A pending delete: shown struck through until the server confirms. */
  isDeleting: z.boolean(),
})
export type EntityView = z.infer<typeof entityViewSchema>

/** The whole replica of one entity type, with the revision the following deltas count from. */
export interface ReplicaSnapshot {
  readonly revision: number
  readonly entities: readonly EntityView[]
  /** When the server last confirmed that this copy is current; null: never. Milliseconds since the epoch. */
  readonly syncedAt: number | null
}

/**
 * A part of a snapshot. Pages are read one after the other while the replica goes on changing: what changes after the first
 * page's revision comes as deltas too, which a window applies when it has all pages.
 */
export const replicaPageSchema = z.object({
  /** Of the replica when this page was made. */
  revision: z.number(),
  syncedAt: z.number().nullable(),
  /** A list of `EntityView` as JSON: text crosses to a window at a tenth of what objects cost. */
  entities: z.string(),
  /** What to ask for the page behind this one with; null: there is none. */
  next: z.string().nullable(),
})
export type ReplicaPage = z.infer<typeof replicaPageSchema>

export interface RemovedEntity {
  readonly entityType: EntityType
  readonly id: string
}

/** What devices or the server reported of an entity now: its whole reported half. */
export interface EntityReport extends RemovedEntity {
  readonly reported: Fields
}

/**
 * What changed between two revisions, all entity types together. A window that holds `from`, or any later revision,
 * applies it; one that does not asks for a new snapshot.
 */
export interface ReplicaDelta {
  readonly from: number
  readonly to: number
  /** Whole views, of entities that are new or changed in more than what is reported. */
  readonly changed: readonly EntityView[]
  /** Of entities that changed in nothing else. */
  readonly reports: readonly EntityReport[]
  readonly removed: readonly RemovedEntity[]
  /** When the oldest of it came to this PC, milliseconds since the epoch by its clock; left out: not known. */
  readonly at?: number
}
