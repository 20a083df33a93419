import { useTranslation } from 'react-i18next'
import { foreignText } from '../../../../i18n/foreign-text.ts'
import { formatDecimal, formatNumber } from '../../../../i18n/format.ts'
import { useFitting } from '../use-fitting.ts'
import { MoreThan, NothingIn, NoValue } from '../WidgetParts.tsx'
import styles from '../Widgets.module.css'
import { numberOption, type WidgetProps } from '../widget-types.ts'
import { itemsOf } from '../widget-values.ts'

/** Those with the highest numbers, the highest first. */
export function TopList({ title, options, values }: WidgetProps) {
  const { t } = useTranslation()
  const { ref, fitting } = useFitting<HTMLOListElement>()
  const bound = values['items']
  if (bound?.value === null || bound?.value === undefined) return <NoValue bound={bound} />
  const items = itemsOf(bound.value).filter(({ value }) => value !== null && value > 0)
  if (items.length === 0) return <NothingIn text={t('boardWidgets.nothingIn')} />
  const first = items.toSorted((one, other) => (other.value ?? 0) - (one.value ?? 0))
  const most = Math.min(numberOption(options, 'most', 10), fitting)
  return (
    <>
      <ol ref={ref} aria-label={title} className={styles['list']}>
        {first.slice(0, most).map(({ key, label, value }, index) => (
          <li key={key} className={styles['row']}>
            <span aria-hidden className={styles['place']}>
              {formatNumber(index + 1)}
            </span>
            <bdi className={styles['name']}>{foreignText(label)}</bdi>
            <span className={styles['value']}>{formatDecimal(value ?? 0)}</span>
          </li>
        ))}
      </ol>
      <MoreThan count={first.length - most} />
    </>
  )
}
