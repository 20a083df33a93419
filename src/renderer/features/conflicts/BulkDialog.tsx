import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BulkChoice, BulkPreview, WholeChoice } from '#shared/domain/conflict-desk.ts'
import type { ConflictSelection } from '#shared/domain/conflict-outline.ts'
import { useToasts } from '../../app/context.tsx'
import { useConflictActions } from '../../app/hooks/conflicts.ts'
import { useRequest } from '../../app/hooks/requests.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { TextField } from '../../components/Field.tsx'
import { formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import styles from './BulkDialog.module.css'
import { type FieldChoices, FieldChoicesForm } from './FieldChoicesForm.tsx'

/** A choice for all, or one for each field. */
export type BulkWay = WholeChoice | 'fields'

interface BulkDialogProps {
  readonly way: BulkWay
  readonly selection: ConflictSelection
  readonly count: number
  readonly onClose: () => void
  readonly onDecided: () => void
}

/** What one decision about many would come to, before it is made. */
export function BulkDialog({ way, selection, count, onClose, onDecided }: BulkDialogProps) {
  const { t } = useTranslation()
  const [fields, setFields] = useState<FieldChoices>({})
  const [note, setNote] = useState('')
  const choice: BulkChoice = way === 'fields' ? { fields } : way
  const { value, error } = useRequest('conflicts:preview-bulk', { selection, choice })
  const { decide, isDeciding } = useBulkDecision({ selection, choice, note, onClose, onDecided })
  const possible = value === null ? 0 : value.sends + value.drops
  return (
    <Dialog
      title={t(`conflicts.bulk.title.${way}`, { count, n: formatNumber(count) })}
      onClose={onClose}
      onSubmit={() => void (possible > 0 && !isDeciding && decide())}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button tone="primary" isSubmit disabled={possible === 0 || isDeciding}>
            {possible === 0 && value !== null
              ? t('conflicts.bulk.nothing')
              : t('conflicts.bulk.decide', { count: possible, n: formatNumber(possible) })}
          </Button>
        </>
      }
    >
      <p>{t(`conflicts.bulk.help.${way}`)}</p>
      {way === 'fields' && value !== null ? (
        <FieldChoicesForm fields={value.fields} choices={fields} onChange={setFields} />
      ) : null}
      {error === null ? null : (
        <p role="alert" className={styles['problem']}>
          {errorSentence(t, error)}
        </p>
      )}
      {value === null ? <p role="status">{t('conflicts.bulk.reading')}</p> : <Consequences preview={value} />}
      {/* Whoever has nothing to say goes on with Enter. */}
      <TextField
        label={t('conflicts.note.label')}
        help={t('conflicts.note.help')}
        autoFocus
        autoComplete="off"
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <p className={styles['muted']}>{t('conflicts.bulk.kept')}</p>
    </Dialog>
  )
}

function useBulkDecision(decision: {
  readonly selection: ConflictSelection
  readonly choice: BulkChoice
  readonly note: string
  readonly onClose: () => void
  readonly onDecided: () => void
}) {
  const { t } = useTranslation()
  const actions = useConflictActions()
  const addToast = useToasts((state) => state.add)
  const [isDeciding, setDeciding] = useState(false)

  async function decide(): Promise<void> {
    setDeciding(true)
    try {
      const { refused } = await actions.resolveBulk(decision.selection, decision.choice, decision.note)
      const [example] = refused.examples
      if (example !== undefined) {
        const text = t('conflicts.bulk.partly', { count: refused.count, reason: example.message })
        addToast({ tone: 'problem', text })
      }
      decision.onClose()
      decision.onDecided()
    } catch (failure) {
      const reason = errorSentence(t, toRequestError(failure))
      addToast({ tone: 'problem', text: t('conflicts.done.failed', { reason }) })
      setDeciding(false)
    }
  }

  return { decide, isDeciding }
}

function Consequences({ preview }: { preview: BulkPreview }) {
  const { t } = useTranslation()
  return (
    <ul className={styles['consequences']}>
      {linesOf(t, preview).map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

function linesOf(t: Translate, { sends, drops, fellows, cannot }: BulkPreview): string[] {
  const line = (name: 'sends' | 'drops' | 'fellows', count: number) =>
    count === 0 ? [] : [t(`conflicts.bulk.${name}`, { count, n: formatNumber(count) })]
  const [example] = cannot.examples
  return [
    ...line('sends', sends),
    ...line('drops', drops),
    ...line('fellows', fellows),
    ...(example === undefined
      ? []
      : [t('conflicts.bulk.cannot', { count: cannot.count, n: formatNumber(cannot.count), reason: example.message })]),
  ]
}
