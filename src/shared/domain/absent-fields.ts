import type { EntityType } from './ids.ts'

type Absent = readonly unknown[] | string

/** Fields that records made before them, and older servers, do not have; and what their absence means. */
const ABSENT: { readonly [T in EntityType]?: Readonly<Record<string, Absent>> } = {
  device: { groups: [] },
  content: { folder: '' },
}

/** The value of a field that an entity does not have; null: there is none. */
export function absentValueOf(entityType: EntityType, field: string): Absent | null {
  const fields = ABSENT[entityType] ?? {}
  return Object.hasOwn(fields, field) ? (fields[field] ?? null) : null
}
