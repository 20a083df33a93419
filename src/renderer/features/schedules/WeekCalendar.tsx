import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useRenderTime } from '../../app/hooks/render-time.ts'
import { Button, IconButton } from '../../components/Button.tsx'
import { Checkbox, FilterSelect } from '../../components/Field.tsx'
import { InsteadOfSchedules } from './ScheduleGrid.tsx'
import type { SchedulesState } from './use-schedules-page.ts'
import { type ClockOf, useWeek, type WeekState } from './use-week.ts'
import styles from './Week.module.css'
import { WeekGrid } from './WeekGrid.tsx'
import { weekInWords } from './week-words.ts'

const ICON = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const

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
