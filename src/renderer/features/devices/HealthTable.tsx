import { useTranslation } from 'react-i18next'
import type { HealthSample } from '#shared/protocol/device-health.ts'
import { formatExact, formatNumber } from '../../i18n/format.ts'
import styles from './HealthHistory.module.css'

const SHARES = ['cpu', 'memory', 'storage'] as const

/** The same as the chart in numbers, the newest first. */
export function HealthTable({ samples, now }: { samples: readonly HealthSample[]; now: number }) {
  const { t } = useTranslation()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section aria-label={t('deviceHistory.table')} tabIndex={0} className={styles['scroll']}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('deviceHistory.time')}</th>
            {(['score', ...SHARES, 'temperature'] as const).map((part) => (
              <th key={part} scope="col">
                {t(`devices.detail.${part}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {samples.toReversed().map((sample) => (
            <tr key={sample.at}>
              <th scope="row">{formatExact(sample.at, now)}</th>
              <td>{formatNumber(sample.score)}</td>
              {SHARES.map((part) => (
                <td key={part}>{t('devices.detail.percent', { n: formatNumber(sample[part]) })}</td>
              ))}
              <td>{t('devices.detail.degrees', { n: formatNumber(sample.temperature) })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
