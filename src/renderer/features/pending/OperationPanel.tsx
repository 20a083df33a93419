import { useTranslation } from 'react-i18next'
import type { OperationView } from '#shared/domain/queue.ts'
import { useUi } from '../../app/context.tsx'
import { useRequest } from '../../app/hooks/requests.ts'
import { OPERATION_SHAPE } from '../../app/operation-shapes.ts'
import { useNow } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { DescriptionList } from '../../components/DescriptionList.tsx'
import { SidePanel } from '../../components/SidePanel.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import { formatAge, formatExact, formatNumber } from '../../i18n/format.ts'
import { operationInWords, waitInWords } from '../../i18n/operation-words.ts'
import type { NameOf } from '../../i18n/words.ts'
import { OperationButtons } from './OperationButtons.tsx'
import styles from './OperationPanel.module.css'
import { OperationValues } from './OperationValues.tsx'
import { Transitions } from './Transitions.tsx'

interface OperationPanelProps {
  readonly operationKey: string
  /** Undefined when it has left the list that is shown. */
  readonly operation: OperationView | undefined
  readonly nameOf: NameOf
  readonly onClose: () => void
}

export function OperationPanel({ operationKey, operation, nameOf, onClose }: OperationPanelProps) {
  const { t } = useTranslation()
  return (
    <SidePanel
      label={t('pending.detail.label')}
      closeLabel={t('pending.detail.close')}
      resizeLabel={t('pending.detail.resize')}
      onClose={onClose}
      header={
        operation === undefined ? (
          <h2>{t('pending.detail.gone')}</h2>
        ) : (
          <Heading operation={operation} nameOf={nameOf} />
        )
      }
    >
      {operation === undefined ? null : <Body operation={operation} nameOf={nameOf} />}
      <Life operationKey={operationKey} changedAt={operation?.changedAt ?? 0} />
    </SidePanel>
  )
}

function Heading({ operation, nameOf }: { operation: OperationView; nameOf: NameOf }) {
  const { t } = useTranslation()
  return (
    <>
      <h2 className={styles['heading']}>{operationInWords(t, operation, nameOf)}</h2>
      <p className={styles['state']}>
        <StateIcon shape={OPERATION_SHAPE[operation.state]} />
        {t(`operationState.${operation.state}`)}
      </p>
    </>
  )
}

function Body({ operation, nameOf }: { operation: OperationView; nameOf: NameOf }) {
  const { t } = useTranslation()
  const now = useNow()
  const go = useUi((state) => state.go)
  const { actions, wait, entityType, entityId } = operation
  const hasActions = actions.canRetry || actions.canRollBack || actions.canKeepMine
  return (
    <>
      <section className={styles['section']}>
        <p>{waitInWords(t, operation, now)}</p>
        {wait.behindKey === null ? null : (
          <Button onClick={() => go('pending', { operationKey: wait.behindKey ?? '' })}>
            {t('pending.detail.behind')}
          </Button>
        )}
        {hasActions ? <OperationButtons operation={operation} /> : null}
      </section>
      <OperationValues operation={operation} nameOf={nameOf} />
      <Facts operation={operation} />
      {entityType === 'device' ? (
        <section className={styles['section']}>
          <Button onClick={() => go('devices', { deviceId: entityId })}>{t('pending.detail.openDevice')}</Button>
        </section>
      ) : null}
    </>
  )
}

function Facts({ operation }: { operation: OperationView }) {
  const { t } = useTranslation()
  const now = useNow()
  const { nextAttemptAt, lastError } = operation
  const items = [
    { term: t('pending.detail.made'), value: formatExact(operation.createdAt, now) },
    { term: t('pending.detail.by'), value: operation.actor },
    { term: t('pending.detail.tries'), value: formatNumber(operation.attempts) },
    ...(nextAttemptAt === null || nextAttemptAt <= now
      ? []
      : [{ term: t('pending.detail.nextTry'), value: formatAge(t, nextAttemptAt - now) }]),
    { term: t('pending.detail.priority'), value: t(`pending.priority.${operation.priority}`) },
    { term: t('pending.detail.number'), value: formatNumber(operation.clientSequence) },
    ...(lastError === null
      ? []
      : [{ term: t('pending.detail.lastError'), value: `${lastError.message} (${lastError.code})` }]),
    { term: t('pending.detail.key'), value: <code className={styles['mono']}>{operation.key}</code> },
  ]
  return (
    <section className={styles['section']} aria-label={t('pending.detail.facts')}>
      <h3>{t('pending.detail.facts')}</h3>
      <DescriptionList items={items} />
    </section>
  )
}

function Life({ operationKey, changedAt }: { operationKey: string; changedAt: number }) {
  const { t } = useTranslation()
  // Read again whenever the operation has changed.
  const { value } = useRequest('operations:transitions', { key: operationKey }, changedAt)
  return (
    <section className={styles['section']} aria-label={t('pending.detail.transitions')}>
      <h3>{t('pending.detail.transitions')}</h3>
      <Transitions transitions={value?.transitions ?? []} />
    </section>
  )
}
