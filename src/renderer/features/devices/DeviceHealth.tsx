import { useTranslation } from 'react-i18next'
import type { DeviceHealth as Health } from '#shared/domain/entities.ts'
import { CRITICAL_PERCENT, type DeviceRow, HIGH_PERCENT } from '../../app/devices/device-row.ts'
import { useNow } from '../../app/time.ts'
import { Sparkline } from '../../components/Sparkline.tsx'
import { formatAge, formatNumber } from '../../i18n/format.ts'
import styles from './DevicePanel.module.css'
import { type DeviceWatch, trendOf } from './device-watch.ts'
import { HealthHistory } from './HealthHistory.tsx'

const PARTS = ['score', 'cpu', 'memory', 'storage', 'temperature'] as const
/** So that a change of one degree does not fill the height of the line. */
const LEAST_DEGREES = 10

interface DeviceHealthProps {
  readonly row: DeviceRow
  readonly watch: DeviceWatch
}

/** How the device is, how that went while it was looked at, and before. */
export function DeviceHealth({ row, watch }: DeviceHealthProps) {
  const { t } = useTranslation()
  const now = useNow(5_000)
  const health = row.reported?.health
  return (
    <section className={styles['section']} data-section="health" tabIndex={-1} aria-label={t('devices.detail.health')}>
      <h3>{t('devices.detail.health')}</h3>
      {health === undefined ? (
        <p className={styles['empty']}>{t('devices.health.none')}</p>
      ) : (
        <>
          <dl className={styles['facts']}>
            {PARTS.map((part) => (
              <HealthLine key={part} part={part} value={health[part]} watch={watch} />
            ))}
          </dl>
          <p className={styles['empty']}>{t('devices.health.since', { age: formatAge(t, now - watch.since) })}</p>
          <HealthHistory key={row.id} deviceId={row.id} watch={watch} />
        </>
      )}
    </section>
  )
}

interface HealthLineProps {
  readonly part: keyof Health
  readonly value: number
  readonly watch: DeviceWatch
}

function HealthLine({ part, value, watch }: HealthLineProps) {
  const { t } = useTranslation()
  const words = (number: number): string => {
    const n = formatNumber(number)
    if (part === 'score') return n
    return t(part === 'temperature' ? 'devices.detail.degrees' : 'devices.detail.percent', { n })
  }
  const name = t(`devices.detail.${part}`)
  const trend = trendOf(watch.samples, part) ?? { low: value, high: value, newest: value }
  const said = { part: name, low: words(trend.low), high: words(trend.high), newest: words(trend.newest) }
  const [low, high] = part === 'temperature' ? around(trend.low, trend.high) : [0, 100]
  return (
    <>
      <dt>{name}</dt>
      <dd className={styles['meter']}>
        {part === 'score' || part === 'temperature' ? <span /> : <Meter value={value} />}
        <Sparkline
          label={watch.samples.length < 2 ? t('devices.health.one', said) : t('devices.health.trend', said)}
          points={watch.samples.map((sample) => ({ at: sample.at, value: sample[part] }))}
          low={low}
          high={high}
        />
        <span>{words(value)}</span>
      </dd>
    </>
  )
}

function around(low: number, high: number): readonly [number, number] {
  const missing = Math.max(0, LEAST_DEGREES - (high - low)) / 2
  return [low - missing, high + missing]
}

function Meter({ value }: { value: number }) {
  const level = value >= CRITICAL_PERCENT ? 'critical' : value >= HIGH_PERCENT ? 'high' : undefined
  return (
    <span className={styles['track']}>
      <span className={styles['fill']} data-level={level} style={{ display: 'block', width: `${value}%` }} />
    </span>
  )
}
