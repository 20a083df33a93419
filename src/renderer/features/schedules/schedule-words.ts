import type { ScheduleData } from '#shared/domain/entities.ts'
import { MOST_CLASHES } from '#shared/schedule/clash-index.ts'
import { dayOfDate, lengthMinutes, minutesOf, type Plan } from '#shared/schedule/plan.ts'
import { inSentence } from '../../i18n/foreign-text.ts'
import { namesInRow, namesTogether } from '../../i18n/format-lists.ts'
import { formatCalendarDay, formatMinutes, formatWeekday } from '../../i18n/format-week.ts'
import type { Translate } from '../../i18n/setup.ts'

/** From Monday on (ISO 8601). */
export const WEEK = [1, 2, 3, 4, 5, 6, 0] as const
const WHOLE_DAY_MINUTES = 1_440
const LEAST_IN_RANGE = 3

/** `Every day`, `Mon–Fri`, `Sat, Sun`. */
export function daysInWords(t: Translate, days: readonly number[]): string {
  const chosen = WEEK.filter((day) => days.includes(day))
  if (chosen.length === 0) return t('schedules.when.none')
  if (chosen.length === WEEK.length) return t('schedules.when.daily')
  const start = WEEK.indexOf(chosen[0] ?? 0)
  const isRange = chosen.length >= LEAST_IN_RANGE && chosen.every((day, index) => day === WEEK[start + index])
  const [first, last] = [chosen[0], chosen.at(-1)]
  if (!isRange || first === undefined || last === undefined) return namesInRow(chosen.map((day) => formatWeekday(day)))
  return t('schedules.when.range', { first: formatWeekday(first), last: formatWeekday(last) })
}

/** When a schedule plays, by the clock of its own zone, which is named where it is not that of this PC. */
export function whenInWords(t: Translate, plan: Plan, here: string): string {
  const within = withDates(t, timesInWords(t, plan), plan)
  return plan.timeZone === here ? within : t('schedules.when.zone', { when: within, zone: inSentence(plan.timeZone) })
}

function timesInWords(t: Translate, plan: Plan): string {
  const [start, end] = [minutesOf(plan.startTime), minutesOf(plan.endTime)]
  const words = { days: daysInWords(t, plan.days), start: formatMinutes(start), end: formatMinutes(end) }
  if (lengthMinutes(plan) === WHOLE_DAY_MINUTES) {
    return start === 0 ? t('schedules.when.wholeDay', words) : t('schedules.when.fullDay', words)
  }
  return end > start ? t('schedules.when.times', words) : t('schedules.when.overnight', words)
}

function withDates(t: Translate, when: string, { startDate, endDate }: Plan): string {
  const inWords = (date: string | null | undefined): string | null => {
    const day = date == null ? null : dayOfDate(date)
    return day === null ? null : formatCalendarDay(day, 'date')
  }
  const [first, last] = [inWords(startDate), inWords(endDate)]
  if (first !== null && last !== null) return t('schedules.when.between', { when, first, last })
  if (first !== null) return t('schedules.when.from', { when, date: first })
  return last === null ? when : t('schedules.when.until', { when, date: last })
}

/** Its groups by name and how many devices it names besides. */
export function targetsInWords(
  t: Translate,
  { deviceIds, groups = [] }: Pick<ScheduleData, 'deviceIds' | 'groups'>,
): string {
  const devices = deviceIds.length === 0 ? [] : [t('schedules.targets.devices', { count: deviceIds.length })]
  const parts = [...groups.map(inSentence), ...devices]
  return parts.length === 0 ? t('schedules.targets.none') : namesInRow(parts)
}

const NAMED = 2

/** `A`, `A and B`, `A, B and 3 others`. */
export function othersInWords(t: Translate, names: readonly string[]): string {
  const shown = names.slice(0, NAMED).map(inSentence)
  const rest = names.length - shown.length
  // So many were not counted to their end.
  const others = names.length < MOST_CLASHES ? t('schedules.clash.others', { count: rest }) : t('schedules.clash.many')
  return namesTogether(rest === 0 ? shown : [...shown, others])
}
