import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { HISTORY_PERIODS } from '#shared/domain/alarm-history.ts'
import { alarmReport, type LimitedFigure, type AlarmReport as Report } from '#shared/domain/alarm-report.ts'
import { useUi } from '../../app/context.tsx'
import { useAlarmOperators } from '../../app/hooks/alarm-operators.ts'
import { useAlarms } from '../../app/hooks/alarms.ts'
import { useCacheState } from '../../app/hooks/replica.ts'
import { useStaleNote } from '../../app/hooks/stale-note.ts'
import { useKept } from '../../app/kept.ts'
import { knowledgeOf } from '../../app/knowledge.ts'
import { NotKnownYet } from '../../app/NotKnownYet.tsx'
import { Button } from '../../components/Button.tsx'
import { PageFrame } from '../../components/PageFrame.tsx'
import { Placeholder } from '../../components/Placeholder.tsx'
import { Segmented } from '../../components/Segmented.tsx'
import { formatAge, formatMoment, formatNumber } from '../../i18n/format.ts'
import { AlarmRecord } from './AlarmRecord.tsx'
import { AlarmsRead } from './AlarmsRead.tsx'
import styles from './Report.module.css'
import { Actors, TopAlarms } from './ReportLists.tsx'
import { ReportTable } from './ReportTable.tsx'
import { ReportVerdict } from './ReportVerdict.tsx'
import { useReportWords } from './report-words.ts'

/** What the server keeps now, or a period of what was recorded here. */
const REPORT_PERIODS = ['now', ...HISTORY_PERIODS] as const
type ReportPeriod = (typeof REPORT_PERIODS)[number]

/** Whether operators can cope with the alarms: the figures of ISA-18.2 and EEMUA 191, for each of them. */
export function AlarmReport({ view }: { view: ReactNode }) {
  const { t } = useTranslation()
  const note = useStaleNote(useCacheState('alert'))
  const [period, setPeriod] = useKept<ReportPeriod>('health/reportPeriod', 'now')
  const periods = (
    <Segmented<ReportPeriod>
      label={t('alarmHistory.period.label')}
      value={period}
      onChange={setPeriod}
      options={REPORT_PERIODS.map((value) => ({ value, text: t(`alarmHistory.period.${value}`) }))}
    />
  )
  return (
    <PageFrame title={t('health.title')} note={note} tab="report" view={view} tools={periods}>
      {period === 'now' ? (
        <AlarmsRead>
          <ReadReport />
        </AlarmsRead>
      ) : (
        <AlarmRecord key={period} period={period} />
      )}
    </PageFrame>
  )
}

function ReadReport() {
  const { t } = useTranslation()
  const { alarms, now } = useAlarms()
  const operators = useAlarmOperators()
  const report = useMemo(() => alarmReport(alarms, now, operators), [alarms, now, operators])
  const knowledge = knowledgeOf(useCacheState('alert'))
  if (alarms.length === 0 && knowledge === 'never') return <NotKnownYet />
  if (alarms.length === 0) return <Placeholder title={t('alarmReport.empty')} text={t('alarmReport.emptyText')} />
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section aria-label={t('alarmReport.title')} tabIndex={0} className={styles['page']}>
      <Basis report={report} operators={operators} now={now} />
      <div className={styles['columns']}>
        <Figures report={report} />
        <div className={styles['side']}>
          <TopAlarms report={report} />
          <Actors report={report} />
        </div>
      </div>
    </section>
  )
}

interface BasisProps {
  readonly report: Report
  readonly operators: number
  readonly now: number
}

/** What is counted, and by how many it is divided. */
function Basis({ report: { since, raised }, operators, now }: BasisProps) {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  const words = { since: formatMoment(since, now), age: formatAge(t, now - since) }
  return (
    <p className={styles['basis']}>
      {t('alarmReport.counted', { count: raised, n: formatNumber(raised), ...words })}{' '}
      {t('alarmReport.divided', { count: operators, n: formatNumber(operators) })}{' '}
      <Button tone="quiet" className={styles['change']} onClick={() => go('settings', { topic: 'alarmOperators' })}>
        {t('alarmReport.change')}
      </Button>
    </p>
  )
}

function Figures({ report }: { report: Report }) {
  const { t } = useTranslation()
  const words = useReportWords()
  const { priorities } = report
  const figures: readonly (readonly [LimitedFigure, number | null])[] = [
    ['perTenMinutes', report.perTenMinutes],
    ['perHour', report.perHour],
    ['peak', report.peak],
    ['floodShare', report.floodShare],
    ['topShare', report.topShare],
    ['chattering', report.chattering],
    ['stale', report.stale],
    ['critical', priorities.critical],
    ['high', priorities.high],
    ['medium', priorities.medium],
  ]
  return (
    <ReportTable look="figures" title={t('alarmReport.figures')} columns={['figure', 'value', 'limit', 'verdict']}>
      {figures.map(([figure, value]) => (
        <tr key={figure} data-figure={figure}>
          <th scope="row">{t(`alarmReport.figure.${figure}`)}</th>
          <td>{value === null ? '–' : words.inWords(figure, value)}</td>
          <td>{words.limitOf(figure)}</td>
          <td>{value === null ? t('alarmReport.tooShort') : <ReportVerdict figure={figure} value={value} />}</td>
        </tr>
      ))}
    </ReportTable>
  )
}
