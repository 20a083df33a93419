import { useTranslation } from 'react-i18next'
import type { ConflictView } from '#shared/domain/conflict-desk.ts'
import { Button } from '../../components/Button.tsx'
import { namesInRow } from '../../i18n/format-lists.ts'
import type { Translate } from '../../i18n/setup.ts'
import { fieldInWords } from '../../i18n/words.ts'
import styles from './DecisionFooter.module.css'
import type { Decision } from './use-decision.ts'

interface DecisionFooterProps {
  readonly conflict: ConflictView
  readonly decision: Decision
}

/** What the decision comes to, in a sentence, and the buttons that make it. */
export function DecisionFooter({ conflict, decision }: DecisionFooterProps) {
  if (conflict.isDeleted) return <GoneFooter conflict={conflict} decision={decision} />
  return conflict.kind === 'delete' ? (
    <DeletionFooter conflict={conflict} decision={decision} />
  ) : (
    <FieldsFooter conflict={conflict} decision={decision} />
  )
}

function FieldsFooter({ conflict, decision }: DecisionFooterProps) {
  const { t } = useTranslation()
  const { open, preview, isDeciding } = decision
  return (
    <footer className={styles['decision']}>
      <p role="status" className={styles['outcome']}>
        {open.length > 0 ? t('conflicts.outcome.open', { count: open.length }) : outcomeInWords(t, decision, conflict)}
      </p>
      <Button
        tone="primary"
        aria-keyshortcuts="Control+Enter"
        disabled={isDeciding || !conflict.isOwn || preview?.ok !== true}
        onClick={() => void decision.decide()}
      >
        {t('conflicts.decide')}
      </Button>
    </footer>
  )
}

function DeletionFooter({ conflict, decision }: DecisionFooterProps) {
  const { t } = useTranslation()
  return (
    <footer className={styles['decision']}>
      <p className={styles['outcome']}>{t('conflicts.outcome.delete')}</p>
      <Button disabled={decision.isDeciding || !conflict.isOwn} onClick={() => void decision.decide('theirs')}>
        {t('conflicts.deletion.theirs')}
      </Button>
      <Button
        tone="danger"
        disabled={decision.isDeciding || !conflict.isOwn}
        onClick={() => void decision.decide('mine')}
      >
        {t('conflicts.deletion.mine')}
      </Button>
    </footer>
  )
}

function GoneFooter({ conflict, decision }: DecisionFooterProps) {
  const { t } = useTranslation()
  return (
    <footer className={styles['decision']}>
      <p className={styles['outcome']}>
        {t('conflicts.outcome.gone')} {fellowsInWords(t, conflict)}
      </p>
      <Button
        tone="primary"
        disabled={decision.isDeciding || !conflict.isOwn}
        onClick={() => void decision.decide('theirs')}
      >
        {t('conflicts.gone')}
      </Button>
    </footer>
  )
}

function outcomeInWords(t: Translate, { preview }: Decision, conflict: ConflictView): string {
  if (preview?.ok !== true) return ''
  if (preview.sends === 'nothing') return `${t('conflicts.outcome.nothing')} ${fellowsInWords(t, conflict)}`.trim()
  const names = namesInRow(preview.send.map((field) => fieldInWords(t, field)))
  return t('conflicts.outcome.update', { fields: names })
}

function fellowsInWords(t: Translate, { fellows }: ConflictView): string {
  return fellows === 0 ? '' : t('conflicts.outcome.fellows', { count: fellows })
}
