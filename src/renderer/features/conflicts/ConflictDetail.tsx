import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConflictView } from '#shared/domain/conflict-desk.ts'
import { useUi } from '../../app/context.tsx'
import { usePageKeys } from '../../app/page-keys.ts'
import { useNow } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { Notice } from '../../components/Notice.tsx'
import { formatAge } from '../../i18n/format.ts'
import styles from './Conflicts.module.css'
import { DecisionFooter } from './DecisionFooter.tsx'
import { FieldTable } from './FieldTable.tsx'
import { type Decision, useDecision } from './use-decision.ts'

interface ConflictDetailProps {
  readonly conflict: ConflictView
  readonly onDecided: (key: string) => void
}

/** One conflict: why it is one, both sides of every field, and the decision. */
export function ConflictDetail({ conflict, onDecided }: ConflictDetailProps) {
  const { t } = useTranslation()
  const decision = useDecision(conflict, onDecided)
  const isByField = conflict.kind === 'update' && !conflict.isDeleted
  usePageKeys(
    isByField
      ? {
          m: () => decision.chooseAll('mine'),
          t: () => decision.chooseAll('theirs'),
          g: () => decision.chooseAll('merged'),
        }
      : {},
  )
  function decideByKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void decision.decide(conflict.isDeleted ? 'theirs' : undefined)
  }
  return (
    <section aria-label={t('conflicts.detail.label')} className={styles['panel']} onKeyDown={decideByKey}>
      <Heading conflict={conflict} />
      {decision.hasMoved ? (
        <Notice tone="medium" role="status" isInset>
          {t('conflicts.detail.moved')}
        </Notice>
      ) : null}
      <div className={styles['scroll']}>
        <FieldTable conflict={conflict} decision={decision} />
      </div>
      {conflict.isOwn || conflict.isDeleted ? null : (
        <p className={styles['foreign']}>{t('conflicts.detail.notOwn', { actor: conflict.actor })}</p>
      )}
      <Refusal decision={decision} />
      <DecisionFooter conflict={conflict} decision={decision} />
    </section>
  )
}

function Heading({ conflict }: { conflict: ConflictView }) {
  const { t } = useTranslation()
  const now = useNow()
  const go = useUi((state) => state.go)
  const { entityName, entityType, actor, createdAt, kind, reason, fellows, key } = conflict
  const said = { noun: t(`entity.${entityType}`), actor, age: formatAge(t, now - createdAt) }
  return (
    <header className={styles['heading']}>
      <div className={styles['title']}>
        <h2>{entityName}</h2>
        <Button tone="quiet" onClick={() => go('pending', { operationKey: key })}>
          {t('conflicts.detail.inPending')}
        </Button>
      </div>
      <p className={styles['muted']}>
        {t(kind === 'delete' ? 'conflicts.detail.deletedBy' : 'conflicts.detail.by', said)}
      </p>
      <p>{t(`conflicts.reason.${reason}`)}</p>
      {fellows === 0 ? null : <p className={styles['muted']}>{t('conflicts.detail.others', { count: fellows })}</p>}
    </header>
  )
}

function Refusal({ decision }: { decision: Decision }) {
  const { t } = useTranslation()
  const { preview, refusal } = decision
  const reason = refusal ?? (preview?.ok === false ? preview.message : null)
  if (reason === null) return null
  return (
    <p role="alert" className={styles['problem']}>
      {t('conflicts.done.failed', { reason })}
    </p>
  )
}
