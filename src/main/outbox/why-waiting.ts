import type { WaitReason } from '#shared/domain/queue.ts'
import type { OperationIndexRow } from '../database/store.ts'
import type { Lanes } from './lanes.ts'

/** Why nothing at all can be sent now; null when sending goes on. */
export type SendBlock = 'offline' | 'needs-auth' | 'resyncing' | 'paused'

export interface Wait {
  readonly reason: WaitReason
  readonly behindKey: string | null
}

/** Answers "why is it not sent?" for one unsettled operation. `now`: milliseconds since the epoch. */
export function whyWaiting(row: OperationIndexRow, lanes: Lanes, block: SendBlock | null, now: number): Wait {
  switch (row.state) {
    case 'sending':
      return { reason: 'in-flight', behindKey: null }
    case 'unknown':
      return { reason: 'outcome-unknown', behindKey: null }
    case 'conflicted':
      return { reason: 'conflict', behindKey: null }
    case 'quarantined':
      return { reason: 'refused', behindKey: null }
    case 'queued':
      return whyQueued(row, lanes, block, now)
    default:
      return { reason: 'settled', behindKey: null }
  }
}

function whyQueued(row: OperationIndexRow, lanes: Lanes, block: SendBlock | null, now: number): Wait {
  const holder = lanes.holder(row)
  if (holder?.state === 'conflicted') return { reason: 'behind-conflict', behindKey: holder.key }
  if (holder?.state === 'quarantined') return { reason: 'behind-quarantine', behindKey: holder.key }
  if (block !== null) return { reason: block, behindKey: null }
  if (holder !== null) return { reason: 'behind-earlier', behindKey: holder.key }
  if (row.nextAttemptAt !== null && row.nextAttemptAt > now) return { reason: 'backing-off', behindKey: null }
  return { reason: 'ready', behindKey: null }
}
