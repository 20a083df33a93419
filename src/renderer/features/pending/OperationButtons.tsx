import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { OperationView } from '#shared/domain/queue.ts'
import { useOutcomeReport } from '../../app/hooks/actions.ts'
import { useOperationActions } from '../../app/hooks/queue.ts'
import { Button } from '../../components/Button.tsx'
import styles from './columns.module.css'

/** Retry, keep mine and roll back: those that are possible now. */
export function OperationButtons({ operation, isSmall = false }: { operation: OperationView; isSmall?: boolean }) {
  const { t } = useTranslation()
  const actions = useOperationActions()
  const { report } = useOutcomeReport()
  const { key } = operation
  const { canRetry, canKeepMine, canRollBack } = operation.actions
  // A click on a button in a row is not a click on the row.
  const on = (act: () => Promise<void>) => (event: MouseEvent) => {
    event.stopPropagation()
    void act()
  }
  const size = isSmall ? styles['small'] : undefined
  return (
    <span className={styles['buttons']}>
      {canRetry ? (
        <Button className={size} onClick={on(() => report('retried', () => actions.retry([key])))}>
          {t('action.retry')}
        </Button>
      ) : null}
      {canKeepMine ? (
        <Button className={size} onClick={on(() => report('kept', () => actions.keepMine([key])))}>
          {t('action.keepMine')}
        </Button>
      ) : null}
      {canRollBack ? (
        <Button className={size} onClick={on(() => report('rolledBack', () => actions.rollBack([key])))}>
          {t('action.rollBack')}
        </Button>
      ) : null}
    </span>
  )
}
