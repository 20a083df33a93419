import { useTranslation } from 'react-i18next'
import type { SiteSummary } from '#shared/domain/sites.ts'
import { useClient, useToasts } from '../../app/context.tsx'
import { siteName } from '../../app/hooks/sites.ts'
import { ConfirmDialog } from '../../components/Dialog.tsx'
import type { Translate } from '../../i18n/setup.ts'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import { useChangeSites } from './use-change-sites.ts'

/** Says what waits at the site before it leaves the list, and that nothing of it is deleted. */
export function RemoveSiteDialog({ site, onClose }: { site: SiteSummary; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useClient()
  const changeSites = useChangeSites()
  const addToast = useToasts((state) => state.add)
  const name = siteName(t, site)

  async function remove(): Promise<void> {
    try {
      const act = () => client.request('sites:remove', { siteId: site.id, force: true })
      await changeSites(act, {
        said: (t, { folder }) => t('siteSettings.removed', { name, folder }),
        undone: (t) => t('siteSettings.undoneRemoval', { name }),
      })
    } catch (error) {
      const reason = (t: Translate) => errorSentence(t, toRequestError(error))
      addToast({ tone: 'problem', text: (t) => t('settings.notSaved', { reason: reason(t) }) })
    }
  }

  return (
    <ConfirmDialog
      title={t('siteSettings.removeTitle', { name })}
      confirm={t('siteSettings.remove').replace('…', '')}
      cancel={t('action.cancel')}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <p>
        {waitingInWords(t, site)}
        {t('siteSettings.removeKept')}
      </p>
    </ConfirmDialog>
  )
}

function waitingInWords(t: Translate, { state, waiting }: SiteSummary): string {
  if (state !== 'open') return t('siteSettings.removeUnknown')
  return waiting === 0 ? t('siteSettings.removeNone') : t('siteSettings.removeWaiting', { count: waiting })
}
