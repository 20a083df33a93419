import { useTranslation } from 'react-i18next'
import { type LimitedFigure, REPORT_LIMITS } from '#shared/domain/alarm-report.ts'
import type { AlarmHistory } from '#shared/ipc/alarm-requests.ts'
import { formatAge, formatNumber } from '../../i18n/format.ts'
import { type RecordFigure, type RecordRow, recordRows } from './alarm-record.ts'
import styles from './Report.module.css'
import { ReportVerdict } from './ReportVerdict.tsx'
import { useReportWords } from './report-words.ts'

const COLUMNS = ['figure', 'value', 'before', 'change', 'limit', 'verdict'] as const
const TIMES: ReadonlySet<RecordFigure> = new Set(['median', 'p95'])

/** The figures of the period beside those of the one before, and against what is recommended. */
export function RecordFigures({ history, operators }: { history: AlarmHistory; operators: number }) {
  const { t } = useTranslation()
  return (
    <table className={styles['figures']} data-record="">
      <caption className={styles['title']}>{t('alarmHistory.figures')}</caption>
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
        {recordRows(history.whole, history.before, operators).map((row) => (
          <FigureRow key={row.figure} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function FigureRow({ row: { figure, value, before, growth } }: { row: RecordRow }) {
  const { t } = useTranslation()
  const words = useReportWords()
  const said = (number: number | null): string => {
    if (number === null) return '–'
    if (isLimited(figure)) return words.inWords(figure, number)
    return TIMES.has(figure) ? formatAge(t, number) : formatNumber(number)
  }
  return (
    <tr data-figure={figure}>
      <th scope="row">{isLimited(figure) ? t(`alarmReport.figure.${figure}`) : t(`alarmHistory.figure.${figure}`)}</th>
      <td>{said(value)}</td>
      <td>{said(before)}</td>
      <td>{growth === null ? '–' : change(growth)}</td>
      <td>{isLimited(figure) ? words.limitOf(figure) : null}</td>
      <td>{isLimited(figure) && value !== null ? <ReportVerdict figure={figure} value={value} /> : null}</td>
    </tr>
  )

  function change(by: number): string {
    const n = formatNumber(Math.abs(Math.round(by * 100)))
    if (n === '0') return t('alarmHistory.same')
    if (TIMES.has(figure)) return t(by > 0 ? 'alarmHistory.longer' : 'alarmHistory.shorter', { n })
    return t(by > 0 ? 'alarmHistory.more' : 'alarmHistory.less', { n })
  }
}

function isLimited(figure: RecordFigure): figure is LimitedFigure {
  return figure in REPORT_LIMITS
}
