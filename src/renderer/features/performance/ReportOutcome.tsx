import { useTranslation } from 'react-i18next'
import type { ReportHeadline } from '#shared/domain/report.ts'
import { DescriptionList } from '../../components/DescriptionList.tsx'
import { Notice } from '../../components/Notice.tsx'
import { inSentence } from '../../i18n/foreign-text.ts'
import { formatDayAndTime, formatNumber, formatShare } from '../../i18n/format.ts'
import { errorSentence } from '../../i18n/words.ts'
import styles from './Reports.module.css'
import type { ReportRunState } from './report-run.ts'

/** What became of the last report; nothing before there was one. */
export function ReportOutcome({ run }: { run: ReportRunState }) {
  const { t } = useTranslation()
  if (run.status === 'failed') return <Problem text={errorSentence(t, run.error)} />
  if (run.status !== 'answered') return null
  const { answer } = run
  switch (answer.outcome) {
    case 'cancelled':
      return (
        <Notice tone="neutral" isInset>
          {t('performance.report.cancelled')}
        </Notice>
      )
    case 'refused':
      return <Problem text={t('performance.report.refused', { message: answer.problem.message })} />
    case 'written':
      return <Written fileName={answer.fileName} headline={answer.headline} />
  }
}

function Problem({ text }: { text: string }) {
  return (
    <Notice role="alert" tone="critical" isInset>
      {text}
    </Notice>
  )
}

/** The same figures as in the file, written as they are there. */
function Written({ fileName, headline }: { fileName: string; headline: ReportHeadline }) {
  const { t } = useTranslation()
  const { period, coverage, fleet, reliability } = headline
  const { lost, ledger } = reliability
  const share = (value: number | null): string =>
    value === null ? t('performance.report.unknown') : formatShare(value)
  return (
    <section aria-label={t('performance.report.figures')} className={styles['written']}>
      <p>{t('performance.report.written', { file: inSentence(fileName) })}</p>
      <DescriptionList
        items={[
          { term: t('performance.report.figure.from'), value: formatDayAndTime(period.fromAt) },
          { term: t('performance.report.figure.to'), value: formatDayAndTime(period.toAt) },
          { term: t('performance.report.figure.availability'), value: share(fleet.availability) },
          { term: t('performance.report.figure.observed'), value: share(coverage.observedShare) },
          { term: t('performance.report.figure.outages'), value: formatNumber(fleet.outages) },
          { term: t('performance.report.figure.lost'), value: formatNumber(lost) },
          {
            term: t('performance.report.figure.ledger'),
            value: ledger.isIntact
              ? t('performance.report.ledgerWhole', { count: ledger.lines, n: formatNumber(ledger.lines) })
              : t('performance.report.ledgerDamaged', { problem: ledger.problem ?? '' }),
          },
        ]}
      />
      {lost > 0 || !ledger.isIntact ? <Problem text={t('performance.report.ledgerTrouble')} /> : null}
    </section>
  )
}
