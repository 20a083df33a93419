import type { METRIC_UNITS } from '../domain/metrics.ts'

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

const LOCALE = 'en-GB'
const NONE = '–'
const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 })
const short = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 2 })
/** Availability is spoken of in nines: two decimals would call 99.996 % perfect. */
const percent = new Intl.NumberFormat(LOCALE, { style: 'percent', minimumFractionDigits: 2, maximumFractionDigits: 3 })

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

/** A cell as people read it. @param timeZone IANA name; all times of a report are written in one zone. */
export function writtenCell({ kind, value }: Cell, timeZone: string): string {
  if (value === null) return NONE
  if (typeof value === 'string') return value
  switch (kind) {
    case 'time':
      return writtenTime(value, timeZone)
    case 'duration':
      return writtenDuration(value)
    case 'share':
      return percent.format(value)
    case 'ms':
      return `${short.format(value)} ms`
    case 'bytes':
      return `${short.format(value / (1_024 * 1_024))} MiB`
    default:
      return whole.format(value)
  }
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** `2026-03-02 04:00:00`: sorts by itself, and no reader mistakes the month for the day. */
export function writtenTime(at: number, timeZone: string): string {
  let clock = clocks.get(timeZone)
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone })
    clocks.set(timeZone, clock)
  }
  return clock.format(at)
}

/** `3 d 4 h`, `2 h 05 min`, `1 min 09 s`, `4.2 s`: two units at most. */
export function writtenDuration(ms: number): string {
  if (ms < 10 * SECOND_MS) return `${short.format(ms / SECOND_MS)} s`
  const seconds = Math.round(ms / SECOND_MS)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${padded(seconds % 60)} s`
  const allMinutes = Math.round(ms / MINUTE_MS)
  if (ms < 48 * HOUR_MS) return `${Math.floor(allMinutes / 60)} h ${padded(allMinutes % 60)} min`
  const hours = Math.round(ms / HOUR_MS)
  return `${whole.format(Math.floor(hours / 24))} d ${hours % 24} h`
}

function padded(value: number): string {
  return String(value).padStart(2, '0')
}
