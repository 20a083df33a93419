import { useOutpost } from '../../app/context.tsx'
import { INHERIT, useChangeSettings } from '../../app/hooks/change-setting.ts'
import type { Translate } from '../../i18n/setup.ts'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import type { Say } from '../../stores/toast-store.ts'

const movedOn: Say = (t) => t('siteSettings.movedOn')

interface SiteWords<T> {
  /** What was done. */
  readonly said: (t: Translate, result: T) => string
  /** Said when it is undone; left out: that the list is as it was. */
  readonly undone?: Say
}

/**
 * Changes the list of sites by `act`, and says so in one line with Undo, which puts the list back as it was. The line outlives
 * the site that the window looks at. A list that has changed once more meanwhile is left alone. Rejects as `act` does.
 */
export function useChangeSites(): <T>(act: () => Promise<T>, words: SiteWords<T>) => Promise<T> {
  const { app, client, toasts } = useOutpost()
  const change = useChangeSettings()
  const idsNow = async (): Promise<string> => {
    const { sites } = await client.request('sites:list', {})
    return sites.map(({ id }) => id).join()
  }
  return async (act, { said, undone = (t) => t('siteSettings.undone') }) => {
    const before = app.getState().settings
    const result = await act()
    const left = await idsNow()
    const earlier = before?.sources['sites'] === 'settings' ? before.values.sites : INHERIT
    const undo = async (): Promise<void> => {
      const problem = (await idsNow()) === left ? await change({ sites: earlier }) : movedOn
      if (problem === null) toasts.getState().add({ text: undone, isOfApp: true })
      else toasts.getState().add({ tone: 'problem', text: problem, isOfApp: true })
    }
    const run = (): void =>
      void undo().catch((error: unknown) => {
        const reason = (t: Translate) => errorSentence(t, toRequestError(error))
        toasts
          .getState()
          .add({ tone: 'problem', text: (t) => t('settings.notSaved', { reason: reason(t) }), isOfApp: true })
      })
    const action = before === null ? null : { label: (t: Translate) => t('action.undo'), isUndo: true, run }
    toasts.getState().add({ group: 'sites', text: (t) => said(t, result), action, isOfApp: true })
    return result
  }
}
