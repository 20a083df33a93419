import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PeriodFigures } from '#shared/domain/alarm-history.ts'
import { totalOf } from '#shared/domain/alarm-stretches.ts'
import type { AlarmHistory } from '#shared/ipc/alarm-requests.ts'
import { Button } from '../../components/Button.tsx'
import { formatAge, formatDay, formatMoment, formatNumber } from '../../i18n/format.ts'
import { isUnseen, seenShare } from './alarm-record.ts'
import styles from './RecordChart.module.css'
import report from './Report.module.css'
import { useReportWords } from './report-words.ts'

const HEIGHT = 100
/** Between two bars. */
const SPACE = 0.15
/** What is not nothing can be seen. */
const LEAST = 2

/** How many alarms were raised each day, or each hour: as a picture, and in numbers. */
export function RecordChart({ history }: { history: AlarmHistory }) {
  const { t } = useTranslation()
  const [isTable, setTable] = useState(false)
  const tableId = useId()
  return (
    <section
      className={styles['chart']}
      aria-label={t(history.isHours ? 'alarmHistory.chartHours' : 'alarmHistory.chartDays')}
    >
      <Bars history={history} />
      <div className={styles['acts']}>
        <Button tone="quiet" aria-expanded={isTable} aria-controls={tableId} onClick={() => setTable(!isTable)}>
          {t(isTable ? 'alarmHistory.hideTable' : 'alarmHistory.showTable')}
        </Button>
      </div>
      <div id={tableId}>{isTable ? <PartTable history={history} /> : null}</div>
    </section>
  )
}

const countOf = ({ raised, late }: PeriodFigures): number => totalOf(raised) + late

function Bars({ history: { parts, whole, isHours } }: { history: AlarmHistory }) {
  const { t } = useTranslation()
  const at = (part: Pick<PeriodFigures, 'from'>): string => timeOf(part.from, whole.to, isHours)
  const most = Math.max(0, ...parts.map(countOf))
  const busiest = parts.find((part) => countOf(part) === most) ?? whole
  const what = t(isHours ? 'alarmHistory.chartHours' : 'alarmHistory.chartDays')
  const words = { what, from: at(whole), to: timeOf(whole.to, whole.to, isHours) }
  const label =
    most === 0
      ? t('alarmHistory.chartNone', words)
      : t('alarmHistory.chart', { ...words, n: formatNumber(most), at: at(busiest) })
  return (
    <figure className={styles['figure']}>
      <svg role="img" aria-label={label} viewBox={`0 0 ${parts.length} ${HEIGHT}`} preserveAspectRatio="none">
        <title>{label}</title>
        {parts.map((part, place) => {
          const height = countOf(part) === 0 ? 0 : Math.max(LEAST, (countOf(part) / most) * HEIGHT)
          const box = { x: place + SPACE / 2, width: 1 - SPACE }
          return (
            <g key={part.from}>
              {isUnseen(part) ? <rect x={place} width={1} y={0} height={HEIGHT} className={styles['unseen']} /> : null}
              <rect {...box} y={HEIGHT - height} height={height} className={styles['bar']} />
            </g>
          )
        })}
      </svg>
      <figcaption className={styles['axis']}>
        <span>{words.from}</span>
        <span>
          {what}, {t('alarmHistory.most', { n: formatNumber(most) })}
          {parts.some(isUnseen) ? `. ${t('alarmHistory.unseen')}` : null}
        </span>
        <span>{words.to}</span>
      </figcaption>
    </figure>
  )
}

const COLUMNS = [
  'at',
  'raised',
  'late',
  'peak',
  'flood',
  'acknowledged',
  'median',
  'p95',
  'standing',
  'observed',
] as const

/** The newest first. */
function PartTable({ history: { parts, whole, isHours } }: { history: AlarmHistory }) {
  const { t } = useTranslation()
  const { percent } = useReportWords()
  const age = (ms: number | null): string => (ms === null ? '–' : formatAge(t, ms))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className={styles['scroll']} tabIndex={0} aria-label={t('alarmHistory.inNumbers')}>
      <table className={report['list']}>
        <caption className={report['title']}>
          {t(isHours ? 'alarmHistory.chartHours' : 'alarmHistory.chartDays')}
        </caption>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`alarmHistory.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {parts.toReversed().map((part) => (
            <tr key={part.from}>
              <th scope="row">{timeOf(part.from, whole.to, isHours)}</th>
              <td>{part.observedMs === 0 ? '–' : formatNumber(totalOf(part.raised))}</td>
              <td>{formatNumber(part.late)}</td>
              <td>{part.observedMs === 0 ? '–' : formatNumber(part.peak)}</td>
              <td>{part.observedMs === 0 ? '–' : age(part.floodMs)}</td>
              <td>{formatNumber(part.acknowledged)}</td>
              <td>{age(part.medianMs)}</td>
              <td>{age(part.p95Ms)}</td>
              <td>{part.standing === null ? '–' : formatNumber(part.standing)}</td>
              <td>{percent(isUnseen(part) ? seenShare(part) : 1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function timeOf(at: number, now: number, isHours: boolean): string {
  return isHours ? formatMoment(at, now) : formatDay(at, now)
}
