import { useTranslation } from 'react-i18next'
import { REPORT_STEPS } from '#shared/domain/report-formats.ts'
import { Button } from '../../components/Button.tsx'
import { formatNumber } from '../../i18n/format.ts'
import styles from './Reports.module.css'
import type { ReportRunState } from './report-run.ts'

interface ReportProgressProps {
  readonly run: Extract<ReportRunState, { status: 'running' }>
  readonly onCancel: () => void
}

/** Which step the report is at, and how much of it was read. Nobody knows how many records there are before they are read. */
export function ReportProgress({ run: { format, progress }, onCancel }: ReportProgressProps) {
  const { t } = useTranslation()
  const steps = REPORT_STEPS.filter((step) => step !== 'printing' || format === 'pdf')
  const place = progress === null ? 0 : steps.indexOf(progress.step) + 1
  return (
    <div className={styles['progress']}>
      <h2>{t('performance.report.writing')}</h2>
      <progress
        className={styles['bar']}
        max={steps.length}
        value={place}
        aria-label={t('performance.report.writing')}
      />
      <p>
        {progress === null
          ? t('performance.report.choosing')
          : t('performance.report.step', {
              step: formatNumber(place),
              steps: formatNumber(steps.length),
              text: t(`performance.report.steps.${progress.step}`),
            })}
      </p>
      {/* It changes ten times a second: nobody wants to hear that. */}
      <p className={styles['records']} aria-live="off">
        {progress === null || progress.records === 0
          ? null
          : t('performance.report.records', { count: progress.records, n: formatNumber(progress.records) })}
      </p>
      <div>
        <Button onClick={onCancel}>{t('performance.report.cancel')}</Button>
      </div>
    </div>
  )
}
