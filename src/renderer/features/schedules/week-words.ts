import { formatCalendarDay } from '../../i18n/format-week.ts'
import type { Translate } from '../../i18n/setup.ts'
import { WEEK_DAYS } from './week-layout.ts'

export function weekInWords(t: Translate, monday: number): string {
  return t('schedules.week.label', {
    first: formatCalendarDay(monday, 'longDay'),
    last: formatCalendarDay(monday + WEEK_DAYS - 1, 'longDay'),
  })
}
