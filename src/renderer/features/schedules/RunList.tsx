import { useTranslation } from 'react-i18next'
import type { ScheduleRun } from '#shared/domain/entities.ts'
import { StateIcon } from '../../components/StateIcon.tsx'
import { formatMoment } from '../../i18n/format.ts'
import styles from './Schedules.module.css'
import type { ScheduleRow } from './schedule-row.ts'

const SHAPE = { ok: 'done', partial: 'warning', failed: 'critical' } as const

/** When the schedule was carried out last, as far as the server tells. */
export function RunList({ row, now }: { row: ScheduleRow; now: number }) {
  const { t } = useTranslation()
  const { runs, lastExecutedAt, lastResult } = row.reported
  // A server that keeps no list tells of the last run at least.
  const last = lastExecutedAt === null || lastResult === null ? [] : [{ at: lastExecutedAt, result: lastResult }]
  const known: readonly (Pick<ScheduleRun, 'at' | 'result'> & Partial<ScheduleRun>)[] = runs ?? last
  return (
    <section className={styles['section']} aria-label={t('schedules.detail.runs')}>
      <h3>{t('schedules.detail.runs')}</h3>
      {known.length === 0 ? <p className={styles['muted']}>{t('schedules.detail.noRuns')}</p> : null}
      <ul className={styles['runs']}>
        {known.map(({ at, result, deviceCount, key }) => (
          <li key={`${at}/${key ?? ''}`} className={styles['run']}>
            <StateIcon shape={SHAPE[result]} quiet={result === 'ok'} />
            <span>{formatMoment(at, now)}</span>
            <span>{t(`schedules.result.${result}`)}</span>
            <span className={styles['muted']}>
              {deviceCount === undefined ? null : t('schedules.detail.runCount', { count: deviceCount })}
              {key === undefined ? null : ` · ${t('schedules.detail.runAsked')}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
