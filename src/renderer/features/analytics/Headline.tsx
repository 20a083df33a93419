import type { FleetFigures } from '#shared/domain/analytics.ts'
import type { IpcResponse } from '#shared/ipc/contract.ts'
import styles from './Analytics.module.css'
import { useAnalyticsWords } from './analytics-words.ts'

interface HeadlineProps {
  readonly figures: FleetFigures
  /** Null: not known. */
  readonly plays: IpcResponse<'analytics:plays'> | null
}

/** The few figures that say how it went, each against the time before. */
export function Headline({ figures, plays }: HeadlineProps) {
  const { t, share, age, seconds, number } = useAnalyticsWords()
  const { availability, downMs, outages, devices, downInAll, before } = figures
  const wasSeen = before.availability !== null
  const played = plays?.answer ?? null
  const items = [
    {
      name: 'availability',
      value: share(availability),
      note: availability === null || before.availability === null ? null : compared(availability, before.availability),
    },
    { name: 'down', value: age(downMs), note: wasSeen ? beforeWas(age(before.downMs)) : null },
    { name: 'outages', value: number(outages), note: wasSeen ? beforeWas(number(before.outages)) : null },
    {
      name: 'downDevices',
      value: t('analytics.figures.ofDevices', { n: number(downInAll), all: number(devices) }),
      note: '',
    },
    {
      name: 'plays',
      value: played === null ? t('analytics.unknown') : number(played.plays),
      note: plays?.before == null ? null : beforeWas(number(plays.before.plays)),
    },
    {
      name: 'played',
      value: played === null ? t('analytics.unknown') : seconds(played.seconds),
      note: plays?.before == null ? null : beforeWas(seconds(plays.before.seconds)),
    },
  ] as const
  return (
    <dl className={styles['figures']} aria-label={t('analytics.figures.label')}>
      {items.map(({ name, value, note }) => (
        <div key={name} data-figure={name}>
          <dt>{t(`analytics.figures.${name}`)}</dt>
          <dd>
            {value}
            <span className={styles['note']}>{note ?? t('analytics.figures.beforeUnknown')}</span>
          </dd>
        </div>
      ))}
    </dl>
  )

  function beforeWas(value: string): string {
    return t('analytics.figures.before', { value })
  }
  function compared(now: number, then: number): string {
    const value = share(then)
    if (value === share(now)) return t('analytics.figures.same', { value })
    return t(now > then ? 'analytics.figures.better' : 'analytics.figures.worse', { value })
  }
}
