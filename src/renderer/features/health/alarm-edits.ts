import { type Alarm, alarmState } from '#shared/domain/alarms.ts'
import type { AlertData } from '#shared/domain/entities.ts'
import type { Intent } from '#shared/domain/operation.ts'

/** What an operator may ask for: something that is done to alarms, or the same with words that are asked for first. */
export const ALARM_ACTS = [
  'acknowledge',
  'acknowledgeNoted',
  'unacknowledge',
  'shelve',
  'unshelve',
  'takeOut',
  'putBack',
] as const
export type AlarmAct = (typeof ALARM_ACTS)[number]
export type AlarmVerb = Exclude<AlarmAct, 'acknowledgeNoted'>

export function verbOf(act: AlarmAct): AlarmVerb {
  return act === 'acknowledgeNoted' ? 'acknowledge' : act
}

/** What an operator does with alarms. Times: milliseconds since the epoch, by the server's clock. */
export type AlarmEdit =
  | { readonly verb: 'acknowledge'; readonly note?: string }
  | { readonly verb: 'unacknowledge' | 'unshelve' | 'putBack' }
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
  return alarms
    .filter((alarm) => canDo(edit.verb, alarm, now))
    .map((alarm) => ({ kind: 'update', entityType: 'alert', entityId: alarm.id, fields: fieldsOf(edit, alarm) }))
}

function fieldsOf(edit: AlarmEdit, { note }: Alarm): Partial<AlertData> {
  switch (edit.verb) {
    case 'acknowledge':
      return { acknowledged: true, ...(edit.note === undefined || edit.note === '' ? {} : { note: edit.note }) }
    case 'unacknowledge':
      // The note was about the acknowledgement: the next one must not seem to have been given with it.
      return { acknowledged: false, ...(note === '' ? {} : { note: '' }) }
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
