import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useCacheState } from '../../app/hooks/replica.ts'
import { Button } from '../../components/Button.tsx'
import { Placeholder, RowSkeleton } from '../../components/Placeholder.tsx'
import { errorSentence } from '../../i18n/words.ts'

/** What is made of the alarms, once they are read; until then that they are, or why they can not be. */
export function AlarmsRead({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const cache = useCacheState('alert')
  if (cache.state === 'loading') return <RowSkeleton label={t('health.loading')} />
  if (cache.state !== 'failed') return children
  return (
    <Placeholder
      role="alert"
      title={t('health.failed')}
      text={cache.error === null ? undefined : errorSentence(t, cache.error)}
      action={<Button onClick={cache.reload}>{t('action.tryAgain')}</Button>}
    />
  )
}
