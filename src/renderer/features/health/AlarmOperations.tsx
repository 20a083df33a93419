import { useTranslation } from 'react-i18next'
import { usePendingOperations } from '../../app/hooks/queue.ts'
import { shapeOf } from '../../app/operation-shapes.ts'
import { OperationButtons } from '../../app/operations/OperationButtons.tsx'
import { OperationsFailed } from '../../app/operations/OperationsFailed.tsx'
import { useNow } from '../../app/time.ts'
import { StateIcon } from '../../components/StateIcon.tsx'
import { formatAge } from '../../i18n/format.ts'
import { operationInWords, stateInWords, waitInWords } from '../../i18n/operation-words.ts'
import styles from './AlarmPanel.module.css'

const PENDING_SHOWN = 20
const RECENT_SHOWN = 10

/** Pending and recent changes of one alarm. */
export function AlarmOperations({ id }: { id: string }) {
  const { t } = useTranslation()
  const now = useNow()
  const pending = usePendingOperations({ entityType: 'alert', entityId: id }, PENDING_SHOWN)
  const recent = usePendingOperations({ scope: 'history', entityType: 'alert', entityId: id }, RECENT_SHOWN)
  const operations = [...pending.operations, ...recent.operations]
  const isRead = pending.status === 'ready' && recent.status === 'ready'
  return (
    <section className={styles['section']} aria-label={t('health.detail.operations')}>
      <h3>{t('health.detail.operations')}</h3>
      <OperationsFailed lists={[pending, recent]} />
      {operations.length === 0 && isRead ? <p className={styles['muted']}>{t('health.detail.noOperations')}</p> : null}
      <ul className={styles['operations']}>
        {operations.map((operation) => (
          <li key={operation.key} className={styles['operation']} title={waitInWords(t, operation, now)}>
            <StateIcon shape={shapeOf(operation)} label={stateInWords(t, operation)} />
            <span className={styles['operationText']}>{operationInWords(t, operation)}</span>
            <span className={styles['muted']}>{formatAge(t, Math.max(0, now - operation.createdAt))}</span>
            <OperationButtons operation={operation} isSmall isBrief />
          </li>
        ))}
      </ul>
    </section>
  )
}
