import { readTransform } from '#shared/board/names.ts'
import { foreignText } from '../../i18n/foreign-text.ts'
import {
  formatAge,
  formatAgo,
  formatBytes,
  formatClock,
  formatCurrency,
  formatDay,
  formatDecimal,
  formatFixed,
  formatMoment,
  formatMs,
  formatNumber,
  formatPercent,
} from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'

const MAX_TEXT = 2_000
const TIMES: ReadonlySet<string> = new Set(['date', 'time', 'moment', 'ago'])
/** Calendars go no further from 1970, and fail beyond. */
const MAX_MOMENT = 8_640_000_000_000_000

/** Whether a number can be a time, in milliseconds since 1970. */
export function isMoment(value: number): boolean {
  return Math.abs(value) <= MAX_MOMENT
}

/**
 * A value as it is written, in the way of the language. Null: there is none, or this transform is for other values.
 *
 * @param now milliseconds since the epoch, for ages and days
 */
export function writtenValue(t: Translate, value: unknown, transform: string | undefined, now: number): string | null {
  if (value === null || value === undefined) return null
  const read = transform === undefined ? null : readTransform(transform)
  if (read === null) return plainValue(t, value)
  switch (read.name) {
    case 'text':
      return plainValue(t, value)
    case 'upper':
      return plainValue(t, value).toLocaleUpperCase()
    case 'lower':
      return plainValue(t, value).toLocaleLowerCase()
    case 'yesno':
      return t(value === true || value === 'true' ? 'field.yes' : 'field.no')
    case 'state':
      return typeof value === 'string' ? stateInWords(t, value) : null
    case 'length':
      return typeof value === 'string' || Array.isArray(value) ? formatNumber(value.length) : null
    default:
      if (typeof value !== 'number' || !Number.isFinite(value)) return null
      return TIMES.has(read.name) && !isMoment(value) ? null : writtenNumber(t, value, read, now)
  }
}

function writtenNumber(
  t: Translate,
  value: number,
  { name, told }: NonNullable<ReturnType<typeof readTransform>>,
  now: number,
): string {
  const digits = told === null ? null : Number(told)
  switch (name) {
    case 'percent':
      return formatPercent(value, digits ?? 0)
    case 'currency':
      return formatCurrency(value, told ?? 'EUR')
    case 'bytes':
      return formatBytes(t, value)
    case 'duration':
      return formatAge(t, value * 1_000)
    case 'milliseconds':
      return formatMs(t, value)
    case 'date':
      return formatDay(value, now)
    case 'time':
      return formatClock(value)
    case 'moment':
      return formatMoment(value, now)
    case 'ago':
      return formatAgo(t, value, now)
    default:
      return digits === null ? formatDecimal(value) : formatFixed(value, digits)
  }
}

function plainValue(t: Translate, value: unknown): string {
  if (typeof value === 'number') return formatDecimal(value)
  if (typeof value === 'boolean') return t(value ? 'field.yes' : 'field.no')
  if (Array.isArray(value)) return formatNumber(value.length)
  // Objects have no words of their own.
  return typeof value === 'string' ? foreignText(value.slice(0, MAX_TEXT)) : ''
}

/** A state of a device or of the connection in its word; any other as it is. */
function stateInWords(t: Translate, state: string): string {
  switch (state) {
    case 'idle':
      return t('state.idle')
    case 'online':
    case 'degraded':
    case 'connecting':
    case 'authenticating':
    case 'resyncing':
    case 'offline':
    case 'needs-auth':
    case 'disconnected':
      return t(`connectionState.${state}`)
    default:
      return foreignText(state)
  }
}
