import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { PageFrame } from '../../components/PageFrame.tsx'
import { ReportForm } from './ReportForm.tsx'
import { ReportOutcome } from './ReportOutcome.tsx'
import { ReportProgress } from './ReportProgress.tsx'
import styles from './Reports.module.css'
import { useReportRun } from './report-run.ts'
import { ScheduleForm } from './ScheduleForm.tsx'

/** What a report is to say and be, how far it is, and what it came to. */
export function ReportsView({ view }: { view: ReactNode }) {
  const { t } = useTranslation()
  const { run, state } = useReportRun()
  const isRunning = state.status === 'running'
  return (
    <PageFrame title={t('performance.title')} tab="reports" view={view}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section aria-label={t('performance.report.region')} tabIndex={0} className={styles['page']}>
        <p className={styles['intro']}>{t('performance.report.intro')}</p>
        <div className={styles['columns']}>
          <ReportForm isRunning={isRunning} onWrite={run.write} />
          <div className={styles['side']} aria-live="polite">
            {isRunning ? <ReportProgress run={state} onCancel={run.cancel} /> : <ReportOutcome run={state} />}
          </div>
        </div>
        <ScheduleForm />
      </section>
    </PageFrame>
  )
}
