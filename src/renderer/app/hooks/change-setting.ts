import type { SettingName } from '#shared/domain/settings.ts'
import type { Translate } from '../../i18n/setup.ts'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import type { Say } from '../../stores/toast-store.ts'
import { useClient, useOutpost } from '../context.tsx'

/** New values by name. `{ inherit: true }` hands a setting back to the policy, the environment or its default. */
export type Changes = { readonly [name in SettingName]?: unknown }

export const INHERIT = { inherit: true } as const

/** Changes settings; answers null when done, or what says why not. */
export function useChangeSettings(): (changes: Changes) => Promise<Say | null> {
  const client = useClient()
  return async (changes) => {
    try {
      await client.request('settings:update', { changes })
      return null
    } catch (error) {
      const failure = toRequestError(error)
      return (t) => t('settings.notSaved', { reason: errorSentence(t, failure) })
    }
  }
}

/** Changes one setting and says so in one line with Undo, which puts back what was in force, and from where. */
export function useChangeSetting(name: SettingName, label: Say): (value: unknown) => Promise<Say | null> {
  const { app, toasts } = useOutpost()
  const change = useChangeSettings()
  return async (value) => {
    const before = app.getState().settings
    const problem = await change({ [name]: value })
    if (problem !== null || before === null) return problem
    const earlier = before.sources[name] === 'settings' ? before.values[name] : INHERIT
    const undo = async (): Promise<void> => {
      const failure = await change({ [name]: earlier })
      if (failure === null)
        toasts.getState().add({ text: (t) => t('settings.undone', { name: label(t) }), isOfApp: true })
      else toasts.getState().add({ tone: 'problem', text: failure, isOfApp: true })
    }
    toasts.getState().add({
      // A setting that changes the site makes everything else in the window anew.
      isOfApp: true,
      group: `setting-${name}`,
      text: (t) => t('settings.saved', { name: label(t) }),
      action: { label: (t: Translate) => t('action.undo'), isUndo: true, run: () => void undo() },
    })
    return null
  }
}
