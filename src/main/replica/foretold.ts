import { ENTITY_SCHEMAS, type EntityRecord } from '#shared/domain/entities.ts'
import type { ConflictDetail } from '#shared/domain/operation.ts'
import type { Overlay } from '../database/store.ts'
import { changedRecord } from '../database/text-record.ts'

/** Records as an answer of the server tells of them, before the feed brings them. */

/**
 * The record after the operation. `sequence` stays: reports that were made before the edit may still be on their way,
 * and must not be taken for old.
 */
export function withEffect(known: EntityRecord | null, overlay: Overlay, version: number): EntityRecord {
  if (known !== null) return changedRecord(known, { version, data: { ...known.data, ...overlay.fields } })
  return {
    entityType: overlay.entityType,
    id: overlay.entityId,
    version,
    sequence: 0,
    data: overlay.fields,
    reported: {},
  }
}

/** The record as an operation's answer says it is now; null: the answer tells nothing new, or not all of it, or nonsense. */
export function withAnswer(
  known: EntityRecord,
  since: number,
  { serverVersion, serverFields }: ConflictDetail,
): EntityRecord | null {
  // What was compared with a newer version than the one here does not tell all that is different.
  if (known.version < since || known.version >= serverVersion) return null
  const data = ENTITY_SCHEMAS[known.entityType].data.safeParse({ ...known.data, ...serverFields }).data
  return data === undefined ? null : changedRecord(known, { version: serverVersion, data })
}
