import type { ScheduleData } from '../domain/entities.ts'
import { dayOfDate, hasDays } from './plan.ts'
import { isKnownZone } from './zone.ts'

export const CONTRADICTIONS = ['no-days', 'no-zone', 'no-date', 'ends-first', 'no-day-in-dates', 'no-devices'] as const
export type ContradictionKind = (typeof CONTRADICTIONS)[number]

/** Why a schedule could never play, and the field in which that is mended. */
export interface Contradiction {
  readonly field: keyof ScheduleData
  readonly kind: ContradictionKind
}

/** Fields of which each fault depends: a change that touches none of them is not refused for it. */
const ABOUT: Readonly<Record<ContradictionKind, readonly (keyof ScheduleData)[]>> = {
  'no-days': ['days'],
  'no-zone': ['timeZone'],
  'no-date': ['startDate', 'endDate'],
  'ends-first': ['startDate', 'endDate'],
  'no-day-in-dates': ['days', 'startDate', 'endDate'],
  'no-devices': ['deviceIds', 'groups'],
}

/** Everything in a schedule that contradicts itself; the first fault of each field. */
export function contradictionsIn(schedule: ScheduleData): Contradiction[] {
  const { days, timeZone, deviceIds, groups = [] } = schedule
  return [
    ...(days.length === 0 ? [{ field: 'days', kind: 'no-days' } as const] : []),
    ...(isKnownZone(timeZone) ? [] : [{ field: 'timeZone', kind: 'no-zone' } as const]),
    ...datesFault(schedule),
    ...(deviceIds.length + groups.length === 0 ? [{ field: 'deviceIds', kind: 'no-devices' } as const] : []),
  ]
}

function datesFault(schedule: ScheduleData): Contradiction[] {
  const { startDate, endDate, days } = schedule
  const isDate = (date: string | null | undefined): boolean => date == null || dayOfDate(date) !== null
  if (!isDate(startDate)) return [{ field: 'startDate', kind: 'no-date' }]
  if (!isDate(endDate)) return [{ field: 'endDate', kind: 'no-date' }]
  if (startDate != null && endDate != null && endDate < startDate) return [{ field: 'endDate', kind: 'ends-first' }]
  if (days.length > 0 && !hasDays(schedule)) return [{ field: 'days', kind: 'no-day-in-dates' }]
  return []
}

/** The same, but only what the changed fields are to blame for: an old fault is not the editor’s. */
export function contradictionsBy(schedule: ScheduleData, changed: readonly string[]): Contradiction[] {
  return contradictionsIn(schedule).filter(({ kind }) => ABOUT[kind].some((field) => changed.includes(field)))
}
