import type { WindowRecord } from './window-record.ts'

/** Windows that close within this time were closed together, as the system does when somebody logs off. */
const BURST_MS = 2_000

export interface Closing {
  readonly startedAt: number
  /** The windows that were open before the first of them closed. */
  readonly records: readonly WindowRecord[]
}

/** One more window closes; `records` are those open just before. When it is the last, the records come back at the next start. */
export function closingAfter(before: Closing | null, records: readonly WindowRecord[], now: number): Closing {
  return before !== null && now - before.startedAt <= BURST_MS ? before : { startedAt: now, records }
}
