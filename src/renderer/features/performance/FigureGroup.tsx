import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { PerformanceAlert } from '#shared/domain/metrics.ts'
import type { MetricSeriesRead } from '#shared/ipc/metric-requests.ts'
import { useRequest } from '../../app/hooks/requests.ts'
import type { Span } from '../../app/report-period.ts'
import { Button } from '../../components/Button.tsx'
import { Notice } from '../../components/Notice.tsx'
import { errorSentence } from '../../i18n/words.ts'
import { offSpans } from './chart-data.ts'
import { FigureChart } from './FigureChart.tsx'
import styles from './Figures.module.css'
import type { MetricGroup } from './metric-groups.ts'
import type { FiguresTime } from './use-figures.ts'

/** A chart is about so wide: more points could not be told apart. Whoever zooms in gets the finer ones. */
const MOST_POINTS = 480

interface FigureGroupProps {
  readonly group: MetricGroup
  readonly names: readonly string[]
  readonly span: Span
  readonly time: FiguresTime
  readonly isCompared: boolean
  readonly alerts: readonly PerformanceAlert[]
  readonly onChoose: (span: Span) => void
}

/** The charts of one kind of figures. */
export function FigureGroup({ group, names, span, time, isCompared, alerts, onChoose }: FigureGroupProps) {
  const { t } = useTranslation()
  const asked = { names: [...names], most: MOST_POINTS }
  const { value, error, reload } = useRequest('metrics:points', { ...asked, ...span })
  const length = span.toAt - span.fromAt
  const earlier = { fromAt: Math.max(0, span.fromAt - length), toAt: span.fromAt }
  const before = useRequest('metrics:points', isCompared ? { ...asked, ...earlier } : null)
  const off = useMemo(() => offSpans(value?.runs ?? [], span, time.now), [value, span, time.now])
  const seriesBefore = (name: string): MetricSeriesRead | null =>
    (isCompared ? before.value?.series : undefined)?.find((series) => series.name === name) ?? null
  return (
    <section aria-label={t(`performance.group.${group}`)} className={styles['group']}>
      <h2>{t(`performance.group.${group}`)}</h2>
      {group === 'measuring' ? <p className={styles['muted']}>{t('performance.measuringHelp')}</p> : null}
      {error === null ? null : (
        <Notice
          role="alert"
          tone="critical"
          isInset
          action={<Button onClick={() => void reload()}>{t('action.tryAgain')}</Button>}
        >
          {t('performance.groupFailed', { message: errorSentence(t, error) })}
        </Notice>
      )}
      {value !== null && value.series.length === 0 ? (
        <p className={styles['muted']}>{t('performance.nothingMeasured')}</p>
      ) : null}
      <div className={styles['charts']}>
        {value?.series.map((series) => (
          <FigureChart
            key={`${series.name} ${series.unit}`}
            {...{ series, span, off, time, onChoose }}
            everyMs={value.everyMs}
            before={seriesBefore(series.name)}
            limits={value.limits.find(({ name }) => name === series.name) ?? null}
            alerts={alerts}
          />
        ))}
      </div>
    </section>
  )
}
