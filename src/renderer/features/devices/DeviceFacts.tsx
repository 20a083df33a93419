import { useTranslation } from 'react-i18next'
import type { DeviceRow } from '../../app/devices/device-row.ts'
import { useEntity } from '../../app/hooks/replica.ts'
import { useStaleNote } from '../../app/hooks/stale-note.ts'
import { useNow } from '../../app/time.ts'
import { foreignText } from '../../i18n/foreign-text.ts'
import { formatAgo, formatExact, formatNumber } from '../../i18n/format.ts'
import { Status } from './cells.tsx'
import styles from './DevicePanel.module.css'

/** What the device and the server report; nothing here can be edited. */
export function DeviceFacts({ row }: { row: DeviceRow }) {
  const { t } = useTranslation()
  const now = useNow(5_000)
  const { cache } = useEntity('device', row.id)
  const note = useStaleNote(cache)
  const { data, reported } = row
  return (
    <section className={styles['section']} data-section="facts" tabIndex={-1} aria-label={t('devices.detail.reported')}>
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
      </dl>
      <h3>{t('devices.detail.identity')}</h3>
      <dl className={styles['facts']}>
        <dt>{t('field.model')}</dt>
        <dd>
          <bdi>{data.model === '' ? '–' : foreignText(data.model)}</bdi>
        </dd>
        <dt>{t('field.serial')}</dt>
        <dd className={styles['mono']}>{data.serial === '' ? '–' : foreignText(data.serial)}</dd>
        <dt>{t('devices.detail.id')}</dt>
        <dd className={styles['mono']}>{row.id}</dd>
        <dt>{t('devices.detail.version')}</dt>
        <dd>{row.view.version === 0 ? t('devices.detail.versionNew') : formatNumber(row.view.version)}</dd>
      </dl>
    </section>
  )
}
