import { useTranslation } from 'react-i18next'
import type { EntityType } from '#shared/domain/ids.ts'
import type { OperationView } from '#shared/domain/queue.ts'
import { Button } from '../../components/Button.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import { formatAge } from '../../i18n/format.ts'
import { operationInWords, stateInWords, waitInWords } from '../../i18n/operation-words.ts'
import { useUi } from '../context.tsx'
import { usePendingOperations } from '../hooks/queue.ts'
import { shapeOf } from '../operation-shapes.ts'
import { useNow } from '../time.ts'
import styles from './EntityOperations.module.css'
import { OperationButtons } from './OperationButtons.tsx'
import { OperationsFailed } from './OperationsFailed.tsx'

const PENDING_SHOWN = 20
const RECENT_SHOWN = 5

interface EntityOperationsProps {
  readonly entityType: EntityType
  readonly id: string
  readonly title: string
}

/** What waits of one thing, and what was over last. */
export function EntityOperations({ entityType, id, title }: EntityOperationsProps) {
  const { t } = useTranslation()
  const pending = usePendingOperations({ entityType, entityId: id }, PENDING_SHOWN)
  const recent = usePendingOperations({ scope: 'history', entityType, entityId: id }, RECENT_SHOWN)
  const operations = [...pending.operations, ...recent.operations]
  const isRead = pending.status === 'ready' && recent.status === 'ready'
  return (
    <section className={styles['section']} aria-label={title}>
      <h3>{title}</h3>
      <OperationsFailed lists={[pending, recent]} />
      {operations.length === 0 && isRead ? (
        <p className={styles['muted']}>{t('playlists.detail.noOperations')}</p>
      ) : null}
      <ul className={styles['operations']}>
        {operations.map((operation) => (
          <OperationLine key={operation.key} operation={operation} />
        ))}
      </ul>
    </section>
  )
}

function OperationLine({ operation }: { operation: OperationView }) {
  const { t } = useTranslation()
  const now = useNow()
  const go = useUi((state) => state.go)
  const { key, state } = operation
  return (
    <li className={styles['operation']} title={waitInWords(t, operation, now)}>
      <StateIcon shape={shapeOf(operation)} label={stateInWords(t, operation)} />
      <span className={styles['operationText']}>
        <bdi>{operationInWords(t, operation)}</bdi>
      </span>
      <span className={styles['muted']}>{formatAge(t, Math.max(0, now - operation.createdAt))}</span>
      {state === 'conflicted' ? (
        <Button onClick={() => go('conflicts', { operationKey: key })}>{t('playlists.detail.decide')}</Button>
      ) : null}
      <OperationButtons operation={operation} isSmall isBrief />
    </li>
  )
}
