import { useTranslation } from 'react-i18next'
import type { AlarmReport } from '#shared/domain/alarm-report.ts'
import { useDeviceNames } from '../../app/hooks/alarms.ts'
import { deviceInWords, kindInWords } from '../../i18n/alarm-words.ts'
import { formatAge, formatNumber } from '../../i18n/format.ts'
import styles from './Report.module.css'
import { useReportWords } from './report-words.ts'

/** What came more than once, the most often first: a few rules mended here are worth more than anything else. */
export function TopAlarms({ report }: { report: AlarmReport }) {
  const { t } = useTranslation()
  const names = useDeviceNames()
  const { percent } = useReportWords()
  const top = report.top.filter(({ count }) => count > 1)
  if (top.length === 0) return null
  return (
    <table className={styles['list']}>
      <caption className={styles['title']}>{t('alarmReport.top')}</caption>
      <thead>
        <tr>
          {(['alarm', 'device', 'count', 'share'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`alarmReport.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {top.map(({ kind, deviceId, count, share }) => (
          <tr key={`${kind} ${deviceId}`}>
            <th scope="row">{kindInWords(t, kind)}</th>
            <td>{deviceInWords(t, deviceId, names)}</td>
            <td>{formatNumber(count)}</td>
            <td>{percent(share)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Who acknowledged, as the server noted it. */
export function Actors({ report: { actors, untouched } }: { report: AlarmReport }) {
  const { t } = useTranslation()
  return (
    <>
      <table className={styles['list']}>
        <caption className={styles['title']}>{t('alarmReport.actors')}</caption>
        <thead>
          <tr>
            {(['person', 'acknowledged', 'median'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`alarmReport.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {actors.map(({ name, acknowledged, medianMs }) => (
            <tr key={name}>
              <th scope="row">
                <bdi>{name}</bdi>
              </th>
              <td>{formatNumber(acknowledged)}</td>
              <td>{formatAge(t, medianMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles['basis']}>
        {actors.length === 0 ? t('alarmReport.nobody') : ''}{' '}
        {t('alarmReport.untouched', { count: untouched, n: formatNumber(untouched) })}
      </p>
    </>
  )
}
