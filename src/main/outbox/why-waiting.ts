import type { WaitReason } from '#shared/domain/queue.ts'
import type { OperationIndexRow } from '../database/store.ts'
import type { Lanes } from './lanes.ts'

/** Why nothing at all can be sent now; null when sending goes on. */
export type SendBlock =
  | 'offline'
  | 'needs-auth'
  | 'resyncing'
  | 'paused'
  | 'updating'
  | 'breaker-open'
  | 'server-busy'
  | 'storage-refused'

export interface Wait {
  readonly reason: WaitReason
  readonly behindKey: string | null
}

const alone = (reason: WaitReason): Wait => ({ reason, behindKey: null })

/**
 * Answers "why is it not sent?" for one unsettled operation.
 *
 * @param isUnstored whether the disk has not taken what the server said of it
 */
export function whyWaiting(row: OperationIndexRow, lanes: Lanes, block: SendBlock | null, isUnstored = false): Wait {
  if (row.trouble !== null) return alone('unreadable')
  if (isUnstored && (row.state === 'sending' || row.state === 'unknown')) return alone('storage-refused')
  switch (row.state) {
    case 'sending':
      return alone('in-flight')
    case 'unknown':
      return alone('outcome-unknown')
    case 'accepted':
      return alone('awaiting-device')
    case 'conflicted':
      return alone('conflict')
    case 'quarantined':
      return alone('refused')
    case 'stale':
      return alone('asks-again')
    case 'queued':
      return whyQueued(row, lanes, block)
    default:
      return alone('settled')
  }
}

/** What a person must do comes first: it will not go away when the network is back. */
function whyQueued(row: OperationIndexRow, lanes: Lanes, block: SendBlock | null): Wait {
  const holder = lanes.holder(row)
  if (holder !== null && holder.trouble !== null) return { reason: 'behind-quarantine', behindKey: holder.key }
  if (holder?.state === 'conflicted') return { reason: 'behind-conflict', behindKey: holder.key }
  if (holder?.state === 'quarantined') return { reason: 'behind-quarantine', behindKey: holder.key }
  if (holder?.state === 'stale') return { reason: 'behind-stale', behindKey: holder.key }
  const awaited = lanes.awaited(row)
  if (awaited !== null) return { reason: 'behind-dependency', behindKey: awaited.key }
  if (!lanes.isOfUser(row.userId)) return alone('other-user')
  const fellow = heldFellow(row, lanes)
  if (fellow !== null) return { reason: 'behind-batch', behindKey: fellow.key }
  if (block !== null) return alone(block)
  if (holder !== null) return { reason: 'behind-earlier', behindKey: holder.key }
  return alone(lanes.isBackingOff(row) ? 'backing-off' : 'ready')
}

/** The member of the same batch that cannot go: then none can. */
function heldFellow(row: OperationIndexRow, lanes: Lanes): OperationIndexRow | null {
  if (row.batch === null) return null
  const cannotGo = (other: OperationIndexRow): boolean =>
    other.key !== row.key &&
    other.state !== 'accepted' &&
    (other.state !== 'queued' ||
      other.trouble !== null ||
      lanes.holder(other) !== null ||
      lanes.awaited(other) !== null)
  return lanes.batchRows(row.batch.id).find(cannotGo) ?? null
}
