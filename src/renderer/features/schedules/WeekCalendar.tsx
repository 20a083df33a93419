import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { timeOf, weekdayOf } from '#shared/schedule/plan.ts'
import { useRenderTime } from '../../app/hooks/render-time.ts'
import { usePageKeys } from '../../app/page-keys.ts'
import { Button, IconButton } from '../../components/Button.tsx'
import { Checkbox, FilterSelect } from '../../components/Field.tsx'
import { stepAlongLine } from '../../components/line-direction.ts'
import { formatCalendarDay, formatMinutes } from '../../i18n/format-week.ts'
import type { Translate } from '../../i18n/setup.ts'
import { type Move, movedFields, NO_MOVE, STEP_MINUTES } from './calendar-moves.ts'
import { InsteadOfSchedules } from './ScheduleGrid.tsx'
import { useCalendarDrag } from './use-calendar-drag.ts'
import { useCalendarFocus } from './use-calendar-focus.ts'
import type { SchedulesState } from './use-schedules-page.ts'
import { type ClockOf, useWeek, type WeekState } from './use-week.ts'
import styles from './Week.module.css'
import { type BlockTools, WeekColumn } from './WeekColumn.tsx'
import { DAY_MINUTES, minuteOfDay, type PlacedBlock, WEEK_DAYS } from './week-layout.ts'

/** Pixels of an hour. */
const HOUR_HEIGHT = 44
const PIXELS_PER_MINUTE = HOUR_HEIGHT / 60
/** What is seen first of a day. */
const FIRST_HOUR = 6
const ICON = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const
const HOURS = Array.from({ length: 23 }, (_, index) => index + 1)
const COLUMNS = Array.from({ length: WEEK_DAYS }, (_, index) => index)

/** The week of the schedules: what plays when, side by side where several do. */
export function WeekCalendar({ page }: { page: SchedulesState }) {
  useRenderTime('schedule_week')
  const { t } = useTranslation()
  const state = useWeek(page.list)
  const { cache, found } = page.list
  if (cache.state === 'loading' || cache.state === 'failed' || found.length === 0) {
    return <InsteadOfSchedules page={page} />
  }
  return (
    <section className={styles['calendar']} aria-label={weekInWords(t, state.monday)}>
      <WeekBar state={state} />
      {state.week.columns.every(({ blocks }) => blocks.length === 0) ? (
        <p className={styles['note']}>{t('schedules.week.empty')}</p>
      ) : null}
      {state.week.left === 0 ? null : (
        <p className={styles['note']}>{t('schedules.week.tooMany', { count: state.week.left })}</p>
      )}
      <WeekGrid page={page} state={state} />
    </section>
  )
}

function weekInWords(t: Translate, monday: number): string {
  return t('schedules.week.label', {
    first: formatCalendarDay(monday, 'longDay'),
    last: formatCalendarDay(monday + WEEK_DAYS - 1, 'longDay'),
  })
}

function WeekBar({ state }: { state: WeekState }) {
  const { t } = useTranslation()
  const { monday, here, clockOf, showsOff } = state
  return (
    <div className={styles['bar']}>
      <Button disabled={state.offset === 0} onClick={state.toThisWeek}>
        {t('schedules.week.today')}
      </Button>
      <IconButton
        label={t('schedules.week.previous')}
        icon={<ChevronLeft {...ICON} className={styles['along']} />}
        onClick={() => state.step(-1)}
      />
      <IconButton
        label={t('schedules.week.next')}
        icon={<ChevronRight {...ICON} className={styles['along']} />}
        onClick={() => state.step(1)}
      />
      <strong role="status" className={styles['span']}>
        {weekInWords(t, monday)}
      </strong>
      <span className={styles['gap']} />
      <Checkbox
        label={t('schedules.week.showOff')}
        checked={showsOff}
        onChange={(event) => state.setShowsOff(event.target.checked)}
      />
      <span className={styles['clockOf']} title={clockOf === 'own' ? t('schedules.week.ownNote') : undefined}>
        <span aria-hidden>{t('schedules.week.clock')}</span>
        <FilterSelect
          label={t('schedules.week.clock')}
          value={clockOf}
          options={[
            { value: 'here', label: t('schedules.week.here', { zone: here }) },
            { value: 'own', label: t('schedules.week.own') },
          ]}
          onChange={(event) => state.setClockOf(event.target.value as ClockOf)}
        />
      </span>
    </div>
  )
}

function WeekGrid({ page, state }: { page: SchedulesState; state: WeekState }) {
  const { t } = useTranslation()
  const area = useRef<HTMLDivElement>(null)
  const { week, monday, today, now, here, zone } = state
  const blocks = useMemo(() => week.columns.flatMap((column) => column.blocks), [week])
  const focus = useCalendarFocus(blocks, area)
  const move = (block: PlacedBlock, change: Move): void => {
    const fields = block.row.view.isDeleting ? null : movedFields(block.row.data, block.date, change)
    if (fields === null) return
    focus.follow(block, change.days)
    void page.acts.move(block.row, fields)
  }
  const drag = useCalendarDrag({
    pixelsPerMinute: PIXELS_PER_MINUTE,
    onMoved: move,
    onDrawn: ({ column, start, end }) =>
      page.startCreating({
        days: [weekdayOf(monday + column)],
        startTime: timeOf(start),
        endTime: timeOf(end % DAY_MINUTES),
      }),
  })
  const tools: BlockTools = {
    ...{ clashes: page.list.clashes.byId, playlistOf: page.list.playlistOf, activeKey: focus.active?.key ?? null },
    ...{ dragged: drag.dragged, pixelsPerMinute: PIXELS_PER_MINUTE, openId: page.openId },
    onOpen: (id, by) => {
      if (by === 'keyboard' || drag.isClick()) page.open(id, by)
    },
    onPointerDown: drag.startMove,
    onFocus: focus.taken,
    onKeyDown: (event, block) => {
      const change = moveOf(event)
      if (change !== null) move(block, change)
      else if (event.altKey || event.ctrlKey || !focus.onArrow(event, block)) return
      event.preventDefault()
      event.stopPropagation()
    },
  }
  useFirstHour(area)
  usePageKeys({
    j: focus.enter,
    k: focus.enter,
    t: state.toThisWeek,
    PageUp: () => state.step(-1),
    PageDown: () => state.step(1),
    Escape: page.stepBack,
  })
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
      <div className={styles['hours']} style={{ height: DAY_MINUTES * PIXELS_PER_MINUTE }} aria-hidden>
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
          drawn={drag.drawn?.column === index ? drag.drawn : null}
          nowMinutes={monday + index === today ? nowMinutes : null}
          onPointerDown={(event) => drag.startDrawing(event, index)}
        />
      ))}
    </div>
  )
}

/** Alt and arrows move the window, with Shift they move its end. */
function moveOf(event: KeyboardEvent<HTMLElement>): Move | null {
  if (!event.altKey || event.ctrlKey || event.metaKey) return null
  const steps = event.key === 'ArrowDown' ? STEP_MINUTES : event.key === 'ArrowUp' ? -STEP_MINUTES : 0
  if (steps !== 0) return event.shiftKey ? { ...NO_MOVE, longer: steps } : { ...NO_MOVE, minutes: steps }
  const days = stepAlongLine(event.key, event.currentTarget)
  return days === 0 || event.shiftKey ? null : { ...NO_MOVE, days }
}

function useFirstHour(area: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    if (area.current !== null) area.current.scrollTop = FIRST_HOUR * HOUR_HEIGHT
  }, [area])
}
