import { type Alarm, alarmState } from '#shared/domain/alarms.ts'
import type { AlertData } from '#shared/domain/entities.ts'
import type { Intent } from '#shared/domain/operation.ts'

export const ALARM_VERBS = ['acknowledge', 'unacknowledge', 'shelve', 'unshelve', 'takeOut', 'putBack'] as const
export type AlarmVerb = (typeof ALARM_VERBS)[number]

/** What an operator does with alarms. Times: milliseconds since the epoch, by the server's clock. */
export type AlarmEdit =
  | { readonly verb: 'acknowledge' | 'unacknowledge' | 'unshelve' | 'putBack' }
  | { readonly verb: 'shelve'; readonly until: number; readonly reason: string }
  | { readonly verb: 'takeOut'; readonly reason: string }

/** Whether it would change anything about the alarm. */
export function canDo(verb: AlarmVerb, alarm: Alarm, now: number): boolean {
  const { name } = alarmState(alarm, now)
  switch (verb) {
    case 'acknowledge':
      return !alarm.acknowledged
    case 'unacknowledge':
      return alarm.acknowledged && alarm.clearedAt === null
    case 'shelve':
      return name !== 'normal' && name !== 'shelved' && name !== 'out-of-service'
    case 'unshelve':
      return name === 'shelved'
    case 'takeOut':
      return name !== 'normal' && name !== 'out-of-service'
    case 'putBack':
      return alarm.isOutOfService
  }
}

/** The edits that do it, for those alarms that it changes. */
export function editsOf(edit: AlarmEdit, alarms: readonly Alarm[], now: number): Intent[] {
  const fields = fieldsOf(edit)
  return alarms
    .filter((alarm) => canDo(edit.verb, alarm, now))
    .map(({ id }) => ({ kind: 'update', entityType: 'alert', entityId: id, fields: { ...fields } }))
}

function fieldsOf(edit: AlarmEdit): Partial<AlertData> {
  switch (edit.verb) {
    case 'acknowledge':
      return { acknowledged: true }
    case 'unacknowledge':
      return { acknowledged: false }
    case 'shelve':
      return { shelvedUntil: edit.until, shelvedReason: edit.reason }
    case 'unshelve':
      return { shelvedUntil: null, shelvedReason: '' }
    case 'takeOut':
      return { isOutOfService: true, outOfServiceReason: edit.reason }
    case 'putBack':
      return { isOutOfService: false, outOfServiceReason: '' }
  }
}
