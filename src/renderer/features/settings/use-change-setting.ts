import { useTranslation } from 'react-i18next'
import type { Settings } from '#shared/domain/settings.ts'
import { useClient } from '../../app/context.tsx'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'

/** Changes settings; answers null when done, or the sentence that says why not. */
export function useChangeSettings(): (changes: Partial<Settings>) => Promise<string | null> {
  const { t } = useTranslation()
  const client = useClient()
  return async (changes) => {
    try {
      await client.request('settings:update', { changes })
      return null
    } catch (error) {
      return t('settings.notSaved', { reason: errorSentence(t, toRequestError(error)) })
    }
  }
}
