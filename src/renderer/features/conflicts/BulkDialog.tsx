import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BulkChoice, BulkPreview, WholeChoice } from '#shared/domain/conflict-desk.ts'
import type { ConflictSelection } from '#shared/domain/conflict-outline.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { TextField } from '../../components/Field.tsx'
import { Notice } from '../../components/Notice.tsx'
import { formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import { errorSentence } from '../../i18n/words.ts'
import styles from './BulkDialog.module.css'
import { type FieldChoices, FieldChoicesForm } from './FieldChoicesForm.tsx'
import { type BulkDecision, countOf, useBulkDecision } from './use-bulk-decision.ts'

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
  function done(): void {
    onClose()
    onDecided()
  }
  const decision = useBulkDecision({ selection, choice }, { note, onDecided: done })
  const { preview, error, isDeciding, decide } = decision
  const possible = preview === null ? 0 : preview.sends + preview.drops
  const about = preview === null ? count : countOf(preview)
  return (
    <Dialog
      title={t(`conflicts.bulk.title.${way}`, { count: about, n: formatNumber(about) })}
      onClose={onClose}
      onSubmit={() => void (possible > 0 && decide())}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button tone="primary" isSubmit disabled={possible === 0 || isDeciding}>
            {possible === 0 && preview !== null
              ? t('conflicts.bulk.nothing')
              : t('conflicts.bulk.decide', { count: possible, n: formatNumber(possible) })}
          </Button>
        </>
      }
    >
      <p>{t(`conflicts.bulk.help.${way}`)}</p>
      <Moved decision={decision} />
      {way === 'fields' && preview !== null ? (
        <FieldChoicesForm fields={preview.fields} choices={fields} onChange={setFields} />
      ) : null}
      {error === null ? null : (
        <p role="alert" className={styles['problem']}>
          {errorSentence(t, error)}
        </p>
      )}
      {preview === null ? <p role="status">{t('conflicts.bulk.reading')}</p> : <Consequences preview={preview} />}
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

/** What has changed under the reader's eyes, and that nothing was decided about it. */
function Moved({ decision }: { decision: BulkDecision }) {
  const { t } = useTranslation()
  const { preview, movedFrom: before, wasRefused } = decision
  if (before === null && !wasRefused) return null
  const now = preview === null ? null : countOf(preview)
  const changed =
    before === null || now === null
      ? []
      : now === before
        ? [t('conflicts.bulk.moved.values')]
        : [t('conflicts.bulk.moved.count', { count: now, n: formatNumber(now), before: formatNumber(before) })]
  return (
    <Notice tone="medium" role="alert" isInset>
      {[...(wasRefused ? [t('conflicts.bulk.moved.refused')] : []), ...changed].join(' ')}
    </Notice>
  )
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
