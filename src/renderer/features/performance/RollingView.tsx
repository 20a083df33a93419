import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ROLLING_MINUTES, type RollingMinutes } from '#shared/domain/rolling.ts'
import type { IpcResponse } from '#shared/ipc/contract.ts'
import { usePeriodicRefresh, useRequest } from '../../app/hooks/requests.ts'
import { useKept } from '../../app/kept.ts'
import { Button } from '../../components/Button.tsx'
import { Notice } from '../../components/Notice.tsx'
import { PageFrame } from '../../components/PageFrame.tsx'
import { Placeholder, RowSkeleton } from '../../components/Placeholder.tsx'
import { Segmented } from '../../components/Segmented.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { metricInWords, valueInUnit } from '../../i18n/metric-words.ts'
import { errorSentence } from '../../i18n/words.ts'
import styles from './Figures.module.css'
import { groupedNames, type MetricGroup } from './metric-groups.ts'

type Rolling = IpcResponse<'metrics:rolling'>['metrics']

const READ_EVERY_MS = 5_000
const COLUMNS = ['p50', 'p95', 'p99', 'max'] as const

/** What the console measures right now: the last minutes in figures, read anew by themselves. */
export function RollingView({ view }: { view: ReactNode }) {
  const { t } = useTranslation()
  const [minutes, setMinutes] = useKept<RollingMinutes>('performance/rollingMinutes', 5)
  const tools = (
    <Segmented<`${RollingMinutes}`>
      label={t('performance.rolling.label')}
      value={`${minutes}`}
      onChange={(chosen) => setMinutes(ROLLING_MINUTES.find((one) => `${one}` === chosen) ?? 5)}
      options={ROLLING_MINUTES.map((value) => ({
        value: `${value}` as const,
        text: t('performance.rolling.minutes', { count: value, n: value }),
      }))}
    />
  )
  return (
    <PageFrame title={t('performance.title')} tab="now" view={view} tools={tools}>
      <LastMinutes minutes={minutes} />
    </PageFrame>
  )
}

function LastMinutes({ minutes }: { minutes: RollingMinutes }) {
  const { t } = useTranslation()
  const { value: read, error, reload } = useRequest('metrics:rolling', { minutes })
  usePeriodicRefresh(() => void reload(), READ_EVERY_MS)
  // Figures of another time are not these.
  const value = read?.minutes === minutes ? read : null
  const again = <Button onClick={() => void reload()}>{t('action.tryAgain')}</Button>
  if (value === null && error !== null) {
    const text = errorSentence(t, error)
    return <Placeholder role="alert" title={t('performance.rolling.failed')} text={text} action={again} />
  }
  if (value === null) return <RowSkeleton label={t('performance.rolling.loading')} />
  if (value.metrics.length === 0) {
    return <Placeholder title={t('performance.rolling.empty')} text={t('performance.rolling.emptyText')} />
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section aria-label={t('performance.rolling.region')} tabIndex={0} className={styles['page']}>
      {error === null ? null : (
        <Notice role="alert" tone="critical" isInset action={again}>
          {t('performance.rolling.failedSince', { message: errorSentence(t, error) })}
        </Notice>
      )}
      <p className={styles['intro']}>{t('performance.rolling.intro')}</p>
      {groupedNames(value.metrics).map(([group, names]) => (
        <GroupTable
          key={group}
          group={group}
          figures={names.flatMap((name) => value.metrics.filter((one) => one.name === name))}
        />
      ))}
    </section>
  )
}

function GroupTable({ group, figures }: { group: MetricGroup; figures: Rolling }) {
  const { t } = useTranslation()
  const name = t(`performance.group.${group}`)
  return (
    <section aria-label={name} className={styles['group']}>
      <h2>{name}</h2>
      <table className={`${styles['table']} ${styles['rolling']}`}>
        <caption className="visually-hidden">{name}</caption>
        <thead>
          <tr>
            <th scope="col">{t('performance.rolling.metric')}</th>
            <th scope="col">{t('performance.column.count')}</th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`performance.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.map((figure) => (
            <tr key={figure.name}>
              <th scope="row">{metricInWords(t, figure.name)}</th>
              <td>{formatNumber(figure.count)}</td>
              {COLUMNS.map((column) => (
                <td key={column}>{valueInUnit(t, figure.unit, figure[column])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
