import { useTranslation } from 'react-i18next'
import type { MetricSummary } from '#shared/domain/metrics.ts'
import { useMetrics, usePerformanceAlerts } from '../../app/hooks/queue.ts'
import { usePeriodicRefresh, useRequest } from '../../app/hooks/requests.ts'
import { DescriptionList } from '../../components/DescriptionList.tsx'
import { dropsInWords } from '../../i18n/code-words.ts'
import { formatAge, formatBytes, formatMs, formatNumber } from '../../i18n/format.ts'
import { metricInWords, valueOfMetric } from '../../i18n/metric-words.ts'
import type { Translate } from '../../i18n/setup.ts'
import { errorSentence } from '../../i18n/words.ts'
import { MarkedHeading } from './MarkedHeading.tsx'
import { PartFigures } from './PartFigures.tsx'
import styles from './SettingsPage.module.css'
import { StageTable } from './StageTable.tsx'
import { SupportBundle } from './SupportBundle.tsx'
import { TelemetryFigures } from './TelemetryFigures.tsx'

const READ_EVERY_MS = 2_000

/** For whoever looks into a problem: all of it in one file, and the figures as they are now. */
export function Diagnostics() {
  return (
    <>
      <SupportBundle />
      <Figures />
    </>
  )
}

function Figures() {
  const { t } = useTranslation()
  const read = useRequest('app:state', {})
  usePeriodicRefresh(() => void read.reload(), READ_EVERY_MS)
  const alerts = usePerformanceAlerts()
  if (read.value === null) return <MarkedHeading text={t('settings.diagnostics.connection')} read={read} />
  const { connection, queue } = read.value
  const { statistics } = connection
  const figures = (['attempts', 'successes', 'failures', 'reconnects'] as const).map((name) => ({
    term: t(`settings.diagnostics.${name}`),
    value: formatNumber(statistics[name]),
  }))
  const totals = (['created', 'applied', 'unconfirmed', 'cancelled', 'expired', 'merged'] as const).map((name) => ({
    term: t(`settings.diagnostics.${name}`),
    value: formatNumber(queue.totals[name]),
  }))
  return (
    <>
      <div className={styles['pair']}>
        <div>
          <MarkedHeading text={t('settings.diagnostics.connection')} read={read} />
          <DescriptionList
            items={[
              ...figures,
              { term: t('settings.diagnostics.uptime'), value: formatAge(t, statistics.uptimeMs) },
              { term: t('settings.diagnostics.received'), value: formatBytes(t, statistics.bytesReceived) },
              { term: t('settings.diagnostics.sent'), value: formatBytes(t, statistics.bytesSent) },
              { term: t('settings.diagnostics.events'), value: formatNumber(statistics.eventsReceived) },
              {
                term: t('settings.diagnostics.dropped'),
                value: dropsInWords(t, statistics.dropped) ?? t('settings.diagnostics.nothingDropped'),
              },
            ]}
          />
        </div>
        <div>
          <MarkedHeading text={t('settings.diagnostics.queue')} read={read} />
          <DescriptionList
            items={[...totals, { term: t('settings.diagnostics.pendingNow'), value: formatNumber(queue.pending) }]}
          />
        </div>
      </div>
      <StageTable />
      <h3>{t('settings.diagnostics.parts')}</h3>
      <PartFigures />
      <TelemetryFigures />
      <Metrics />
      <h3>{t('settings.diagnostics.alerts')}</h3>
      {alerts.length === 0 ? <p className={styles['help']}>{t('settings.diagnostics.noAlerts')}</p> : null}
      <ul>
        {alerts.map((alert) => (
          <li key={`${alert.metric}${alert.at}`}>
            {t('settings.diagnostics.alert', {
              metric: metricInWords(t, alert.metric),
              value: valueOfMetric(t, alert.metric, alert.value),
              threshold: valueOfMetric(t, alert.metric, alert.threshold),
            })}
          </li>
        ))}
      </ul>
    </>
  )
}

const FIGURES = ['last', 'p50', 'p95', 'p99', 'max'] as const

function Metrics() {
  const { t } = useTranslation()
  const read = useMetrics()
  const metrics = read.value?.metrics ?? []
  return (
    <>
      <MarkedHeading text={t('settings.diagnostics.metrics')} read={read} />
      {read.error === null ? null : <p className={styles['error']}>{errorSentence(t, read.error)}</p>}
      {read.value !== null && metrics.length === 0 ? (
        <p className={styles['help']}>{t('settings.diagnostics.noMetrics')}</p>
      ) : null}
      {metrics.length === 0 ? null : <MetricTable metrics={metrics} />}
    </>
  )
}

function MetricTable({ metrics }: { metrics: readonly MetricSummary[] }) {
  const { t } = useTranslation()
  return (
    <table className={styles['metrics']}>
      <thead>
        <tr>
          <th scope="col">{t('settings.diagnostics.metric')}</th>
          <th scope="col">{t('settings.diagnostics.count')}</th>
          {FIGURES.map((figure) => (
            <th key={figure} scope="col">
              {t(`settings.diagnostics.${figure}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {metrics.map((metric) => (
          <tr key={metric.name}>
            <th scope="row">{metric.name}</th>
            <td>{formatNumber(metric.count)}</td>
            {FIGURES.map((figure) => (
              <td key={figure}>{figureInWords(t, metric, metric[figure])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function figureInWords(t: Translate, metric: MetricSummary, value: number | null): string {
  if (value === null) return '–'
  if (metric.unit === 'ms') return formatMs(t, value)
  return metric.unit === 'bytes' ? formatBytes(t, value) : formatNumber(value)
}
