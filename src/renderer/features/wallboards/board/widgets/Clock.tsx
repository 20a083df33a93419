import { useTranslation } from 'react-i18next'
import { useNow } from '../../../../app/time.ts'
import { foreignText } from '../../../../i18n/foreign-text.ts'
import { formatClockIn, formatDayIn } from '../../../../i18n/format.ts'
import { Figure, NothingIn } from '../WidgetParts.tsx'
import styles from '../Widgets.module.css'
import { isOption, textOption, type WidgetProps } from '../widget-types.ts'

/** The time of day, here or elsewhere. */
export function Clock({ options }: WidgetProps) {
  const { t } = useTranslation()
  const now = useNow(1_000)
  const zone = textOption(options, 'zone')
  const time = formatClockIn(now, zone, isOption(options, 'hasSeconds', true))
  if (time === null) return <NothingIn text={t('boardWidgets.noZone', { zone: foreignText(zone) })} />
  return (
    <div className={styles['middle']}>
      <Figure text={time} />
      {isOption(options, 'hasDate', true) ? <p className={styles['note']}>{formatDayIn(now, zone)}</p> : null}
      {zone === '' ? null : (
        <p className={styles['note']}>
          <bdi>{foreignText(zone.replaceAll('_', ' '))}</bdi>
        </p>
      )}
    </div>
  )
}
