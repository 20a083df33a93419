import type { z } from 'zod'
import type { ENTITY_SCHEMAS } from '#shared/domain/entities.ts'
import type { EntityType } from '#shared/domain/ids.ts'

/**
 * What a field's value is made of, as far as two edits of it can be merged.
 *
 * - `whole`: one thing; two different edits of it clash.
 * - `text`: lines and words.
 * - `set`: values without order.
 * - `list`: ordered items with an id each.
 */
export const FIELD_KIND_NAMES = ['whole', 'text', 'set', 'list'] as const
export type FieldKind = (typeof FIELD_KIND_NAMES)[number]

type KindsOf<T extends EntityType> = {
  readonly [field in keyof z.infer<(typeof ENTITY_SCHEMAS)[T]['data']>]: FieldKind
}

/** A field that is added to a schema does not compile until it has a kind here. */
export const FIELD_KINDS: { readonly [T in EntityType]: KindsOf<T> } = {
  device: {
    name: 'whole',
    site: 'whole',
    location: 'whole',
    model: 'whole',
    serial: 'whole',
    tags: 'set',
    playlistId: 'whole',
    groups: 'set',
    pairingCode: 'whole',
  },
  playlist: { name: 'whole', description: 'text', items: 'list' },
  schedule: {
    name: 'whole',
    playlistId: 'whole',
    deviceIds: 'set',
    days: 'set',
    startTime: 'whole',
    endTime: 'whole',
    timeZone: 'whole',
    priority: 'whole',
    enabled: 'whole',
    groups: 'set',
    startDate: 'whole',
    endDate: 'whole',
  },
  content: {
    name: 'whole',
    kind: 'whole',
    durationSeconds: 'whole',
    sizeBytes: 'whole',
    tags: 'set',
    folder: 'whole',
    url: 'whole',
    checksum: 'whole',
    mediaType: 'whole',
    width: 'whole',
    height: 'whole',
  },
  alert: {
    acknowledged: 'whole',
    note: 'text',
    shelvedUntil: 'whole',
    shelvedReason: 'whole',
    isOutOfService: 'whole',
    outOfServiceReason: 'whole',
  },
  wallboard: {
    name: 'whole',
    description: 'text',
    columns: 'whole',
    rows: 'whole',
    pages: 'list',
    rotateSeconds: 'whole',
  },
}

/** A field that this version does not know is one thing. */
export function fieldKindOf(entityType: EntityType, field: string): FieldKind {
  const kinds: Readonly<Record<string, FieldKind>> = FIELD_KINDS[entityType]
  return Object.hasOwn(kinds, field) ? (kinds[field] ?? 'whole') : 'whole'
}
