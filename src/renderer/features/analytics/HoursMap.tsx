import { useId, useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { formatWeekday } from '../../i18n/format-week.ts'
import styles from './Analytics.module.css'
import { useAnalyticsWords } from './analytics-words.ts'
import { FigureTable } from './FigureTable.tsx'
import { TableBox } from './StretchChart.tsx'

const DAYS = [0, 1, 2, 3, 4, 5, 6] as const
const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
/** Every so many hours one is named. */
const NAMED_EVERY = 3

/** When most is played: a field for each hour of the week, the darker the more; and the same in numbers. */
export function HoursMap({ hours }: { hours: readonly number[] }) {
  const { t } = useAnalyticsWords()
  const [isTable, setTable] = useState(false)
  const tableId = useId()
  const most = Math.max(0, ...hours)
  const busiest = hours.indexOf(most)
  const title = t('analytics.plays.hours')
  const label =
    most === 0
      ? t('analytics.plays.hoursNone')
      : t('analytics.plays.hoursLabel', { value: formatNumber(most), at: whenOf(busiest) })
  return (
    <figure className={styles['figure']}>
      <figcaption className={styles['caption']}>
        <span className={styles['name']}>{title}</span>
        <span className={styles['read']}>{label}</span>
      </figcaption>
      <div role="img" dir="ltr" aria-label={`${title}. ${label}`} className={styles['map']}>
        {DAYS.map((day) => (
          <div key={day} className={styles['day']}>
            <span className={styles['hourName']}>{formatWeekday((day + 1) % 7)}</span>
            {HOURS.map((hour) => {
              const value = hours[day * 24 + hour] ?? 0
              return (
                <span
                  key={hour}
                  title={t('analytics.plays.hourAt', { at: whenOf(day * 24 + hour), value: formatNumber(value) })}
                  className={styles['hour']}
                  style={{ opacity: most === 0 ? 0 : value / most }}
                />
              )
            })}
          </div>
        ))}
        <div className={styles['day']}>
          <span className={styles['hourName']} />
          {HOURS.map((hour) => (
            <span key={hour} className={styles['hourName']}>
              {hour % NAMED_EVERY === 0 ? clockOf(hour) : null}
            </span>
          ))}
        </div>
      </div>
      <Button tone="quiet" className={styles['acts']} aria-expanded={isTable} aria-controls={tableId} onClick={toggle}>
        {t(isTable ? 'analytics.hideTable' : 'analytics.showTable')}
        <span className="visually-hidden"> {title}</span>
      </Button>
      <div id={tableId}>
        {isTable ? (
          <TableBox name={title}>
            <FigureTable
              {...{
                title,
                rows: hours.map((plays, hour) => ({ plays, hour })),
                isTitleHidden: true,
                first: hours.length,
              }}
              keyOf={({ hour }) => hour}
              columns={[
                { name: 'hour', cell: ({ hour }) => whenOf(hour), isText: true },
                { name: 'plays', cell: ({ plays }) => formatNumber(plays) },
              ]}
            />
          </TableBox>
        ) : null}
      </div>
    </figure>
  )

  function toggle(): void {
    setTable(!isTable)
  }
  function whenOf(hour: number): string {
    return t('analytics.plays.at', { day: formatWeekday((Math.floor(hour / 24) + 1) % 7), from: clockOf(hour % 24) })
  }
}

function clockOf(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`
}
