import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OperationView } from '#shared/domain/queue.ts'
import type { OperationScope } from '#shared/domain/window-route.ts'
import { useUi } from '../../app/context.tsx'
import { useChain } from '../../app/hooks/queue.ts'
import { useRequest } from '../../app/hooks/requests.ts'
import { isUnreadable, shapeOf } from '../../app/operation-shapes.ts'
import { OperationButtons, verbsOf } from '../../app/operations/OperationButtons.tsx'
import { ReadFailure } from '../../app/ReadFailure.tsx'
import { useNow } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { SidePanel } from '../../components/SidePanel.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import { inSentence } from '../../i18n/foreign-text.ts'
import { operationInWords, stateInWords, waitInWords } from '../../i18n/operation-words.ts'
import type { NameOf } from '../../i18n/words.ts'
import { EditForm } from './EditForm.tsx'
import { type OpenOperation, OperationChain, OperationLink } from './OperationChain.tsx'
import { OperationFacts } from './OperationFacts.tsx'
import styles from './OperationPanel.module.css'
import { OperationValues } from './OperationValues.tsx'
import { StoredPayload } from './StoredPayload.tsx'
import { Transitions } from './Transitions.tsx'

interface OperationPanelProps {
  readonly operationKey: string
  readonly scope: OperationScope
  /** The operations that are listed, by key; the open one may be another. */
  readonly listed: ReadonlyMap<string, OperationView>
  readonly nameOf: NameOf
  readonly onOpen: OpenOperation
  readonly onClose: () => void
}

export function OperationPanel({ operationKey, scope, listed, nameOf, onOpen, onClose }: OperationPanelProps) {
  const { t } = useTranslation()
  const panel = useRef<HTMLElement>(null)
  const chain = useChain(operationKey)
  const links = chain ?? []
  // A chain begins with the operation itself, which need not be among the listed ones.
  const operation = listed.get(operationKey) ?? links[0]?.operation
  // The link that was followed is gone with what it stood in; the panel itself keeps the focus.
  const follow: OpenOperation = (where, key) => {
    onOpen(where, key)
    panel.current?.focus()
  }
  return (
    <SidePanel
      ref={panel}
      label={t('pending.detail.label')}
      closeLabel={t('pending.detail.close')}
      resizeLabel={t('pending.detail.resize')}
      onClose={onClose}
      header={header()}
    >
      {operation === undefined ? null : (
        <>
          <Next key={operationKey} operation={operation} behind={behindOf(operation)} nameOf={nameOf} onOpen={follow} />
          <OperationValues operation={operation} nameOf={nameOf} />
          {isUnreadable(operation) ? <StoredPayload operationKey={operation.key} /> : null}
          <OperationChain operation={operation} links={links} nameOf={nameOf} onOpen={follow} />
          <OperationFacts operation={operation} />
          <DeviceLink operation={operation} />
        </>
      )}
      <Life key={operationKey} operationKey={operationKey} changedAt={operation?.changedAt ?? 0} onOpen={follow} />
    </SidePanel>
  )

  function header(): ReactNode {
    if (operation !== undefined) return <Heading operation={operation} nameOf={nameOf} />
    if (chain === null) return <h2>{t('pending.loading')}</h2>
    return <Gone onShowHistory={scope === 'history' ? null : () => follow('history', operationKey)} />
  }

  function behindOf({ wait }: OperationView): OperationView | string | null {
    return wait.behindKey === null ? null : (listed.get(wait.behindKey) ?? wait.behindKey)
  }
}

function Heading({ operation, nameOf }: { operation: OperationView; nameOf: NameOf }) {
  const { t } = useTranslation()
  return (
    <>
      <h2 className={styles['heading']}>{operationInWords(t, operation, nameOf)}</h2>
      <p className={styles['state']}>
        <StateIcon shape={shapeOf(operation)} />
        {stateInWords(t, operation)}
      </p>
    </>
  )
}

function Gone({ onShowHistory }: { onShowHistory: (() => void) | null }) {
  const { t } = useTranslation()
  return (
    <>
      <h2 className={styles['heading']}>{t('pending.detail.gone')}</h2>
      <p className={styles['state']}>{t('pending.detail.goneText')}</p>
      {onShowHistory === null ? null : <Button onClick={onShowHistory}>{t('pending.detail.inHistory')}</Button>}
    </>
  )
}

interface NextProps {
  readonly operation: OperationView
  /** What it waits behind: in full, or its key where no more is known here. */
  readonly behind: OperationView | string | null
  readonly nameOf: NameOf
  readonly onOpen: OpenOperation
}

/** Why it is not done, behind what it waits, and what can be done. */
function Next({ operation, behind, nameOf, onOpen }: NextProps) {
  const { t } = useTranslation()
  const now = useNow()
  const go = useUi((state) => state.go)
  const [editing, setEditing] = useState<'never' | 'open' | 'closed'>('never')
  const { actions, heldFor, actor, state } = operation
  const { canEdit } = actions
  const hasButtons = canEdit || state === 'conflicted' || verbsOf(operation).length > 0
  const isOver = operation.wait.reason === 'settled' && state !== 'cancelled'
  const isEditing = editing === 'open' && canEdit
  return (
    <section className={styles['section']}>
      <p>{waitInWords(t, operation, now)}</p>
      {heldFor === null || isOver ? null : (
        <p className={styles['muted']}>{t(`pending.heldFor.${heldFor}`, { actor: inSentence(actor) })}</p>
      )}
      {behind === null ? null : (
        <div>
          <p className={styles['muted']}>{t('pending.detail.behind')}</p>
          {typeof behind === 'string' ? (
            <Button onClick={() => onOpen('pending', behind)}>{t('pending.done.show')}</Button>
          ) : (
            <OperationLink operation={behind} nameOf={nameOf} onOpen={onOpen} />
          )}
        </div>
      )}
      {isEditing ? <EditForm operation={operation} onClose={() => setEditing('closed')} /> : null}
      {isEditing || !hasButtons ? null : (
        <div className={styles['buttons']}>
          {canEdit ? (
            // Given up, the form hands the focus back to where it came from.
            <Button autoFocus={editing === 'closed'} onClick={() => setEditing('open')}>
              {t('pending.edit.open')}
            </Button>
          ) : null}
          <OperationButtons operation={operation} />
          {state === 'conflicted' ? (
            <Button onClick={() => go('conflicts', { operationKey: operation.key })}>
              {t('pending.detail.decide')}
            </Button>
          ) : null}
        </div>
      )}
    </section>
  )
}

function DeviceLink({ operation }: { operation: OperationView }) {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  const { entityType, entityId } = operation
  if (entityType !== 'device') return null
  return (
    <section className={styles['section']}>
      <Button onClick={() => go('devices', { deviceId: entityId })}>{t('pending.detail.openDevice')}</Button>
    </section>
  )
}

interface LifeProps {
  readonly operationKey: string
  readonly changedAt: number
  readonly onOpen: OpenOperation
}

function Life({ operationKey, changedAt, onOpen }: LifeProps) {
  const { t } = useTranslation()
  // Read again whenever the operation has changed.
  const read = useRequest('operations:transitions', { key: operationKey }, changedAt)
  return (
    <section className={styles['section']} aria-label={t('pending.detail.transitions')}>
      <h3>{t('pending.detail.transitions')}</h3>
      <ReadFailure read={read} />
      <Transitions transitions={read.value?.transitions ?? []} onOpen={onOpen} />
    </section>
  )
}
