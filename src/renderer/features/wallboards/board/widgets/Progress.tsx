import { useTranslation } from 'react-i18next'
import { formatDecimal } from '../../../../i18n/format.ts'
import { NoValue, shareStyle } from '../WidgetParts.tsx'
import styles from '../Widgets.module.css'
import { numberOption, textOption, type WidgetProps } from '../widget-types.ts'
import { numberOf, shareOf } from '../widget-values.ts'

/** How much of a whole is there. */
export function Progress({ title, options, values }: WidgetProps) {
  const { t } = useTranslation()
  const bound = values['value']
  const value = numberOf(bound?.value)
  if (bound === undefined || value === null) return <NoValue bound={bound} />
  const high = numberOption(options, 'high', 100)
  const unit = textOption(options, 'unit')
  const words = t('boardWidgets.ofWhole', { value: bound.text, whole: formatDecimal(high) })
  return (
    <div className={styles['middle']}>
      <p className={styles['note']}>
        <bdi className={styles['name']}>{unit === '' ? words : `${words} ${unit}`}</bdi>
      </p>
      <div
        role="progressbar"
        aria-label={title === '' ? words : title}
        aria-valuemin={0}
        aria-valuemax={high}
        aria-valuenow={Math.max(0, Math.min(value, high))}
        aria-valuetext={words}
        className={styles['bar']}
        style={{ flex: '0 0 28cqh' }}
      >
        <span className={styles['filled']} style={shareStyle(shareOf(value, 0, high))} />
      </div>
    </div>
  )
}
