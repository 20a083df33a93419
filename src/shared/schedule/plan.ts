import type { ScheduleData } from '../domain/entities.ts'
import { DAY_MS, instantOf, MINUTE_MS, wallClock } from './zone.ts'

/** What a schedule is in time. */
export type Plan = Pick<ScheduleData, 'days' | 'startTime' | 'endTime' | 'timeZone' | 'startDate' | 'endDate'>

/** One window in which a schedule plays: from `startsAt` until just before `endsAt`, milliseconds since the epoch. */
export interface Occurrence {
  readonly startsAt: number
  readonly endsAt: number
  /** The day on which it begins, as the calendar of its own zone writes it. */
  readonly date: string
}

const DAYS_OF_WEEK = 7
/** 1 January 1970 was a Thursday. */
const FIRST_DAY_OF_WEEK = 4
/** A week in which the only window falls into a gap of the clock has none; the one after it has. */
const LONGEST_PAUSE_DAYS = 15

/** Minutes since midnight of `HH:MM`. */
export function minutesOf(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':')
  return Number(hours) * 60 + Number(minutes)
}

export function timeOf(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return `${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`
}

/** The number of a day since 1970; null: no such day. */
export function dayOfDate(date: string): number | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date)
  if (match === null) return null
  const day = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / DAY_MS
  return dateOfDay(day) === date ? day : null
}

const MAX_REMEMBERED_DATES = 2_000
/** Thousands of schedules ask for the few days of a week. */
const dates = new Map<number, string>()

export function dateOfDay(day: number): string {
  const known = dates.get(day)
  if (known !== undefined) return known
  if (dates.size >= MAX_REMEMBERED_DATES) dates.clear()
  const date = new Date(day * DAY_MS).toISOString().slice(0, 10)
  dates.set(day, date)
  return date
}

/** 0 = Sunday … 6 = Saturday. */
export function weekdayOf(day: number): number {
  return (((day + FIRST_DAY_OF_WEEK) % DAYS_OF_WEEK) + DAYS_OF_WEEK) % DAYS_OF_WEEK
}

/** How long a window is by the wall clock. An end before the start is on the next day; one that equals it is a whole day later. */
export function lengthMinutes({ startTime, endTime }: Pick<Plan, 'startTime' | 'endTime'>): number {
  const [start, end] = [minutesOf(startTime), minutesOf(endTime)]
  return end > start ? end - start : end - start + DAY_MS / MINUTE_MS
}

/** The days on which windows may begin, both included, by number. */
function boundsOf({ startDate, endDate }: Pick<Plan, 'startDate' | 'endDate'>): {
  readonly first: number
  readonly last: number
} {
  const first = startDate === undefined || startDate === null ? null : dayOfDate(startDate)
  const last = endDate === undefined || endDate === null ? null : dayOfDate(endDate)
  return { first: first ?? Number.NEGATIVE_INFINITY, last: last ?? Number.POSITIVE_INFINITY }
}

/** The window that begins on a day, whether or not the plan has that day; null: the clock leaves out all of it. */
function windowsOf(plan: Plan): (day: number) => Occurrence | null {
  const [startMs, lengthMs] = [minutesOf(plan.startTime) * MINUTE_MS, lengthMinutes(plan) * MINUTE_MS]
  return (day) => {
    const start = day * DAY_MS + startMs
    const startsAt = instantOf(plan.timeZone, start)
    const endsAt = instantOf(plan.timeZone, start + lengthMs)
    return endsAt > startsAt ? { startsAt, endsAt, date: dateOfDay(day) } : null
  }
}

function dayAt(plan: Plan, at: number): number {
  return Math.floor(wallClock(plan.timeZone, at) / DAY_MS)
}

/** Every window that touches the time from `from` until just before `to`, in order. */
export function occurrences(plan: Plan, from: number, to: number): Occurrence[] {
  const bounds = boundsOf(plan)
  const days = new Set(plan.days)
  const windowOn = windowsOf(plan)
  const found: Occurrence[] = []
  // A window may have begun on the day before, and a clock may have gone back since.
  const last = Math.min(bounds.last, dayAt(plan, to) + 1)
  for (let day = Math.max(bounds.first, dayAt(plan, from) - 2); day <= last; day += 1) {
    if (!days.has(weekdayOf(day))) continue
    const window = windowOn(day)
    if (window !== null && window.endsAt > from && window.startsAt < to) found.push(window)
  }
  return found
}

/** The window that is open, and the next one that begins later; null: there is none. */
export function runsAround(
  plan: Plan,
  at: number,
): { readonly current: Occurrence | null; readonly next: Occurrence | null } {
  const [current = null] = occurrences(plan, at, at + 1)
  const bounds = boundsOf(plan)
  const days = new Set(plan.days)
  const windowOn = windowsOf(plan)
  const first = Math.max(bounds.first, dayAt(plan, at) - 1)
  for (let day = first; day <= Math.min(bounds.last, first + LONGEST_PAUSE_DAYS); day += 1) {
    if (!days.has(weekdayOf(day))) continue
    const next = windowOn(day)
    if (next !== null && next.startsAt > at) return { current, next }
  }
  return { current, next: null }
}

/** Whether any of the chosen weekdays lies within the dates. */
export function hasDays(plan: Pick<Plan, 'days' | 'startDate' | 'endDate'>): boolean {
  const { first, last } = boundsOf(plan)
  if (last - first >= DAYS_OF_WEEK) return plan.days.length > 0
  for (let day = first; day <= last; day += 1) if (plan.days.includes(weekdayOf(day))) return true
  return false
}
