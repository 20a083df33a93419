import { setOff } from './direction.ts'
import { madePerLocale, shownLocale } from './shown-locale.ts'

/*
 * Days and times of schedules, which have a time zone of their own. The forms are those of format.ts.
 */

/** 4 January 1970 was a Sunday. */
const FIRST_SUNDAY = 3 * 86_400_000

const made = madePerLocale(() => new Map<string, Intl.DateTimeFormat>())

function formatIn(timeZone: string, name: keyof typeof FORMS): Intl.DateTimeFormat {
  const key = `${name}/${timeZone}`
  const known = made().get(key) ?? new Intl.DateTimeFormat(shownLocale(), { ...FORMS[name], timeZone })
  made().set(key, known)
  return known
}

const FORMS = {
  clock: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  moment: { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  shortDay: { weekday: 'short', day: 'numeric' },
  longDay: { weekday: 'long', day: 'numeric', month: 'long' },
  weekday: { weekday: 'short' },
  longWeekday: { weekday: 'long' },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>

/** 0 = Sunday … 6 = Saturday. */
export function formatWeekday(day: number, length: 'short' | 'long' = 'short'): string {
  return formatIn('UTC', length === 'short' ? 'weekday' : 'longWeekday').format(FIRST_SUNDAY + day * 86_400_000)
}

/** A day of the calendar, by the number of days since 1970. */
export function formatCalendarDay(day: number, form: 'shortDay' | 'longDay' | 'date'): string {
  return formatIn('UTC', form).format(day * 86_400_000)
}

/** Minutes since midnight, of a clock that goes to 24. */
export function formatMinutes(minutes: number): string {
  return setOff(formatIn('UTC', 'clock').format(minutes * 60_000))
}

/** The day and the time of an instant by the clock of a zone. */
export function formatInstant(at: number, timeZone: string): string {
  return setOff(formatIn(timeZone, 'moment').format(at))
}
