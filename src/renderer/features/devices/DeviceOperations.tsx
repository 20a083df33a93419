import { useTranslation } from 'react-i18next'
import { isSettled } from '#shared/domain/operation.ts'
import type { OperationView } from '#shared/domain/queue.ts'
import { useUi } from '../../app/context.tsx'
import { usePlaylistNames } from '../../app/hooks/playlists.ts'
import { usePendingOperations } from '../../app/hooks/queue.ts'
import { shapeOf } from '../../app/operation-shapes.ts'
import { OperationButtons } from '../../app/operations/OperationButtons.tsx'
import { OperationsFailed } from '../../app/operations/OperationsFailed.tsx'
import { useNow } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import { formatAge, formatExact } from '../../i18n/format.ts'
import { stateInWords, waitInWords } from '../../i18n/operation-words.ts'
import styles from './DevicePanel.module.css'
import { operationText } from './operation-text.ts'
import { PENDING_SHOWN, RECENT_SHOWN } from './use-prefetch.ts'

/** How many of those that are over are listed with what waits; all are under the activity. */
const PAST_SHOWN = 5

/** Pending and recent changes of one device. */
export function DeviceOperations({ id }: { id: string }) {
  const { t } = useTranslation()
  const pending = usePendingOperations({ entityType: 'device', entityId: id }, PENDING_SHOWN)
  const recent = usePendingOperations({ scope: 'history', entityType: 'device', entityId: id }, RECENT_SHOWN)
  const isRead = pending.status === 'ready' && recent.status === 'ready'
  const operations = [...pending.operations, ...recent.operations.slice(0, PAST_SHOWN)]
  return (
    <section
      className={styles['section']}
      data-section="operations"
      tabIndex={-1}
      aria-label={t('devices.detail.operations')}
    >
      <h3>{t('devices.detail.operations')}</h3>
      <OperationsFailed lists={[pending, recent]} />
      {operations.length === 0 && isRead ? <p className={styles['empty']}>{t('devices.detail.noOperations')}</p> : null}
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
  const { nameOf } = usePlaylistNames()
  const scope = isSettled(operation.state) ? 'history' : operation.state === 'accepted' ? 'device' : 'pending'
  return (
    <li className={styles['operation']} title={waitInWords(t, operation, now)}>
      <StateIcon shape={shapeOf(operation)} label={stateInWords(t, operation)} />
      <span className={styles['operationText']}>
        <bdi>{operationText(t, operation, nameOf)}</bdi>
        {operation.kind === 'command' ? <CommandLife operation={operation} /> : null}
      </span>
      <span className={styles['age']}>{formatAge(t, now - operation.createdAt)}</span>
      {operation.actions.canKeepMine || operation.wait.behindKey !== null ? (
        <Button className={styles['small']} onClick={() => go('pending', { operationKey: operation.key, scope })}>
          {t('pending.done.show')}
        </Button>
      ) : null}
      <OperationButtons operation={operation} isSmall isBrief />
    </li>
  )
}

/** How far a command is: accepted is not done, and only its device says that it is. */
function CommandLife({ operation }: { operation: OperationView }) {
  const { t } = useTranslation()
  const now = useNow()
  const { state, waitingSince, changedAt, wait } = operation
  if (wait.reason === 'unreadable') return null
  const isWaiting = state === 'queued' || state === 'stale'
  return (
    <span className={styles['life']}>
      {t(`devices.life.${state}`, { time: formatExact(isWaiting ? waitingSince : changedAt, now) })}
    </span>
  )
}
