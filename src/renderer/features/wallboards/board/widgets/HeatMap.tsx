import { useTranslation } from 'react-i18next'
import { foreignText } from '../../../../i18n/foreign-text.ts'
import { formatDecimal } from '../../../../i18n/format.ts'
import { useFitting } from '../use-fitting.ts'
import { MoreThan, NothingIn, NoValue, shareStyle } from '../WidgetParts.tsx'
import styles from '../Widgets.module.css'
import { numberOption, type WidgetProps } from '../widget-types.ts'
import { itemsOf, shareOf } from '../widget-values.ts'

/** Where there is much and where little, at a glance; the figure of each stands in it. */
export function HeatMap({ title, options, values }: WidgetProps) {
  const { t } = useTranslation()
  const { ref, fitting } = useFitting<HTMLUListElement>()
  const bound = values['items']
  if (bound?.value === null || bound?.value === undefined) return <NoValue bound={bound} />
  const items = itemsOf(bound.value).filter(({ value }) => value !== null)
  if (items.length === 0) return <NothingIn text={t('boardWidgets.nothingIn')} />
  const most = Math.min(numberOption(options, 'most', 60), fitting)
  const highest = Math.max(...items.map(({ value }) => value ?? 0))
  return (
    <>
      <ul ref={ref} aria-label={title} className={styles['heat']}>
        {items.slice(0, most).map(({ key, label, value }) => (
          <li key={key} className={styles['warm']} style={shareStyle(shareOf(value ?? 0, 0, highest))}>
            <bdi className={styles['name']} title={foreignText(label)}>
              {foreignText(label)}
            </bdi>
            <span className={styles['value']}>{formatDecimal(value ?? 0)}</span>
          </li>
        ))}
      </ul>
      <MoreThan count={items.length - most} />
    </>
  )
}
