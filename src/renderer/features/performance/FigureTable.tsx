import { useTranslation } from 'react-i18next'
import type { MetricSeriesRead } from '#shared/ipc/metric-requests.ts'
import { formatMoment, formatNumber } from '../../i18n/format.ts'
import { valueInUnit } from '../../i18n/metric-words.ts'
import styles from './Figures.module.css'

interface FigureTableProps {
  readonly series: MetricSeriesRead
  readonly name: string
  readonly now: number
  readonly onChoose: (at: number) => void
}

const COLUMNS = ['mean', 'p50', 'p95', 'p99', 'max'] as const

/** The numbers of a chart, the newest first. */
export function FigureTable({ series, name, now, onChoose }: FigureTableProps) {
  const { t } = useTranslation()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className={styles['scroll']} tabIndex={0} aria-label={t('performance.inNumbers', { name })}>
      <table className={styles['table']}>
        <caption className="visually-hidden">{name}</caption>
        <thead>
          <tr>
            <th scope="col">{t('performance.column.at')}</th>
            <th scope="col">{t('performance.column.count')}</th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`performance.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {series.at
            .map((at, place) => (
              <tr key={at}>
                <th scope="row">
                  <button type="button" className={styles['moment']} onClick={() => onChoose(at)}>
                    {formatMoment(at, now)}
                  </button>
                </th>
                <td>{formatNumber(series.count[place] ?? 0)}</td>
                {COLUMNS.map((column) => (
                  <td key={column}>{valueInUnit(t, series.unit, series[column][place] ?? null)}</td>
                ))}
              </tr>
            ))
            .toReversed()}
        </tbody>
      </table>
    </section>
  )
}
