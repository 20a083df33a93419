import { X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Undoable, UndoSummary } from '#shared/domain/conflict-desk.ts'
import { useToasts } from '../../app/context.tsx'
import { useConflictActions } from '../../app/hooks/conflicts.ts'
import { usePageKeys } from '../../app/page-keys.ts'
import { useNow } from '../../app/time.ts'
import { Button, IconButton } from '../../components/Button.tsx'
import { formatAge, formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import styles from './Conflicts.module.css'

/** So long a decision was made just now. */
const RECENT_MS = 5_000

/** The last decision, with Undo, until it is dismissed or another follows. It moves nothing that is about to be pressed. */
export function UndoNotice({ undoable }: { undoable: Undoable | null }) {
  const { t } = useTranslation()
  const now = useNow()
  const actions = useConflictActions()
  const addToast = useToasts((state) => state.add)
  const [dismissed, setDismissed] = useState<string | null>(null)
  const [undoing, setUndoing] = useState<string | null>(null)
  const isShown = undoable !== null && undoable.resolutionId !== dismissed
  usePageKeys(isShown ? { u: () => void undo(undoable.resolutionId) } : {})

  async function undo(resolutionId: string): Promise<void> {
    if (undoing === resolutionId) return
    setUndoing(resolutionId)
    try {
      const summary = await actions.undo(resolutionId)
      addToast({
        text: (t) => undoneInWords(t, summary),
        ...(summary.notPossible.count > 0 ? { tone: 'problem' } : {}),
      })
    } catch (error) {
      const failure = toRequestError(error)
      const reason = (t: Translate) => errorSentence(t, failure)
      addToast({ tone: 'problem', text: (t) => t('conflicts.done.notUndoneAtAll', { reason: reason(t) }) })
    }
    setUndoing(null)
  }

  if (!isShown) return null
  const { resolutionId, count, at } = undoable

  return (
    <div className={styles['undo']}>
      <p role="status" className={styles['muted']}>
        {now - at < RECENT_MS
          ? t('conflicts.undo.now', { count, n: formatNumber(count) })
          : t('conflicts.undo.label', { count, n: formatNumber(count), age: formatAge(t, now - at) })}
      </p>
      <Button aria-keyshortcuts="u" disabled={undoing === resolutionId} onClick={() => void undo(resolutionId)}>
        {t('action.undo')}
      </Button>
      <IconButton
        label={t('conflicts.undo.dismiss')}
        icon={<X size={14} strokeWidth={1.5} aria-hidden />}
        onClick={() => setDismissed(resolutionId)}
      />
    </div>
  )
}

/** What came of an undo, without leaving out what did not work. */
function undoneInWords(t: Translate, { backOnDesk, reverted, notPossible }: UndoSummary): string {
  const done = [
    ...(backOnDesk === 0 ? [] : [t('conflicts.done.back', { count: backOnDesk })]),
    ...(reverted === 0 ? [] : [t('conflicts.done.reverted', { count: reverted })]),
  ].join('; ')
  return [...(done === '' ? [] : [t('conflicts.done.undone', { done })]), ...whyNotUndone(t, notPossible)].join(' ')
}

/** Each reason with how many it kept from being undone; where not every one is told of, the first stands for them. */
function whyNotUndone(t: Translate, { count, examples }: UndoSummary['notPossible']): readonly string[] {
  const counts = new Map<string, number>()
  for (const { message } of examples) counts.set(message, (counts.get(message) ?? 0) + 1)
  const [first] = examples
  if (first !== undefined && examples.length < count) {
    return [t('conflicts.done.notUndone', { count, reason: first.message })]
  }
  return [...counts].map(([reason, many]) => t('conflicts.done.notUndone', { count: many, reason }))
}
