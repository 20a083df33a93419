import { LOCALES } from '#shared/i18n/languages.ts'
import { setOff } from './direction.ts'
import type { Translate } from './setup.ts'
import { madePerLocale, shownLocale } from './shown-locale.ts'
import { textPattern } from './text-pattern.ts'

/** A control room counts its hours from 0 to 23, in every language. */
const HOUR_CYCLE = 'h23'
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: HOUR_CYCLE } as const

const dates = (options: Intl.DateTimeFormatOptions) =>
  madePerLocale((locale) => new Intl.DateTimeFormat(locale, options))
const numbers = (options: Intl.NumberFormatOptions) => madePerLocale((locale) => new Intl.NumberFormat(locale, options))

const clock = dates(TIME)
const clockWithSeconds = dates({ ...TIME, second: '2-digit' })
const dayAndClock = dates({ ...TIME, day: 'numeric', month: 'short' })
const dateAndClock = dates({ ...TIME, day: 'numeric', month: 'short', year: 'numeric' })
const day = dates({ weekday: 'short', day: 'numeric', month: 'short' })
const date = dates({ day: 'numeric', month: 'short', year: 'numeric' })
const whole = numbers({ maximumFractionDigits: 0 })
const oneDigit = numbers({ maximumFractionDigits: 1 })
const threeDigits = numbers({ maximumFractionDigits: 3 })
const precisePercent = numbers({ style: 'percent', minimumFractionDigits: 2, maximumFractionDigits: 3 })

export function formatNumber(value: number): string {
  return whole().format(value)
}

/** A number with the decimals it has, three at most. */
export function formatDecimal(value: number): string {
  return threeDigits().format(value)
}

/** With so many decimals, neither more nor less. */
export function formatFixed(value: number, digits: number): string {
  return value.toLocaleString(shownLocale(), { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

/** Set off from its sign in English too, as on every page. @param percent 97.5 for 97.5 % */
export function formatPercent(percent: number, digits: number): string {
  const style = { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits } as const
  const written = (percent / 100).toLocaleString(shownLocale(), style)
  return setOff(shownLocale() === LOCALES.en ? written.replace('%', '\u00a0%') : written)
}

/** A share of all, 0 to 1, as reports write it: two decimals would call 99.996 % perfect. */
export function formatShare(share: number): string {
  return setOff(precisePercent().format(share))
}

/** @param code of the currency, by ISO 4217 */
export function formatCurrency(value: number, code: string): string {
  return setOff(value.toLocaleString(shownLocale(), { style: 'currency', currency: code }))
}

export function formatClock(at: number): string {
  return clockWithSeconds().format(at)
}

/** The time of day, with the date when it was not today. */
export function formatMoment(at: number, now: number): string {
  const isToday = isSameDay(new Date(at), new Date(now))
  return setOff((isToday ? clock() : dayAndClock()).format(at))
}

/** The day and the time of day that is ahead, with its year when that is another one. */
export function formatMomentAhead(at: number, now: number): string {
  return setOff((isSameYear(at, now) ? dayAndClock() : dateAndClock()).format(at))
}

/** The day and the time of day, whatever day it is. */
export function formatDayAndTime(at: number): string {
  return setOff(dayAndClock().format(at))
}

/** The day alone, with its year when that was another one. */
export function formatDay(at: number, now: number): string {
  return (isSameYear(at, now) ? day() : date()).format(at)
}

/** The day and the time of day, of another year the date alone. */
export function formatLongAgo(at: number, now: number): string {
  return (isSameYear(at, now) ? dayAndClock() : date()).format(at)
}

function isSameYear(a: number, b: number): boolean {
  return new Date(a).getFullYear() === new Date(b).getFullYear()
}

/** A moment to the second, with its date when it was not today. */
export function formatExact(at: number, now: number): string {
  return setOff((isSameDay(new Date(at), new Date(now)) ? clockWithSeconds() : dayAndClock()).format(at))
}

function isSameDay(a: Date, b: Date): boolean {
  return a.getDate() === b.getDate() && a.getMonth() === b.getMonth() && a.getFullYear() === b.getFullYear()
}

const MAX_REMEMBERED = 1_000
const ages = madePerLocale(() => new WeakMap<Translate, ReturnType<typeof agePatterns>>())

function agePatterns(t: Translate) {
  return {
    second: textPattern(['n'], (values) => t('time.second', values)),
    minute: textPattern(['n'], (values) => t('time.minute', values)),
    hour: textPattern(['n'], (values) => t('time.hour', values)),
    day: remembered((days) => t('time.day', { count: days, n: formatNumber(days) })),
  }
}

/** A fleet that has been away for days is so for few different numbers of days. */
function remembered(textOf: (count: number) => string): (count: number) => string {
  const texts = new Map<number, string>()
  return (count) => {
    const text = texts.get(count) ?? textOf(count)
    if (texts.size < MAX_REMEMBERED) texts.set(count, text)
    return text
  }
}

/** Ages stand in every row. */
function agesIn(t: Translate): ReturnType<typeof agePatterns> {
  const texts = ages().get(t) ?? agePatterns(t)
  ages().set(t, texts)
  return texts
}

/** A span of time in its largest one or two units: `3 s`, `4 min`, `2 h 5 min`, `3 days`. */
export function formatAge(t: Translate, ms: number): string {
  return setOff(ageInWords(t, ms))
}

function ageInWords(t: Translate, ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  const texts = agesIn(t)
  if (seconds < 60) return texts.second({ n: `${seconds}` })
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return texts.minute({ n: `${minutes}` })
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours < 24) return rest === 0 ? texts.hour({ n: `${hours}` }) : t('time.hourMinute', { h: hours, m: rest })
  return texts.day(Math.floor(hours / 24))
}

/** A span of time in its largest unit alone, for narrow columns. */
export function formatCoarseAge(t: Translate, ms: number): string {
  const hours = Math.floor(ms / 3_600_000)
  return hours >= 1 && hours < 24 ? setOff(agesIn(t).hour({ n: `${hours}` })) : formatAge(t, ms)
}

export function formatAgo(t: Translate, at: number | null, now: number): string {
  if (at === null) return t('time.never')
  return t('time.ago', { age: formatAge(t, now - at) })
}

export function formatMs(t: Translate, ms: number | null): string {
  if (ms === null) return '–'
  return setOff(t('time.milliseconds', { n: ms < 10 ? oneDigit().format(ms) : whole().format(ms) }))
}

export function formatBytes(t: Translate, bytes: number): string {
  return setOff(bytesInWords(t, bytes))
}

function bytesInWords(t: Translate, bytes: number): string {
  if (bytes < 1_024) return t('size.bytes', { n: whole().format(bytes) })
  if (bytes < 1_024 ** 2) return t('size.kilobytes', { n: oneDigit().format(bytes / 1_024) })
  if (bytes < 1_024 ** 3) return t('size.megabytes', { n: oneDigit().format(bytes / 1_024 ** 2) })
  return t('size.gigabytes', { n: oneDigit().format(bytes / 1_024 ** 3) })
}

/** The time of day in a zone of the IANA database, here where it is empty; null: there is no such zone. */
export function formatClockIn(at: number, zone: string, hasSeconds: boolean): string | null {
  return clocksOf(zone)?.[hasSeconds ? 'exact' : 'clock'].format(at) ?? null
}

/** The day in a zone; null: there is no such zone. */
export function formatDayIn(at: number, zone: string): string | null {
  return clocksOf(zone)?.day.format(at) ?? null
}

interface ZoneClocks {
  readonly clock: Intl.DateTimeFormat
  readonly exact: Intl.DateTimeFormat
  readonly day: Intl.DateTimeFormat
}

const zones = madePerLocale(() => new Map<string, ZoneClocks | null>())

function clocksOf(zone: string): ZoneClocks | null {
  const known = zones().get(zone)
  if (known !== undefined) return known
  const made = madeClocks(zone)
  if (zones().size < MAX_REMEMBERED) zones().set(zone, made)
  return made
}

function madeClocks(zone: string): ZoneClocks | null {
  const where = zone === '' ? {} : { timeZone: zone }
  try {
    return {
      clock: new Intl.DateTimeFormat(shownLocale(), { ...TIME, ...where }),
      exact: new Intl.DateTimeFormat(shownLocale(), { ...TIME, second: '2-digit', ...where }),
      day: new Intl.DateTimeFormat(shownLocale(), { weekday: 'short', day: 'numeric', month: 'short', ...where }),
    }
  } catch {
    return null
  }
}
