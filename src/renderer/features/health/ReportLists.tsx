import { useTranslation } from 'react-i18next'
import type { AlarmReport } from '#shared/domain/alarm-report.ts'
import { useDeviceNames } from '../../app/hooks/alarms.ts'
import { deviceInWords, kindInWords } from '../../i18n/alarm-words.ts'
import { formatAge, formatNumber } from '../../i18n/format.ts'
import styles from './Report.module.css'
import { ReportTable } from './ReportTable.tsx'
import { useReportWords } from './report-words.ts'

/** What came more than once, the most often first: a few rules mended here are worth more than anything else. */
export function TopAlarms({ report }: { report: AlarmReport }) {
  const { t } = useTranslation()
  const names = useDeviceNames()
  const { percent } = useReportWords()
  const top = report.top.filter(({ count }) => count > 1)
  if (top.length === 0) return null
  return (
    <ReportTable look="list" title={t('alarmReport.top')} columns={['alarm', 'device', 'count', 'share']}>
      {top.map(({ kind, deviceId, count, share }) => (
        <tr key={`${kind} ${deviceId}`}>
          <th scope="row">{kindInWords(t, kind)}</th>
          <td>{deviceInWords(t, deviceId, names)}</td>
          <td>{formatNumber(count)}</td>
          <td>{percent(share)}</td>
        </tr>
      ))}
    </ReportTable>
  )
}

/** Who acknowledged, as the server noted it. */
export function Actors({ report: { actors, untouched } }: { report: AlarmReport }) {
  const { t } = useTranslation()
  return (
    <>
      <ReportTable look="list" title={t('alarmReport.actors')} columns={['person', 'acknowledged', 'median']}>
        {actors.map(({ name, acknowledged, medianMs }) => (
          <tr key={name}>
            <th scope="row">
              <bdi>{name}</bdi>
            </th>
            <td>{formatNumber(acknowledged)}</td>
            <td>{formatAge(t, medianMs)}</td>
          </tr>
        ))}
      </ReportTable>
      <p className={styles['basis']}>
        {actors.length === 0 ? t('alarmReport.nobody') : ''}{' '}
        {t('alarmReport.untouched', { count: untouched, n: formatNumber(untouched) })}
      </p>
    </>
  )
}
