import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BulkChoice, BulkPreview } from '#shared/domain/conflict-desk.ts'
import { useToasts } from '../../app/context.tsx'
import { useConflictActions } from '../../app/hooks/conflicts.ts'
import { useRequest } from '../../app/hooks/requests.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import styles from './Conflicts.module.css'

interface BulkDialogProps {
  readonly choice: BulkChoice
  /** Null: all that wait. */
  readonly keys: readonly string[] | null
  readonly count: number
  readonly onClose: () => void
  readonly onDecided: () => void
}

/** What one decision about many would come to, before it is made. */
export function BulkDialog({ choice, keys, count, onClose, onDecided }: BulkDialogProps) {
  const { t } = useTranslation()
  const actions = useConflictActions()
  const addToast = useToasts((state) => state.add)
  const [isDeciding, setDeciding] = useState(false)
  const { value, error } = useRequest('conflicts:preview-bulk', { keys: keys === null ? null : [...keys], choice })
  const possible = value === null ? 0 : value.sends + value.drops

  async function decide(): Promise<void> {
    setDeciding(true)
    try {
      const { refused } = await actions.resolveBulk(keys, choice)
      const [example] = refused.examples
      if (example !== undefined) {
        const text = t('conflicts.bulk.partly', { count: refused.count, reason: example.message })
        addToast({ tone: 'problem', text })
      }
      onClose()
      onDecided()
    } catch (failure) {
      const reason = errorSentence(t, toRequestError(failure))
      addToast({ tone: 'problem', text: t('conflicts.done.failed', { reason }) })
      setDeciding(false)
    }
  }

  return (
    <Dialog
      title={t(`conflicts.bulk.title.${choice}`, { count })}
      onClose={onClose}
      onSubmit={() => void (possible > 0 && !isDeciding && decide())}
      actions={
        <>
          <Button autoFocus onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button tone="primary" isSubmit disabled={possible === 0 || isDeciding}>
            {possible === 0 && value !== null
              ? t('conflicts.bulk.nothing')
              : t('conflicts.bulk.decide', { count: possible })}
          </Button>
        </>
      }
    >
      <p>{t(`conflicts.bulk.help.${choice}`)}</p>
      {error === null ? null : (
        <p role="alert" className={styles['problem']}>
          {errorSentence(t, error)}
        </p>
      )}
      {value === null ? <p role="status">{t('conflicts.bulk.reading')}</p> : <Consequences preview={value} />}
      <p className={styles['muted']}>{t('conflicts.bulk.kept')}</p>
    </Dialog>
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
    ...(example === undefined ? [] : [t('conflicts.bulk.cannot', { count: cannot.count, reason: example.message })]),
  ]
}
