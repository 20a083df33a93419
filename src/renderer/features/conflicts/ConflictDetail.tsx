import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConflictView } from '#shared/domain/conflict-desk.ts'
import { useUi } from '../../app/context.tsx'
import { usePageKeys } from '../../app/page-keys.ts'
import { useNow } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { TextField } from '../../components/Field.tsx'
import { Notice } from '../../components/Notice.tsx'
import { foreignText } from '../../i18n/foreign-text.ts'
import { formatAge } from '../../i18n/format.ts'
import styles from './ConflictDetail.module.css'
import footer from './DecisionFooter.module.css'
import { DecisionFooter } from './DecisionFooter.tsx'
import { FieldTable } from './FieldTable.tsx'
import { type LeadOn, useNextDetail } from './next-detail.ts'
import { RawConflict } from './RawConflict.tsx'
import { type Decision, useDecision } from './use-decision.ts'

interface ConflictDetailProps {
  readonly conflict: ConflictView
  readonly onDecided: (key: string) => void
  readonly leadOn: LeadOn
}

const KEY_OF = { mine: 'm', theirs: 't', merged: 'g' } as const

/** One conflict: why it is one, both sides of every field, and the decision. */
export function ConflictDetail({ conflict, onDecided, leadOn }: ConflictDetailProps) {
  const { t } = useTranslation()
  const region = useRef<HTMLElement>(null)
  const { decided, watch } = useNextDetail(region, leadOn)
  const decision = useDecision(conflict, (key) => {
    decided()
    onDecided(key)
  })
  const isByField = conflict.kind === 'update' && !conflict.isDeleted
  const decide = () => void decision.decide(conflict.isDeleted ? 'theirs' : undefined)
  usePageKeys({
    'Ctrl+Enter': decide,
    ...(isByField
      ? {
          m: () => decision.chooseAll('mine'),
          t: () => decision.chooseAll('theirs'),
          g: () => decision.chooseAll('merged'),
        }
      : {}),
  })
  /** Also where something is typed, such as the note. */
  function decideByKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    decide()
  }
  return (
    <section
      ref={region}
      tabIndex={-1}
      aria-label={t('conflicts.detail.label')}
      className={styles['panel']}
      onKeyDown={decideByKey}
      {...watch}
    >
      <Heading conflict={conflict} decision={decision} />
      {decision.hasMoved ? (
        <Notice tone="medium" role="status" isInset>
          {t('conflicts.detail.moved')}
        </Notice>
      ) : null}
      <div className={styles['scroll']}>
        <FieldTable conflict={conflict} decision={decision} />
      </div>
      {conflict.isOwn ? null : (
        <p className={styles['foreign']}>{t('conflicts.detail.notOwn', { actor: conflict.actor })}</p>
      )}
      <Refusal decision={decision} />
      <Note decision={decision} />
      <DecisionFooter conflict={conflict} decision={decision} />
    </section>
  )
}

function Heading({ conflict, decision }: { conflict: ConflictView; decision: Decision }) {
  const { t } = useTranslation()
  const now = useNow()
  const go = useUi((state) => state.go)
  const [isRaw, setRaw] = useState(false)
  const { entityName, entityType, actor, createdAt, kind, isDeleted, reason, fellows, key } = conflict
  const said = { noun: t(`entity.${entityType}`), actor, age: formatAge(t, now - createdAt) }
  return (
    <header className={styles['heading']}>
      <div className={styles['title']}>
        <h2>{foreignText(entityName)}</h2>
        {kind === 'update' && !isDeleted ? <ForAll decision={decision} /> : null}
        <Button tone="quiet" onClick={() => go('pending', { operationKey: key })}>
          {t('conflicts.detail.inPending')}
        </Button>
        <Button tone="quiet" onClick={() => setRaw(true)}>
          {t('conflicts.raw.open')}
        </Button>
      </div>
      <p className={styles['muted']}>
        {t(kind === 'delete' ? 'conflicts.detail.deletedBy' : 'conflicts.detail.by', said)}
      </p>
      <p>{t(`conflicts.reason.${reason}`)}</p>
      {fellows === 0 ? null : <p className={styles['muted']}>{t('conflicts.detail.others', { count: fellows })}</p>}
      {isRaw ? <RawConflict conflict={conflict} onClose={() => setRaw(false)} /> : null}
    </header>
  )
}

/** One choice for every field that clashes. */
function ForAll({ decision }: { decision: Decision }) {
  const { t } = useTranslation()
  return (
    <fieldset className={styles['all']} aria-label={t('conflicts.all.label')}>
      {(['mine', 'theirs', 'merged'] as const).map((choice) => (
        <Button key={choice} aria-keyshortcuts={KEY_OF[choice]} onClick={() => decision.chooseAll(choice)}>
          {t(`conflicts.all.${choice}`)}
        </Button>
      ))}
    </fieldset>
  )
}

/** A word about why, for whoever looks it up later. */
function Note({ decision }: { decision: Decision }) {
  const { t } = useTranslation()
  return (
    <div className={footer['note']}>
      <TextField
        label={t('conflicts.note.label')}
        placeholder={t('conflicts.note.help')}
        autoComplete="off"
        maxLength={500}
        value={decision.note}
        onChange={(event) => decision.setNote(event.target.value)}
      />
    </div>
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
