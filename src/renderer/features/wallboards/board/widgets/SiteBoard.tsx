import { useTranslation } from 'react-i18next'
import { classes } from '../../../../components/classes.ts'
import { foreignText } from '../../../../i18n/foreign-text.ts'
import { formatNumber } from '../../../../i18n/format.ts'
import { useFitting } from '../use-fitting.ts'
import { MoreThan, NothingIn, NoValue, StateMark } from '../WidgetParts.tsx'
import styles from '../Widgets.module.css'
import { numberOption, type WidgetProps } from '../widget-types.ts'
import { itemsOf } from '../widget-values.ts'

/** The places, with what is down at each. */
export function SiteBoard({ title, options, values }: WidgetProps) {
  const { t } = useTranslation()
  const { ref, fitting } = useFitting<HTMLUListElement>()
  const bound = values['items']
  if (bound?.value === null || bound?.value === undefined) return <NoValue bound={bound} />
  const items = itemsOf(bound.value)
  if (items.length === 0) return <NothingIn text={t('boardWidgets.noPlaces')} />
  const most = Math.min(numberOption(options, 'most', 10), fitting)
  return (
    <>
      <ul ref={ref} aria-label={title} className={styles['list']}>
        {items.slice(0, most).map(({ key, label, value, total }) => {
          const isDown = (value ?? 0) > 0
          return (
            <li key={key} className={styles['row']}>
              <StateMark state={isDown ? 'offline' : 'online'} />
              <bdi className={styles['name']}>{foreignText(label)}</bdi>
              <span className={classes(styles['value'], isDown && styles['warning'])}>
                {downInWords(value ?? 0, total)}
              </span>
            </li>
          )
        })}
      </ul>
      <MoreThan count={items.length - most} />
    </>
  )

  function downInWords(down: number, total: number | null): string {
    if (total === null) return t('boardWidgets.down', { count: down, n: formatNumber(down) })
    return t('boardWidgets.downOf', { count: down, n: formatNumber(down), total: formatNumber(total) })
  }
}
