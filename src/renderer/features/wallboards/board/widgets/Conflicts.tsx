import { useTranslation } from 'react-i18next'
import { StateIcon } from '../../../../components/StateIcon.tsx'
import { foreignText } from '../../../../i18n/foreign-text.ts'
import { useFitting } from '../use-fitting.ts'
import { Figure, MoreThan, NoValue } from '../WidgetParts.tsx'
import styles from '../Widgets.module.css'
import { numberOption, type WidgetProps } from '../widget-types.ts'
import { itemsOf, numberOf } from '../widget-values.ts'

/** How much waits for a decision, and what. */
export function Conflicts({ title, options, values }: WidgetProps) {
  const { t } = useTranslation()
  const { ref, fitting } = useFitting<HTMLUListElement>()
  const bound = values['value']
  const open = numberOf(bound?.value)
  if (bound === undefined || open === null) return <NoValue bound={bound} />
  const items = itemsOf(values['items']?.value)
  const most = Math.min(numberOption(options, 'most', 10), fitting)
  return (
    <>
      <div className={styles[items.length === 0 ? 'middle' : 'cell']}>
        <Figure text={bound.text} level={open > 0 ? 'warning' : 'normal'} />
        <p className={styles['note']}>
          <StateIcon shape={open > 0 ? 'conflict' : 'done'} quiet={open === 0} />
          {t('boardWidgets.conflicts.open', { count: open })}
        </p>
      </div>
      {items.length === 0 ? null : (
        <ul ref={ref} aria-label={title} className={styles['list']}>
          {items.slice(0, most).map(({ key, label, detail }) => (
            <li key={key} className={styles['row']}>
              <bdi className={styles['name']}>{foreignText(label)}</bdi>
              <bdi className={styles['quiet']}>{foreignText(detail)}</bdi>
            </li>
          ))}
        </ul>
      )}
      <MoreThan count={items.length - most} />
    </>
  )
}
