import type { ScheduleRow } from './schedule-row.ts'

/** What is asked before it is done, and to which schedules. */
export interface ScheduleQuestion {
  readonly verb: 'delete' | 'run'
  readonly rows: readonly ScheduleRow[]
}

export type PageView = 'list' | 'week'
