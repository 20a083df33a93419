import { useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PerformanceAlert } from '#shared/domain/metrics.ts'
import type { MetricSeriesRead } from '#shared/ipc/metric-requests.ts'
import type { Span } from '../../app/report-period.ts'
import { Button } from '../../components/Button.tsx'
import { formatMoment, formatNumber } from '../../i18n/format.ts'
import { metricInWords, valueInUnit } from '../../i18n/metric-words.ts'
import { Chart } from './Chart.tsx'
import { chartData } from './chart-data.ts'
import styles from './Figures.module.css'
import { FigureTable } from './FigureTable.tsx'
import type { FiguresTime } from './use-figures.ts'

interface FigureChartProps {
  readonly series: MetricSeriesRead
  readonly before: MetricSeriesRead | null
  readonly everyMs: number
  readonly span: Span
  readonly off: readonly Span[]
  readonly time: FiguresTime
  readonly limits: { readonly warning: number; readonly critical: number } | null
  readonly alerts: readonly PerformanceAlert[]
  readonly onChoose: (span: Span) => void
}

/** One metric over the time: in a sentence, as a chart, and as a table for whoever wants the numbers. */
export function FigureChart({ series, before, everyMs, span, off, time, limits, alerts, onChoose }: FigureChartProps) {
  const { t } = useTranslation()
  const [isTable, setTable] = useState(false)
  const tableId = useId()
  const data = useMemo(() => chartData(series, before, span, everyMs), [series, before, span, everyMs])
  const own = useMemo(() => alerts.filter(({ metric }) => metric === series.name), [alerts, series.name])
  const name = metricInWords(t, series.name)
  const value = (of: number): string => valueInUnit(t, series.unit, of)
  const { p50, p95, max, count } = series.whole
  const choose = (at: number): void => onChoose({ fromAt: at, toAt: at + everyMs })
  const maxAt = formatMoment(series.maxAt, time.now)
  return (
    <figure className={styles['figure']}>
      <figcaption className={styles['caption']}>
        <span className={styles['name']}>{name}</span>
        <span className={styles['summary']}>
          {t('performance.summary', {
            count,
            n: formatNumber(count),
            p50: value(p50),
            p95: value(p95),
            max: value(max),
          })}
          {before === null ? null : ` ${t('performance.summaryBefore', { p95: value(before.whole.p95) })}`}
          {limits === null ? null : ` ${limitsInWords()}`}
          {own.length === 0 ? null : ` ${t('performance.alerts', { count: own.length, n: formatNumber(own.length) })}`}
        </span>
      </figcaption>
      <Chart
        {...{ data, span, off, limits }}
        label={t('performance.chart', { name })}
        unit={series.unit}
        now={time.now}
        alerts={own}
        onZoom={time.zoomTo}
        onZoomStep={time.zoomStep}
        onMove={time.move}
        onReset={time.reset}
        onChoose={choose}
      />
      <div className={styles['acts']}>
        <Button tone="quiet" onClick={() => choose(series.maxAt)}>
          {t('performance.whatHappened', { at: maxAt })}
          <span className="visually-hidden"> {name}</span>
        </Button>
        <Button tone="quiet" aria-expanded={isTable} aria-controls={tableId} onClick={() => setTable(!isTable)}>
          {t(isTable ? 'performance.hideTable' : 'performance.showTable')}
          <span className="visually-hidden"> {name}</span>
        </Button>
      </div>
      <div id={tableId}>{isTable ? <FigureTable {...{ series, name, onChoose: choose, now: time.now }} /> : null}</div>
    </figure>
  )

  function limitsInWords(): string {
    if (limits === null) return ''
    return t('performance.limits', { warning: value(limits.warning), critical: value(limits.critical) })
  }
}
