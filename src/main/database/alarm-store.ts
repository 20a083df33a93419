import type { AlarmEvent, AlarmTrack } from '#shared/domain/alarm-events.ts'
import type { AlarmGap, HistoryPeriod } from '#shared/domain/alarm-history.ts'
import type { AlarmHistory } from '#shared/ipc/alarm-requests.ts'

/** One change of an alarm: its steps, and how far it is recorded with them. */
export interface AlarmWrite {
  readonly alarmId: string
  readonly events: readonly AlarmEvent[]
  /** Null: it is not followed any more. */
  readonly track: AlarmTrack | null
}

export interface AlarmHistoryQuery {
  readonly period: HistoryPeriod
  /** Milliseconds since the epoch, by the server's clock. */
  readonly now: number
  /** When the record began; null: it has not. */
  readonly since: number | null
  /** Everything before is recorded. */
  readonly until: number
  /** How many people share the alarms. */
  readonly operators: number
}

/** What is older may go; milliseconds since the epoch. */
export interface AlarmLimits {
  readonly eventsBefore: number
  readonly daysBefore: number
}

/**
 * The record of alarms of one site. What is written is on disk when the promise resolves, whole or not at all, and what is there
 * already is left as it is. Every method rejects with a StoreError.
 */
export interface AlarmStore {
  recordAlarms(writes: readonly AlarmWrite[], gaps: readonly AlarmGap[]): Promise<void>
  alarmTracks(): Promise<readonly AlarmTrack[]>
  alarmHistory(query: AlarmHistoryQuery): Promise<AlarmHistory>
  /** Deletes a small part of what may go. Resolves with whether more is left. */
  pruneAlarms(limits: AlarmLimits): Promise<boolean>
}

/** The same as the storage worker is asked it. Writes travel as text, like commits. */
export type AlarmRequest =
  | { readonly ask: 'record'; readonly text: string }
  | { readonly ask: 'tracks' }
  | { readonly ask: 'history'; readonly query: AlarmHistoryQuery }
  | { readonly ask: 'prune'; readonly limits: AlarmLimits }

export type RecordedAlarms = readonly [writes: readonly AlarmWrite[], gaps: readonly AlarmGap[]]

/** The record of alarms behind whatever answers requests. */
export function alarmStoreOf(answer: (request: AlarmRequest) => Promise<unknown>): AlarmStore {
  return {
    async recordAlarms(...recorded: RecordedAlarms) {
      await answer({ ask: 'record', text: JSON.stringify(recorded) })
    },
    alarmTracks: async () => (await answer({ ask: 'tracks' })) as readonly AlarmTrack[],
    alarmHistory: async (query) => (await answer({ ask: 'history', query })) as AlarmHistory,
    pruneAlarms: async (limits) => (await answer({ ask: 'prune', limits })) as boolean,
  }
}
