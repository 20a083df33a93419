import type { z } from 'zod'
import type { alertDataSchema, ContentData, DeviceData, PlaylistData, ScheduleData } from '#shared/domain/entities.ts'
import type { EntityType } from '#shared/domain/ids.ts'

/**
 * How two edits of one field are brought together: `value` cannot be, one of them must win; `set` values without an
 * order; `list` ordered items with an id each.
 */
export type FieldKind = 'value' | 'set' | 'list'

type Kinds<T> = { readonly [field in keyof T]-?: FieldKind }

/** Every field of every type is named, so that a new field cannot be forgotten. */
const KINDS = {
  device: {
    name: 'value',
    site: 'value',
    location: 'value',
    model: 'value',
    serial: 'value',
    tags: 'set',
    playlistId: 'value',
  } satisfies Kinds<DeviceData>,
  playlist: { name: 'value', description: 'value', items: 'list' } satisfies Kinds<PlaylistData>,
  schedule: {
    name: 'value',
    playlistId: 'value',
    deviceIds: 'set',
    days: 'set',
    startTime: 'value',
    endTime: 'value',
    timeZone: 'value',
    priority: 'value',
    enabled: 'value',
  } satisfies Kinds<ScheduleData>,
  content: {
    name: 'value',
    kind: 'value',
    durationSeconds: 'value',
    sizeBytes: 'value',
    tags: 'set',
  } satisfies Kinds<ContentData>,
  alert: { acknowledged: 'value', note: 'value' } satisfies Kinds<z.infer<typeof alertDataSchema>>,
} as const satisfies Readonly<Record<EntityType, Readonly<Record<string, FieldKind>>>>

export function fieldKind(entityType: EntityType, field: string): FieldKind {
  const kinds: Readonly<Record<string, FieldKind>> = KINDS[entityType]
  return Object.hasOwn(kinds, field) ? (kinds[field] ?? 'value') : 'value'
}
