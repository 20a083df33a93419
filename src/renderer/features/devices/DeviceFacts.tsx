import { useTranslation } from 'react-i18next'
import { useEntity } from '../../app/hooks/replica.ts'
import { useStaleNote } from '../../app/hooks/stale-note.ts'
import { useNow } from '../../app/time.ts'
import { formatAgo, formatExact, formatNumber } from '../../i18n/format.ts'
import { Status } from './cells.tsx'
import styles from './DevicePanel.module.css'
import { CRITICAL_PERCENT, type DeviceRow, HIGH_PERCENT } from './device-row.ts'

/** What the device and the server report; nothing here can be edited. */
export function DeviceFacts({ row }: { row: DeviceRow }) {
  const { t } = useTranslation()
  const now = useNow(5_000)
  const { cache } = useEntity('device', row.id)
  const note = useStaleNote(cache)
  const { data, reported } = row
  return (
    <section className={styles['section']} aria-label={t('devices.detail.reported')}>
      <h3>
        {t('devices.detail.reported')}
        {note === undefined ? null : `, ${note}`}
      </h3>
      <dl className={styles['facts']}>
        <dt>{t('devices.detail.status')}</dt>
        <dd>
          <Status row={row} />
        </dd>
        <dt>{t('devices.detail.lastSeen')}</dt>
        <dd title={reported === null ? undefined : formatExact(reported.lastSeenAt, now)}>
          {formatAgo(t, reported?.lastSeenAt ?? null, now)}
        </dd>
        {reported === null ? null : <Health row={row} />}
      </dl>
      <h3>{t('devices.detail.identity')}</h3>
      <dl className={styles['facts']}>
        <dt>{t('field.model')}</dt>
        <dd>{data.model === '' ? '–' : data.model}</dd>
        <dt>{t('field.serial')}</dt>
        <dd className={styles['mono']}>{data.serial === '' ? '–' : data.serial}</dd>
        <dt>{t('devices.detail.id')}</dt>
        <dd className={styles['mono']}>{row.id}</dd>
        <dt>{t('devices.detail.version')}</dt>
        <dd>{row.view.version === 0 ? t('devices.detail.versionNew') : formatNumber(row.view.version)}</dd>
      </dl>
    </section>
  )
}

function Health({ row }: { row: DeviceRow }) {
  const { t } = useTranslation()
  const health = row.reported?.health
  if (health === undefined) return null
  return (
    <>
      {(['cpu', 'memory', 'storage'] as const).map((part) => (
        <Meter key={part} label={t(`devices.detail.${part}`)} value={health[part]} />
      ))}
      <dt>{t('devices.detail.temperature')}</dt>
      <dd>{t('devices.detail.degrees', { n: formatNumber(health.temperature) })}</dd>
      <dt>{t('devices.detail.score')}</dt>
      <dd>{formatNumber(health.score)}</dd>
    </>
  )
}

function Meter({ label, value }: { label: string; value: number }) {
  const { t } = useTranslation()
  const level = value >= CRITICAL_PERCENT ? 'critical' : value >= HIGH_PERCENT ? 'high' : undefined
  return (
    <>
      <dt>{label}</dt>
      <dd className={styles['meter']}>
        <span className={styles['track']}>
          <span className={styles['fill']} data-level={level} style={{ display: 'block', width: `${value}%` }} />
        </span>
        <span>{t('devices.detail.percent', { n: formatNumber(value) })}</span>
      </dd>
    </>
  )
}
