import { useTranslation } from 'react-i18next'
import { WidgetMark } from '../../app/WidgetMark.tsx'
import type { WidgetState } from '../../app/widget-state.ts'
import { foreignText } from '../../i18n/foreign-text.ts'
import { formatNumber } from '../../i18n/format.ts'
import styles from './FleetHealth.module.css'
import { BAND_WIDTH, type FleetHealthFigures } from './fleet-health.ts'

/** The distribution of the scores, and each site in a line. */
export function FleetFigures({ figures, widget }: { figures: FleetHealthFigures; widget: WidgetState }) {
  const { t } = useTranslation()
  const { bands, sites } = figures
  const most = Math.max(...bands, 1)
  return (
    <section aria-label={t('health.fleet.distribution')} className={styles['aside']}>
      <div className={styles['heading']}>
        <h2 className={styles['title']}>{t('health.fleet.distribution')}</h2>
        <WidgetMark widget={widget} />
      </div>
      <ol className={styles['bands']}>
        {bands
          .map((count, band) => ({ count, from: band * BAND_WIDTH, to: band * BAND_WIDTH + BAND_WIDTH }))
          .toReversed()
          .map(({ count, from, to }) => (
            <li key={from} className={styles['band']}>
              <span className={styles['muted']}>{t('health.fleet.band', { from, to })}</span>
              <span className={styles['track']} aria-hidden>
                <span className={styles['fill']} style={{ width: `${(100 * count) / most}%` }} />
              </span>
              <span className={styles['figure']}>{formatNumber(count)}</span>
            </li>
          ))}
      </ol>
      <h2 className={styles['title']}>{t('health.fleet.sites')}</h2>
      <table className={styles['sites']}>
        <thead>
          <tr>
            <th scope="col">{t('health.fleet.site')}</th>
            <th scope="col">{t('health.fleet.average')}</th>
            <th scope="col">{t('health.fleet.lowest')}</th>
            <th scope="col">{t('health.fleet.devices')}</th>
          </tr>
        </thead>
        <tbody>
          {sites.map(({ site, average, lowest, devices }) => (
            <tr key={site}>
              <th scope="row">
                <bdi>{foreignText(site)}</bdi>
              </th>
              <td>{formatNumber(average)}</td>
              <td>{formatNumber(lowest)}</td>
              <td>{formatNumber(devices)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
