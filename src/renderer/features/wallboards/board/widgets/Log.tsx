import { useTranslation } from 'react-i18next'
import { useNow } from '../../../../app/time.ts'
import { classes } from '../../../../components/classes.ts'
import { foreignText } from '../../../../i18n/foreign-text.ts'
import { formatExact } from '../../../../i18n/format.ts'
import { NothingIn, NoValue } from '../WidgetParts.tsx'
import styles from '../Widgets.module.css'
import { numberOption, type WidgetProps } from '../widget-types.ts'
import { itemsOf } from '../widget-values.ts'

const DAY_CHANGES_MS = 60_000

/** Lines as they came, the newest last, where a log has it. */
export function Log({ title, options, values }: WidgetProps) {
  const { t } = useTranslation()
  const now = useNow(DAY_CHANGES_MS)
  const bound = values['items']
  if (bound?.value === null || bound?.value === undefined) return <NoValue bound={bound} />
  const items = itemsOf(bound.value)
  if (items.length === 0) return <NothingIn text={t('boardWidgets.noEvents')} />
  return (
    <ol aria-label={title} className={classes(styles['list'], styles['mono'], styles['tail'])}>
      {items
        .slice(0, numberOption(options, 'most', 50))
        .toReversed()
        .map(({ key, label, at, detail }) => (
          <li key={key}>
            {at === null ? null : <span className={styles['when']}>{formatExact(at, now)} </span>}
            <bdi>{foreignText(detail === '' ? label : `${label} ${detail}`)}</bdi>
          </li>
        ))}
    </ol>
  )
}
