import { useTranslation } from 'react-i18next'
import { useNow } from '../../../../app/time.ts'
import { StateIcon } from '../../../../components/StateIcon.tsx'
import { formatAge, formatNumber } from '../../../../i18n/format.ts'
import { Figure, LevelNote, NoValue } from '../WidgetParts.tsx'
import styles from '../Widgets.module.css'
import type { WidgetProps } from '../widget-types.ts'
import { levelOf, numberOf } from '../widget-values.ts'

/** What waits on this PC, and what of it needs somebody. */
export function Queue({ options, values }: WidgetProps) {
  const { t } = useTranslation()
  const now = useNow(5_000)
  const bound = values['value']
  const waiting = numberOf(bound?.value)
  if (bound === undefined || waiting === null) return <NoValue bound={bound} />
  const conflicts = numberOf(values['conflicts']?.value) ?? 0
  const stuck = numberOf(values['stuck']?.value) ?? 0
  const oldest = numberOf(values['oldest']?.value)
  const level = levelOf(waiting, options)
  return (
    <div className={styles['middle']}>
      <Figure text={bound.text} level={level} />
      <p className={styles['note']}>
        <StateIcon shape={waiting === 0 ? 'done' : 'waiting'} quiet />
        {t('boardWidgets.queue.waiting', { count: waiting })}
        {oldest === null || waiting === 0
          ? null
          : ` · ${t('boardWidgets.queue.oldest', { age: formatAge(t, now - oldest) })}`}
      </p>
      {conflicts > 0 ? (
        <p className={`${styles['note']} ${styles['warning']}`}>
          <StateIcon shape="conflict" />
          {t('boardWidgets.queue.conflicts', { count: conflicts, n: formatNumber(conflicts) })}
        </p>
      ) : null}
      {stuck > 0 ? (
        <p className={`${styles['note']} ${styles['warning']}`}>
          <StateIcon shape="stuck" />
          {t('boardWidgets.queue.stuck', { count: stuck, n: formatNumber(stuck) })}
        </p>
      ) : null}
      <LevelNote level={level} />
    </div>
  )
}
