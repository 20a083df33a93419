// biome-ignore-all lint/a11y/useSemanticElements: a fieldset is for what is filled in.
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCalendarDay, formatMinutes } from '../../i18n/format-week.ts'
import type { SchedulesState } from './use-schedules-page.ts'
import type { WeekState } from './use-week.ts'
import { HOUR_HEIGHT, useWeekTools } from './use-week-tools.ts'
import styles from './Week.module.css'
import { WeekColumn } from './WeekColumn.tsx'
import { minuteOfDay, WEEK_DAYS } from './week-layout.ts'
import { weekInWords } from './week-words.ts'

/** What is seen first of a day. */
const FIRST_HOUR = 6
const HOURS = Array.from({ length: 23 }, (_, index) => index + 1)
const COLUMNS = Array.from({ length: WEEK_DAYS }, (_, index) => index)

/** Seven days with their windows. */
export function WeekGrid({ page, state }: { page: SchedulesState; state: WeekState }) {
  const { t } = useTranslation()
  const area = useRef<HTMLDivElement>(null)
  const { week, monday, today, now, here, zone } = state
  const { tools, focus, drawn, startDrawing } = useWeekTools(page, state, area)
  useEffect(() => area.current?.scrollTo({ top: FIRST_HOUR * HOUR_HEIGHT }), [])
  const nowMinutes = zone === null ? null : minuteOfDay(here, now)
  return (
    <div
      ref={area}
      role="group"
      aria-label={weekInWords(t, monday)}
      data-grid
      tabIndex={-1}
      className={styles['grid']}
      onFocus={(event) => {
        if (event.target === event.currentTarget) focus.enter()
      }}
      onBlur={(event) => {
        // What is taken away under the focus leaves it to nobody: that is not leaving.
        if (event.relatedTarget !== null && !event.currentTarget.contains(event.relatedTarget)) focus.left()
      }}
    >
      <div className={styles['corner']} />
      {COLUMNS.map((column) => (
        <div key={column} className={styles['head']} data-today={monday + column === today || undefined}>
          {formatCalendarDay(monday + column, 'shortDay')}
        </div>
      ))}
      <div className={styles['hours']} style={{ height: 24 * HOUR_HEIGHT }} aria-hidden>
        {HOURS.map((hour) => (
          <span key={hour} style={{ insetBlockStart: hour * HOUR_HEIGHT }}>
            {formatMinutes(hour * 60)}
          </span>
        ))}
      </div>
      {week.columns.map((column, index) => (
        <WeekColumn
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the week.
          key={index}
          column={column}
          index={index}
          day={monday + index}
          tools={tools}
          drawn={drawn?.column === index ? drawn : null}
          nowMinutes={monday + index === today ? nowMinutes : null}
          onPointerDown={(event) => startDrawing(event, index)}
        />
      ))}
    </div>
  )
}
