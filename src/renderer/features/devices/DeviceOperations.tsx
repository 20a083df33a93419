import { useTranslation } from 'react-i18next'
import type { OperationView } from '#shared/domain/queue.ts'
import { useUi } from '../../app/context.tsx'
import { useOutcomeReport } from '../../app/hooks/actions.ts'
import { usePlaylistNames } from '../../app/hooks/playlists.ts'
import { useOperationActions, usePendingOperations } from '../../app/hooks/queue.ts'
import { OPERATION_SHAPE } from '../../app/operation-shapes.ts'
import { useNow } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import { formatAge } from '../../i18n/format.ts'
import { operationInWords, waitInWords } from '../../i18n/operation-words.ts'
import styles from './DevicePanel.module.css'

const RECENT = 5
const PENDING = 20

/** Pending and recent changes of one device. */
export function DeviceOperations({ id }: { id: string }) {
  const { t } = useTranslation()
  const pending = usePendingOperations({ entityType: 'device', entityId: id }, PENDING)
  const recent = usePendingOperations({ scope: 'history', entityType: 'device', entityId: id }, RECENT)
  const operations = [...pending.operations, ...recent.operations]
  return (
    <section className={styles['section']} aria-label={t('devices.detail.operations')}>
      <h3>{t('devices.detail.operations')}</h3>
      {operations.length === 0 ? <p className={styles['empty']}>{t('devices.detail.noOperations')}</p> : null}
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
  const actions = useOperationActions()
  const { report } = useOutcomeReport()
  const { nameOf } = usePlaylistNames()
  const { key, state } = operation
  return (
    <li className={styles['operation']} title={waitInWords(t, operation, now)}>
      <StateIcon shape={OPERATION_SHAPE[state]} label={t(`operationState.${state}`)} />
      <span className={styles['operationText']}>{operationInWords(t, operation, (_type, value) => nameOf(value))}</span>
      <span className={styles['age']}>{formatAge(t, now - operation.createdAt)}</span>
      {operation.actions.canKeepMine ? (
        <Button className={styles['small']} onClick={() => go('pending', { operationKey: key })}>
          {t('pending.done.show')}
        </Button>
      ) : null}
      {operation.actions.canRollBack ? (
        <Button className={styles['small']} onClick={() => void report('rolledBack', () => actions.rollBack([key]))}>
          {t('action.rollBack')}
        </Button>
      ) : null}
    </li>
  )
}
