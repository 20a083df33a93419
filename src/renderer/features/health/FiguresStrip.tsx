import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { alarmFigures, MANAGEABLE_RATE } from '#shared/domain/alarm-figures.ts'
import type { Alarm } from '#shared/domain/alarms.ts'
import { useAlarmOperators } from '../../app/hooks/alarm-operators.ts'
import type { DeviceNames } from '../../app/hooks/alarms.ts'
import { deviceInWords, kindInWords } from '../../i18n/alarm-words.ts'
import { formatAge, formatDecimal, formatNumber } from '../../i18n/format.ts'
import styles from './FiguresStrip.module.css'

interface FiguresStripProps {
  readonly alarms: readonly Alarm[]
  readonly names: DeviceNames
  readonly now: number
}

/** Whether operators can cope with the alarms: the figures of ISA-18.2 in one line. */
export function FiguresStrip({ alarms, names, now }: FiguresStripProps) {
  const { t } = useTranslation()
  const figures = useMemo(() => alarmFigures(alarms, now), [alarms, now])
  const most = MANAGEABLE_RATE * useAlarmOperators()
  if (figures.total === 0) return null
  const { latest, average, peak, medianToAcknowledgeMs: median, chattering, stale, top } = figures
  const list = top.map(({ deviceId, kind, count }) =>
    t('health.figures.times', {
      what: `${kindInWords(t, kind)}, ${deviceInWords(t, deviceId, names)}`,
      n: formatNumber(count),
    }),
  )
  const items = [
    { term: t('health.figures.latest'), value: formatNumber(latest), isOver: latest > most },
    {
      term: t('health.figures.average'),
      value: formatDecimal(Math.round(average * 10) / 10),
      isOver: average > most,
    },
    { term: t('health.figures.peak'), value: formatNumber(peak) },
    { term: t('health.figures.toAcknowledge'), value: median === null ? '–' : formatAge(t, median) },
    { term: t('health.figures.chattering'), value: formatNumber(chattering) },
    { term: t('health.figures.stale'), value: formatNumber(stale) },
    { term: t('health.figures.most'), value: list[0] ?? '–', title: list.join('\n'), isWide: true },
  ]
  return (
    <dl className={styles['figures']} aria-label={t('health.figures.label')}>
      {items.map(({ term, value, title, isOver, isWide }) => (
        <div key={term} title={title} className={isWide === true ? styles['wide'] : undefined}>
          <dt>{term}</dt>
          <dd data-over={isOver === true || undefined}>
            {value}
            {isOver === true ? (
              <span className="visually-hidden"> {t('health.figures.over', { n: formatNumber(most) })}</span>
            ) : null}
          </dd>
        </div>
      ))}
    </dl>
  )
}
