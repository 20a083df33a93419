import type { EntityRecord, Fields } from '#shared/domain/entities.ts'
import type { EntityRef } from '#shared/domain/ids.ts'
import { isOverlaid } from '#shared/domain/operation.ts'
import type { EntityView, PendingMark } from '#shared/domain/view.ts'
import type { WaitingOverlay } from '../database/effects.ts'
import { halvesOf } from '../database/text-record.ts'

const NOTHING: Fields = {}

/**
 * What a window shows of one entity: the server's record with the pending effects replayed on top, in the order they
 * were made. Null when there is nothing to show. Pure: rolling back is leaving an overlay out and projecting again.
 */
export function project(
  ref: EntityRef,
  base: EntityRecord | null,
  overlays: readonly WaitingOverlay[],
): EntityView | null {
  const live = overlays.filter((overlay) => isOverlaid(overlay.state))
  const isNew = base === null && live.some((overlay) => overlay.kind === 'create')
  // A pending edit of an entity that is gone at the server has nothing to be shown on; the queue still shows it.
  if (base === null && !isNew) return null
  let data = base?.data ?? NOTHING
  let isDeleting = false
  for (const overlay of live) {
    if (overlay.kind === 'create' || overlay.kind === 'update') data = { ...data, ...overlay.fields }
    if (overlay.kind === 'delete') isDeleting = true
  }
  return {
    entityType: ref.entityType,
    id: ref.entityId,
    version: base?.version ?? 0,
    data,
    reported: base?.reported ?? NOTHING,
    pending: live.map(markOf),
    isNew,
    isDeleting,
  }
}

/** The view of a record for which nothing waits, as JSON. */
export function plainViewText(record: EntityRecord): string {
  const { entityType, id, version } = record
  const { data, reported } = halvesOf(record)
  return `{"entityType":"${entityType}","id":${JSON.stringify(id)},"version":${version},"data":${data},"reported":${reported},"pending":[],"isNew":false,"isDeleting":false}`
}

function markOf({ key, kind, state, fields, command, createdAt }: WaitingOverlay): PendingMark {
  return { key, kind, state, fields: Object.keys(fields), command, createdAt }
}
