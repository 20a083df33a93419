import { useTranslation } from 'react-i18next'
import { foreignText } from '../../../../i18n/foreign-text.ts'
import { useFitting } from '../use-fitting.ts'
import { MoreThan, NothingIn, NoValue, StateMark } from '../WidgetParts.tsx'
import styles from '../Widgets.module.css'
import { numberOption, type WidgetProps } from '../widget-types.ts'
import { itemsOf } from '../widget-values.ts'

/** Many things, each with the shape of its state. */
export function StatusGrid({ title, options, values }: WidgetProps) {
  const { t } = useTranslation()
  const { ref, fitting } = useFitting<HTMLUListElement>()
  const bound = values['items']
  if (bound?.value === null || bound?.value === undefined) return <NoValue bound={bound} />
  const items = itemsOf(bound.value)
  if (items.length === 0) return <NothingIn text={t('boardWidgets.nothingIn')} />
  const most = Math.min(numberOption(options, 'most', 200), fitting)
  return (
    <>
      <ul ref={ref} aria-label={title} className={styles['cells']}>
        {items.slice(0, most).map(({ key, label, state }) => (
          <li key={key} className={styles['cell']}>
            <StateMark state={state ?? 'unknown'} />
            <bdi className={styles['name']}>{foreignText(label)}</bdi>
          </li>
        ))}
      </ul>
      <MoreThan count={items.length - most} />
    </>
  )
}
