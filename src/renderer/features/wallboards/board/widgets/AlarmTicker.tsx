import { useTranslation } from 'react-i18next'
import { useNow } from '../../../../app/time.ts'
import { foreignText } from '../../../../i18n/foreign-text.ts'
import { formatMoment, formatNumber } from '../../../../i18n/format.ts'
import { NothingIn, NoValue, StateMark } from '../WidgetParts.tsx'
import styles from '../Widgets.module.css'
import { numberOption, type WidgetProps } from '../widget-types.ts'
import { itemsOf } from '../widget-values.ts'

/** One alarm after the other. It steps and does not glide, so that each can be read, and with reduced motion too. */
export function AlarmTicker({ options, values }: WidgetProps) {
  const { t } = useTranslation()
  const now = useNow(1_000)
  const bound = values['items']
  if (bound?.value === null || bound?.value === undefined) return <NoValue bound={bound} />
  const items = itemsOf(bound.value)
  const everyMs = Math.max(2, numberOption(options, 'everySeconds', 6)) * 1_000
  const place = items.length === 0 ? 0 : Math.floor(now / everyMs) % items.length
  const item = items[place]
  if (item === undefined) return <NothingIn text={t('boardWidgets.noAlarms')} />
  return (
    <div className={styles['ticker']}>
      <span className={styles['when']}>
        {t('boardWidgets.placeOf', { place: formatNumber(place + 1), total: formatNumber(items.length) })}
      </span>
      <StateMark state={item.state ?? 'warning'} />
      <bdi className={styles['tickerName']}>{foreignText(item.label)}</bdi>
      <bdi className={styles['quiet']}>{foreignText(item.detail)}</bdi>
      {item.at === null ? null : <span className={styles['when']}>{formatMoment(item.at, now)}</span>}
    </div>
  )
}
