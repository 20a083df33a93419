import type { Fields, ScheduleData } from '#shared/domain/entities.ts'
import { type ContradictionKind, contradictionsBy } from '#shared/schedule/contradictions.ts'
import type { Fault } from './validate.ts'

const WORDS: Readonly<Record<ContradictionKind, string>> = {
  'no-days': 'A schedule needs at least one day of the week.',
  'no-zone': 'There is no such time zone.',
  'no-date': 'There is no such day in the calendar.',
  'ends-first': 'The last day lies before the first one.',
  'no-day-in-dates': 'None of the days of the week lies between the first and the last day.',
  'no-devices': 'A schedule needs a device or a group.',
}

/** Why a schedule could never play, as far as the changed fields are to blame for it; null: it can. */
export function findScheduleFault(after: Fields, changes: Fields): Fault | null {
  // Both halves were checked against the schema.
  const [first] = contradictionsBy(after as ScheduleData, Object.keys(changes))
  return first === undefined ? null : { message: WORDS[first.kind], field: first.field }
}
