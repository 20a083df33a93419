import type { Fields } from '#shared/domain/entities.ts'
import type { EntityRef, EntityType } from '#shared/domain/ids.ts'
import type { Intent } from '#shared/domain/operation.ts'

/** Gives the id to use for an entity; the same one when nothing is to be changed. */
export type Renaming = (entityType: EntityType, id: string) => string

/** What an intent or an operation on the wire can name other entities in. */
interface Asked {
  readonly entityType: EntityType
  readonly fields?: Fields
  readonly contentId?: string | undefined
}

/** The entities that an intent names besides its own. Pure. */
export function referencesIn({ entityType, fields = {}, contentId }: Asked): EntityRef[] {
  const pushed = contentId === undefined ? [] : [{ entityType: 'content', entityId: contentId } as const]
  return [...referencesOf(entityType, fields), ...pushed]
}

/** The intent with every reference renamed. Pure; the same object when nothing changes. */
export function renameIn<T extends Intent>(intent: T, rename: Renaming): T {
  if (intent.kind === 'delete') return intent
  if (intent.kind === 'command') {
    const { contentId } = intent
    const named = contentId === undefined ? undefined : rename('content', contentId)
    return named === contentId ? intent : { ...intent, contentId: named }
  }
  const fields = rewriteReferences(intent.entityType, intent.fields, rename)
  return fields === intent.fields ? intent : { ...intent, fields }
}

/** The entities that field values name, in the order they come. Pure. */
export function referencesOf(entityType: EntityType, fields: Fields): EntityRef[] {
  const found: EntityRef[] = []
  rewriteReferences(entityType, fields, (type, id) => {
    found.push({ entityType: type, entityId: id })
    return id
  })
  return found
}

/** The field values with every reference renamed. Pure; the same object when nothing changes. */
export function rewriteReferences(entityType: EntityType, fields: Fields, rename: Renaming): Fields {
  let result = fields
  const put = (field: string, value: unknown): void => {
    if (JSON.stringify(value) !== JSON.stringify(fields[field])) result = { ...result, [field]: value }
  }
  const { playlistId, items, deviceIds } = fields
  if ((entityType === 'device' || entityType === 'schedule') && typeof playlistId === 'string') {
    put('playlistId', rename('playlist', playlistId))
  }
  if (entityType === 'playlist' && Array.isArray(items)) {
    put(
      'items',
      items.map((item: unknown) => renameItem(item, rename)),
    )
  }
  if (entityType === 'schedule' && Array.isArray(deviceIds)) {
    put(
      'deviceIds',
      deviceIds.map((id: unknown) => (typeof id === 'string' ? rename('device', id) : id)),
    )
  }
  return result
}

function renameItem(item: unknown, rename: Renaming): unknown {
  if (typeof item !== 'object' || item === null || !('contentId' in item)) return item
  const { contentId } = item
  return typeof contentId === 'string' ? { ...item, contentId: rename('content', contentId) } : item
}
