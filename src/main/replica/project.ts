import type { EntityRecord, Fields } from '#shared/domain/entities.ts'
import type { EntityRef } from '#shared/domain/ids.ts'
import { isOverlaid, type OperationState } from '#shared/domain/operation.ts'
import type { EntityView, PendingMark } from '#shared/domain/view.ts'
import type { Overlay } from '../database/store.ts'

/** An overlay with the state its operation is in now. */
export interface LiveOverlay extends Overlay {
  readonly state: OperationState
  /** As windows see it. */
  readonly mark: PendingMark
}

export function liveOverlay(overlay: Overlay, state: OperationState): LiveOverlay {
  const { key, clientSequence, entityType, entityId, kind, fields, command, createdAt } = overlay
  const mark = { key, kind, state, fields: Object.keys(fields), command, createdAt }
  return { key, clientSequence, entityType, entityId, kind, fields, command, createdAt, state, mark }
}

/** The same effect of an operation that is in another state now. */
export function inState(overlay: LiveOverlay, state: OperationState): LiveOverlay {
  return { ...overlay, state, mark: { ...overlay.mark, state } }
}

const NOTHING: Fields = {}

/**
 * What a window shows of one entity: the server's record with the pending effects replayed on top, in the order they
 * were made. Null when there is nothing to show. Pure: rolling back is leaving an overlay out and projecting again.
 */
export function project(
  ref: EntityRef,
  base: EntityRecord | null,
  overlays: readonly LiveOverlay[],
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
    pending: live.map((overlay) => overlay.mark),
    isNew,
    isDeleting,
  }
}
