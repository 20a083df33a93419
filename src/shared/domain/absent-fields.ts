import type { EntityType } from './ids.ts'

/** Fields that records made before them, and older servers, do not have; and what their absence means. */
const ABSENT: { readonly [T in EntityType]?: Readonly<Record<string, readonly unknown[]>> } = { device: { groups: [] } }

/** The value of a field that an entity does not have; null: there is none. */
export function absentValueOf(entityType: EntityType, field: string): readonly unknown[] | null {
  const fields = ABSENT[entityType] ?? {}
  return Object.hasOwn(fields, field) ? (fields[field] ?? null) : null
}
