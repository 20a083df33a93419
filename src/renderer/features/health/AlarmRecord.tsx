import { useTranslation } from 'react-i18next'
import type { HistoryPeriod } from '#shared/domain/alarm-history.ts'
import { totalOf } from '#shared/domain/alarm-stretches.ts'
import type { AlarmHistory } from '#shared/ipc/alarm-requests.ts'
import { useUi } from '../../app/context.tsx'
import { useAlarmOperators } from '../../app/hooks/alarm-operators.ts'
import { usePeriodicRefresh, useRequest } from '../../app/hooks/requests.ts'
import { Button } from '../../components/Button.tsx'
import { Placeholder, RowSkeleton } from '../../components/Placeholder.tsx'
import { formatAge, formatDayAndTime, formatLongAgo, formatNumber } from '../../i18n/format.ts'
import { errorSentence } from '../../i18n/words.ts'
import { isUnseen, seenShare, shownGaps } from './alarm-record.ts'
import { RecordChart } from './RecordChart.tsx'
import { RecordFigures } from './RecordFigures.tsx'
import styles from './Report.module.css'
import { useReportWords } from './report-words.ts'

const READ_EVERY_MS = 60_000
const MOST_GAPS = 8

/** What was recorded of the alarms over a period, against the period before, and what of it could not be seen. */
export function AlarmRecord({ period }: { period: HistoryPeriod }) {
  const { t } = useTranslation()
  const operators = useAlarmOperators()
  const { value, error, reload } = useRequest('alarms:history', { period }, operators)
  usePeriodicRefresh(() => void reload(), READ_EVERY_MS)
  if (error !== null) {
    const again = <Button onClick={() => void reload()}>{t('action.tryAgain')}</Button>
    return <Placeholder role="alert" title={t('alarmHistory.failed')} text={errorSentence(t, error)} action={again} />
  }
  if (value === null) return <RowSkeleton label={t('alarmHistory.loading')} />
  if (value.since === null) return <Placeholder title={t('alarmHistory.empty')} text={t('alarmHistory.emptyText')} />
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section aria-label={t('alarmHistory.title')} tabIndex={0} className={styles['page']}>
      <Basis history={value} operators={operators} />
      <RecordChart history={value} />
      <div className={styles['columns']}>
        <RecordFigures history={value} operators={operators} />
        <div className={styles['side']}>
          <Gaps history={value} />
        </div>
      </div>
    </section>
  )
}

/** What is counted, how much of it was seen, with what it is compared, and by how many it is divided. */
function Basis({ history: { whole, before }, operators }: { history: AlarmHistory; operators: number }) {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  const { percent } = useReportWords()
  const raised = totalOf(whole.raised)
  const words = {
    from: formatLongAgo(whole.from, whole.to),
    to: formatDayAndTime(whole.to),
  }
  return (
    <p className={styles['basis']}>
      {t('alarmHistory.counted', { count: raised, n: formatNumber(raised), ...words })}{' '}
      {isUnseen(whole) ? t('alarmHistory.seen', { seen: percent(seenShare(whole)) }) : t('alarmHistory.seenAll')}{' '}
      {whole.late === 0 ? null : `${t('alarmHistory.late', { count: whole.late, n: formatNumber(whole.late) })} `}
      {comparison()} {t('alarmReport.divided', { count: operators, n: formatNumber(operators) })}{' '}
      <Button tone="quiet" className={styles['change']} onClick={() => go('settings', { topic: 'alarmOperators' })}>
        {t('alarmHistory.change')}
      </Button>
    </p>
  )

  function comparison(): string {
    if (before.observedMs === 0) return t('alarmHistory.notCompared')
    const span = { from: formatLongAgo(before.from, whole.to), to: formatLongAgo(before.to, whole.to) }
    if (!isUnseen(before)) return t('alarmHistory.compared', span)
    return t('alarmHistory.comparedPartly', { ...span, seen: percent(seenShare(before)) })
  }
}

function Gaps({ history: { gaps, whole } }: { history: AlarmHistory }) {
  const { t } = useTranslation()
  const { shown, others } = shownGaps(gaps, MOST_GAPS)
  if (shown.length === 0) return null
  return (
    <section aria-label={t('alarmHistory.gaps')}>
      <h2 className={styles['title']}>{t('alarmHistory.gaps')}</h2>
      <ul className={styles['gaps']}>
        {shown.map(({ from, to, reason }) => (
          <li key={from}>
            <span>
              {t('alarmHistory.gap', {
                from: formatLongAgo(from, whole.to),
                to: formatLongAgo(to, whole.to),
                age: formatAge(t, to - from),
              })}
            </span>
            <span className={styles['basis']}>{t(`alarmHistory.reason.${reason}`)}</span>
          </li>
        ))}
      </ul>
      {others === 0 ? null : (
        <p className={styles['basis']}>{t('alarmHistory.moreGaps', { count: others, n: formatNumber(others) })}</p>
      )}
    </section>
  )
}
