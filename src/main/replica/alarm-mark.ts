import type { Mutation } from '../database/store.ts'
import type { Cursor } from './cursor.ts'

const NAME = 'alarm_record'

/** Up to where the record of alarms goes. Times in milliseconds since the epoch, by the server's clock. */
export interface AlarmMark extends Cursor {
  /** When the record began. */
  readonly since: number
  /** What was raised before then was not seen completely: it began then, or a gap ended. */
  readonly observedFrom: number
  /** Everything before is recorded. */
  readonly seenAt: number
}

/** Null: there is none, or it cannot be read; then the record begins anew. */
export function readAlarmMark(meta: Readonly<Record<string, string>>): AlarmMark | null {
  try {
    const mark = JSON.parse(meta[NAME] ?? 'null') as AlarmMark | null
    return mark !== null && [mark.since, mark.observedFrom, mark.seenAt].every(Number.isFinite) ? mark : null
  } catch {
    return null
  }
}

export function writeAlarmMark(mark: AlarmMark): Mutation {
  return { type: 'meta.put', name: NAME, value: JSON.stringify(mark) }
}
