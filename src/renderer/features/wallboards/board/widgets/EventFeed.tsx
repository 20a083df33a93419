import { useTranslation } from 'react-i18next'
import { useNow } from '../../../../app/time.ts'
import { foreignText } from '../../../../i18n/foreign-text.ts'
import { formatExact } from '../../../../i18n/format.ts'
import { useFitting } from '../use-fitting.ts'
import { MoreThan, NothingIn, NoValue, StateMark } from '../WidgetParts.tsx'
import styles from '../Widgets.module.css'
import { numberOption, type WidgetProps } from '../widget-types.ts'
import { itemsOf } from '../widget-values.ts'

const DAY_CHANGES_MS = 60_000

/** What happened, the newest first. */
export function EventFeed({ title, options, values }: WidgetProps) {
  const { t } = useTranslation()
  const { ref, fitting } = useFitting<HTMLOListElement>()
  const now = useNow(DAY_CHANGES_MS)
  const bound = values['items']
  if (bound?.value === null || bound?.value === undefined) return <NoValue bound={bound} />
  const items = itemsOf(bound.value)
  if (items.length === 0) return <NothingIn text={t('boardWidgets.noEvents')} />
  const most = Math.min(numberOption(options, 'most', 10), fitting)
  return (
    <>
      <ol ref={ref} aria-label={title} className={styles['list']}>
        {items.slice(0, most).map(({ key, label, state, at, detail }) => (
          <li key={key} className={styles['row']}>
            {at === null ? null : <span className={styles['when']}>{formatExact(at, now)}</span>}
            {state === null ? null : <StateMark state={state} />}
            <bdi className={styles['name']}>{foreignText(label)}</bdi>
            <bdi className={styles['quiet']}>{foreignText(detail)}</bdi>
          </li>
        ))}
      </ol>
      <MoreThan count={items.length - most} />
    </>
  )
}
