import { useTranslation } from 'react-i18next'
import { useNow } from '../../../../app/time.ts'
import { classes } from '../../../../components/classes.ts'
import { foreignText } from '../../../../i18n/foreign-text.ts'
import { formatAgo } from '../../../../i18n/format.ts'
import { NoValue, StateMark, signsOf } from '../WidgetParts.tsx'
import styles from '../Widgets.module.css'
import type { WidgetProps } from '../widget-types.ts'
import { numberOf, STATE_LOOK, stateOf } from '../widget-values.ts'

/** Whether the server is heard, and how old what this PC knows is. */
export function SyncState({ values }: WidgetProps) {
  const { t } = useTranslation()
  const now = useNow(1_000)
  const bound = values['value']
  if (typeof bound?.value !== 'string') return <NoValue bound={bound} />
  const state = stateOf(bound.value)
  const word = state === null ? foreignText(bound.text) : t(`boardWidgets.state.${state}`)
  const isQuiet = state !== null && STATE_LOOK[state].isQuiet
  return (
    <div className={styles['middle']}>
      <p
        className={classes(styles['figure'], styles['cell'], !isQuiet && styles['warning'])}
        style={signsOf(`${word}   `)}
      >
        {state === null ? null : <StateMark state={state} />}
        <span aria-hidden={state !== null}>{word}</span>
      </p>
      <p className={styles['note']}>
        {t('boardWidgets.sync.last', { ago: formatAgo(t, numberOf(values['syncedAt']?.value), now) })}
      </p>
    </div>
  )
}
