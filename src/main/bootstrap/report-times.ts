import type { Settings } from '#shared/domain/settings.ts'
import type { Span } from '../archive/records.ts'
import { dateOf, startOfDay } from '../platform/clock.ts'

export type ReportRhythm = Pick<Settings, 'reportSchedule' | 'reportTime'>

const MONDAY = 1
const DAYS_OF_WEEK = 7

/** When reports are due, by the clock on the wall: days of 23 and 25 hours have one each. */
export function lastDue(rhythm: ReportRhythm, now: number): number | null {
  return dueOn(
    rhythm,
    now,
    (daysAfter) => -daysAfter,
    (due) => due <= now,
  )
}

export function nextDue(rhythm: ReportRhythm, now: number): number | null {
  return dueOn(
    rhythm,
    now,
    (daysAfter) => daysAfter,
    (due) => due > now,
  )
}

/** What the report that is due then is about: the day before, or the seven days before, from midnight to midnight. */
export function periodOf({ reportSchedule }: ReportRhythm, due: number): Span {
  return { fromAt: startOfDay(due, reportSchedule === 'weekly' ? DAYS_OF_WEEK : 1), toAt: startOfDay(due) }
}

/** The first day, today or up to eight days away, on which it is due and fits. */
function dueOn(
  { reportSchedule, reportTime }: ReportRhythm,
  now: number,
  shiftOf: (step: number) => number,
  fits: (due: number) => boolean,
): number | null {
  if (reportSchedule === 'off') return null
  for (let step = 0; step <= DAYS_OF_WEEK + 1; step += 1) {
    const due = timeOn(startOfDay(now, -shiftOf(step)), reportTime)
    const isDay = reportSchedule === 'daily' || dateOf(due).getDay() === MONDAY
    if (isDay && fits(due)) return due
  }
  return null
}

/** A time that the change of the clocks leaves out is the moment after it; one that comes twice is its first. */
function timeOn(day: number, time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const date = dateOf(day)
  date.setHours(hours, minutes, 0, 0)
  return date.getTime()
}
