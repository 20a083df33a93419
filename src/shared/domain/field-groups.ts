import type { ContentData, Fields } from './entities.ts'
import type { EntityType } from './ids.ts'

/**
 * Fields that say one thing together: what a piece of content is by its bytes. Half of one file and half of another would be a
 * file that does not exist, so one change names all of them, and a clash is decided for all of them at once.
 */
const CONTENT_FILE = [
  'kind',
  'sizeBytes',
  'checksum',
  'mediaType',
  'width',
  'height',
] as const satisfies readonly (keyof ContentData)[]

const GROUPS: Readonly<Partial<Record<EntityType, readonly (readonly string[])[]>>> = { content: [CONTENT_FILE] }

export function fieldGroupsOf(entityType: EntityType): readonly (readonly string[])[] {
  return GROUPS[entityType] ?? []
}

/** The fields that are decided about together with this one, itself among them; null: it stands for itself. */
export function fieldGroupOf(entityType: EntityType, field: string): readonly string[] | null {
  return fieldGroupsOf(entityType).find((group) => group.includes(field)) ?? null
}

/** A change with all fields of every group that it names one of. @param has the value that a field has now */
export function withWholeGroups(entityType: EntityType, fields: Fields, has: (field: string) => unknown): Fields {
  const missing = fieldGroupsOf(entityType)
    .filter((group) => group.some((field) => Object.hasOwn(fields, field)))
    .flatMap((group) => group.filter((field) => !Object.hasOwn(fields, field)))
  if (missing.length === 0) return fields
  return { ...Object.fromEntries(missing.map((field) => [field, has(field)])), ...fields }
}
