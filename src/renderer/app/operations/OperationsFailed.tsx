import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button.tsx'
import { Notice } from '../../components/Notice.tsx'
import { errorSentence } from '../../i18n/words.ts'
import type { RequestError } from '../../ipc/client.ts'

interface OperationsFailedProps {
  readonly lists: readonly { readonly error: RequestError | null; readonly reload: () => Promise<void> }[]
}

/** Why the changes of something could not be read: that none are listed does not mean that there are none. */
export function OperationsFailed({ lists }: OperationsFailedProps) {
  const { t } = useTranslation()
  const failed = lists.filter(({ error }) => error !== null)
  const error = failed[0]?.error ?? null
  if (error === null) return null
  return (
    <Notice
      tone="medium"
      role="alert"
      isInset
      action={
        <Button onClick={() => void Promise.all(failed.map(({ reload }) => reload()))}>{t('action.tryAgain')}</Button>
      }
    >
      {t('pending.readFailed', { reason: errorSentence(t, error) })}
    </Notice>
  )
}
