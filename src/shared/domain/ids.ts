import { z } from 'zod'

/** Longest id that any part of the product accepts, in characters. */
export const MAX_ID_LENGTH = 128

/**
 * An entity, tenant, client or operation id: letters, digits and `. _ : -`, 1 to 128 characters.
 * The set is narrow on purpose: ids travel in URLs, file names, SQL and exports.
 */
export const idSchema = z
  .string()
  .min(1)
  .max(MAX_ID_LENGTH)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]*$/, 'an id may hold letters, digits and . _ : - only')

/** An idempotency key: a lower-case UUID. */
export const operationKeySchema = z.uuid()

export const timestampSchema = z.number().int().min(0).max(8_640_000_000_000_000)

/** A lane, an overlay and a replica record are all addressed by this pair. */
export interface EntityRef {
  readonly entityType: EntityType
  readonly entityId: string
}

export const ENTITY_TYPES = ['device', 'playlist', 'schedule', 'content', 'alert', 'wallboard'] as const
export const entityTypeSchema = z.enum(ENTITY_TYPES)
export type EntityType = z.infer<typeof entityTypeSchema>

/** The key of a lane: operations of one lane are sent strictly in the order they were made. */
export function laneOf(ref: EntityRef): string {
  return `${ref.entityType}/${ref.entityId}`
}

export function isSameEntity(one: EntityRef, other: EntityRef): boolean {
  return one.entityId === other.entityId && one.entityType === other.entityType
}
