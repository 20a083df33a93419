import { useTranslation } from 'react-i18next'
import { useConflictOutline } from '../../app/hooks/conflicts.ts'
import { Button } from '../../components/Button.tsx'
import { Placeholder } from '../../components/Placeholder.tsx'
import { errorSentence } from '../../i18n/words.ts'

interface LinkedConflictProps {
  readonly conflictKey: string
  readonly onShowDecided: () => void
}

/** Stands in the place of a conflict that a link led to and that is not here: it is being read, cannot be, or is over. */
export function LinkedConflict({ conflictKey, onShowDecided }: LinkedConflictProps) {
  const { t } = useTranslation()
  const { status, value, error, reload } = useConflictOutline({ by: 'none', text: '', open: [], key: conflictKey })
  if (status === 'failed' && error !== null) {
    const action = <Button onClick={() => void reload()}>{t('action.tryAgain')}</Button>
    return (
      <Placeholder role="alert" title={t('conflicts.linked.failed')} text={errorSentence(t, error)} action={action} />
    )
  }
  if (value === null || value.found !== null) return <Placeholder role="status" title={t('conflicts.linked.reading')} />
  return (
    <Placeholder
      role="status"
      title={t('conflicts.linked.over')}
      text={t('conflicts.linked.overText')}
      action={<Button onClick={onShowDecided}>{t('conflicts.linked.showDecided')}</Button>}
    />
  )
}
