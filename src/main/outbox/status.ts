import type { QueueStatus } from '#shared/domain/queue.ts'
import type { Counters } from '../database/store.ts'
import type { Lanes } from './lanes.ts'

/** The live figures of the queue (G14). `now`: milliseconds since the epoch. */
export function queueStatus(
  lanes: Lanes,
  totals: Counters,
  rest: Pick<QueueStatus, 'lastError' | 'isPaused' | 'stall' | 'capacity'> & { readonly now: number },
): QueueStatus {
  const counts = {
    queued: lanes.count('queued'),
    stale: lanes.count('stale'),
    sending: lanes.count('sending'),
    unknown: lanes.count('unknown'),
    accepted: lanes.count('accepted'),
    conflicted: lanes.count('conflicted'),
    quarantined: lanes.count('quarantined'),
  }
  const { now, ...others } = rest
  const wakeIn = lanes.nextWakeIn()
  return {
    counts,
    pending: lanes.size - counts.accepted,
    attention: counts.conflicted + counts.quarantined + counts.stale,
    retrying: lanes.retrying,
    bytes: lanes.bytes,
    oldestCreatedAt: lanes.oldestCreatedAt,
    nextAttemptAt: wakeIn === null ? null : now + wakeIn,
    totals,
    ...others,
  }
}
