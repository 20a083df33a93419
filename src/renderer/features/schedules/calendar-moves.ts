import { dayOfDate, hasDays, lengthMinutes, minutesOf, timeOf, weekdayOf } from '#shared/schedule/plan.ts'
import type { ScheduleValues } from './schedule-row.ts'
import { DAY_MINUTES } from './week-layout.ts'

/** What is moved goes from quarter to quarter of an hour. */
export const STEP_MINUTES = 15

/** What is to become of a window: later by minutes, on another day, longer by minutes. */
export interface Move {
  readonly minutes: number
  readonly days: number
  readonly longer: number
}

export const NO_MOVE: Move = { minutes: 0, days: 0, longer: 0 }

/** Fields of the schedule after a move of the window that begins on `date`; null: it would change nothing, or cannot be. */
export function movedFields(values: ScheduleValues, date: string, move: Move): Partial<ScheduleValues> | null {
  const days = movedDays(values, date, move.days)
  if (days === null) return null
  const start = clamp(minutesOf(values.startTime) + move.minutes, 0, DAY_MINUTES - STEP_MINUTES)
  const length = clamp(lengthMinutes(values) + move.longer, STEP_MINUTES, DAY_MINUTES)
  const times = { startTime: timeOf(start), endTime: timeOf((start + length) % DAY_MINUTES) }
  const fields: Partial<ScheduleValues> = {
    ...(days === values.days ? {} : { days }),
    ...(times.startTime === values.startTime ? {} : { startTime: times.startTime }),
    ...(times.endTime === values.endTime ? {} : { endTime: times.endTime }),
  }
  return Object.keys(fields).length === 0 ? null : fields
}

/** The weekday of the window becomes another one; the others of the schedule stay. Null: it has that one already. */
function movedDays(values: ScheduleValues, date: string, by: number): number[] | null {
  const day = dayOfDate(date)
  if (by === 0 || day === null) return values.days
  const [from, to] = [weekdayOf(day), weekdayOf(day + by)]
  if (values.days.includes(to)) return null
  const days = [...values.days.filter((one) => one !== from), to].sort((a, b) => a - b)
  return hasDays({ ...values, days }) ? days : null
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value))
}
