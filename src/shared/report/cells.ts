import type { METRIC_UNITS } from '../domain/metrics.ts'
import { LANGUAGE_NAMES, LOCALES, SOURCE_LANGUAGE, type SpokenLanguage } from '../i18n/languages.ts'
import type { ReportTexts } from './texts/report-texts.ts'
import { filled, REPORT_TEXTS } from './texts.ts'

/**
 * What a figure is, and so how it is written. `time`: milliseconds since the epoch. `duration`: milliseconds. `share`: 0 to 1.
 * `text` may come from anywhere and is never to be trusted as markup or as a formula.
 */
export type CellKind = 'text' | 'time' | 'duration' | 'share' | (typeof METRIC_UNITS)[number]

/** One figure. The value is exact and the same in every format; only how it is written differs. Null: there is none. */
export interface Cell {
  readonly kind: CellKind
  readonly value: string | number | null
}

/** How a report is written for people: in which words, and how figures and times look among them. */
export interface ReportWriting {
  readonly language: SpokenLanguage
  readonly isRightToLeft: boolean
  /** As the language is named by those who speak it. */
  readonly languageName: string
  readonly texts: ReportTexts
  /** What a metric is called; of one that nobody has named its own name. */
  readonly metricName: (name: string) => string
  /** IANA name of the zone that all times of the report are written in. */
  readonly timeZone: string
  readonly whole: Intl.NumberFormat
  readonly short: Intl.NumberFormat
  readonly percent: Intl.NumberFormat
  readonly clock: Intl.DateTimeFormat
  /** For what stands below a chart. */
  readonly hour: Intl.DateTimeFormat
  readonly day: Intl.DateTimeFormat
}

const NONE = '–'
/** English writes `2026-03-02 04:00:00`: no reader mistakes the month for the day. The others have an order that is known. */
const DATES = { ...LOCALES, en: 'sv-SE' } as const
const TWO = '2-digit'
const TIME = { hour: TWO, minute: TWO, hourCycle: 'h23' } as const

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

/** Made once for a report: what writes figures is dear to make. @param timeZone IANA name */
export function reportWriting(language: SpokenLanguage, timeZone: string): ReportWriting {
  const locale = LOCALES[language]
  const dates = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(DATES[language], { ...options, timeZone })
  return {
    ...{ language, timeZone, texts: REPORT_TEXTS[language], languageName: LANGUAGE_NAMES[language] },
    isRightToLeft: language === 'ar',
    metricName: (name) => metricInWords(name, REPORT_TEXTS[language]),
    whole: new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }),
    short: new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }),
    // Availability is spoken of in nines: two decimals would call 99.996 % perfect.
    percent: new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 2, maximumFractionDigits: 3 }),
    clock: dates({ year: 'numeric', month: TWO, day: TWO, ...TIME, second: TWO }),
    hour: dates(TIME),
    day: dates({ month: TWO, day: TWO }),
  }
}

/** Of a part of one, such as `page_render.devices`, the part keeps its own name. */
function metricInWords(name: string, { metricNames, metricOf }: ReportTexts): string {
  const known: Readonly<Record<string, string>> = metricNames
  if (Object.hasOwn(known, name)) return known[name] ?? name
  const [base = name, ...rest] = name.split(/[.:]/)
  if (!Object.hasOwn(known, base)) return name
  return filled(metricOf, { metric: known[base] ?? base, of: rest.join(' ') })
}

/** What programs read has the words of the source, whatever people read: they find figures by them. */
export const STABLE_WRITING: ReportWriting = {
  ...reportWriting(SOURCE_LANGUAGE, 'UTC'),
  metricName: (name) => name,
}

/** A cell as people read it. */
export function writtenCell({ kind, value }: Cell, writing: ReportWriting): string {
  if (value === null) return NONE
  if (typeof value === 'string') return value
  const { unit } = writing.texts
  switch (kind) {
    case 'time':
      return writtenTime(value, writing)
    case 'duration':
      return writtenDuration(value, writing)
    case 'share':
      return writing.percent.format(value)
    case 'ms':
      return filled(unit.ms, { n: writing.short.format(value) })
    case 'bytes':
      return filled(unit.bytes, { n: writing.short.format(value / (1_024 * 1_024)) })
    default:
      return writing.whole.format(value)
  }
}

/** `2026-03-02 04:00:00`, `02.03.2026, 04:00:00` … */
export function writtenTime(at: number, { clock }: ReportWriting): string {
  return clock.format(at)
}

/** `3 d 4 h`, `2 h 05 min`, `1 min 09 s`, `4.2 s`: two units at most. */
export function writtenDuration(ms: number, { texts, short, whole }: ReportWriting): string {
  const words = texts.duration
  if (ms < 10 * SECOND_MS) return filled(words.seconds, { s: short.format(ms / SECOND_MS) })
  const seconds = Math.round(ms / SECOND_MS)
  if (seconds < 60) return filled(words.seconds, { s: String(seconds) })
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return filled(words.minutes, { m: String(minutes), s: padded(seconds % 60) })
  const allMinutes = Math.round(ms / MINUTE_MS)
  if (ms < 48 * HOUR_MS)
    return filled(words.hours, { h: String(Math.floor(allMinutes / 60)), m: padded(allMinutes % 60) })
  const hours = Math.round(ms / HOUR_MS)
  return filled(words.days, { d: whole.format(Math.floor(hours / 24)), h: String(hours % 24) })
}

function padded(value: number): string {
  return String(value).padStart(2, '0')
}
