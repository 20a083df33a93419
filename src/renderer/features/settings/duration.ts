import { formatDecimal } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'

/** Units that spans of time are set in, the smallest first. */
export const DURATION_UNITS = ['seconds', 'minutes', 'hours', 'days'] as const
export type DurationUnit = (typeof DURATION_UNITS)[number]

const UNIT_MS: Readonly<Record<DurationUnit, number>> = {
  seconds: 1_000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
}

export interface Duration {
  readonly amount: number
  readonly unit: DurationUnit
}

/** A span in the largest unit that shows it as a whole number; what is no whole number of seconds, as seconds. */
export function durationOf(ms: number): Duration {
  const unit = DURATION_UNITS.findLast((candidate) => ms % UNIT_MS[candidate] === 0) ?? 'seconds'
  return { amount: ms / UNIT_MS[unit], unit }
}

/** What was typed, in milliseconds; null for nothing; NaN for what is no number. A comma is read as a decimal point. */
export function msOf(typed: string, unit: DurationUnit): number | null {
  const text = typed.trim().replace(',', '.')
  return text === '' ? null : Math.round(Number(text) * UNIT_MS[unit])
}

export function durationInWords(t: Translate, ms: number): string {
  const { amount, unit } = durationOf(ms)
  return t(`settings.duration.${unit}`, { count: amount, n: formatDecimal(amount) })
}
