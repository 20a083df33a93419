import { useTranslation } from 'react-i18next'
import type { SettingName } from '#shared/domain/settings.ts'
import { useClient } from '../../app/context.tsx'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'

/** New values by name. `{ inherit: true }` hands a setting back to the policy, the environment or its default. */
export type Changes = { readonly [name in SettingName]?: unknown }

/** Changes settings; answers null when done, or the sentence that says why not. */
export function useChangeSettings(): (changes: Changes) => Promise<string | null> {
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
