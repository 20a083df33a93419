import { OutpostError } from '#shared/errors/result.ts'

export interface OutboxLimits {
  readonly count: number
  readonly bytes: number
}

/**
 * Throws OutpostError `queue-full` when `count` operations would be too many, or what waits already is too large.
 */
export function assertRoom(limits: OutboxLimits, count: number, waiting: { size: number; bytes: number }): void {
  if (count <= limits.count && waiting.bytes <= limits.bytes) return
  throw new OutpostError(
    'queue-full',
    `${waiting.size} changes are waiting, which is the limit of this PC. Nothing was accepted; the waiting ones are safe.`,
  )
}
