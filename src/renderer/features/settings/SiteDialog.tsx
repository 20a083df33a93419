import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FIRST_SITE_ID, type SiteEntry } from '#shared/domain/sites.ts'
import { useClient } from '../../app/context.tsx'
import { useSites } from '../../app/hooks/sites.ts'
import { ServerTest } from '../../app/server/ServerTest.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Checkbox, TextField } from '../../components/Field.tsx'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import { isServerUrl } from './check-setting.ts'
import styles from './SiteSection.module.css'
import { useChangeSites } from './use-change-sites.ts'

interface SiteDialogProps {
  /** Null: a new site. */
  readonly entry: SiteEntry | null
  readonly name: string
  readonly onClose: () => void
}

const NEW_SITE: SiteEntry = { id: FIRST_SITE_ID, name: '', serverUrl: '', tenant: 'main', isEnabled: true }

/** A site of the list: where it is, and what it is called here. A new one is shown at once, and asks for its token. */
export function SiteDialog({ entry, name, onClose }: SiteDialogProps) {
  const { t } = useTranslation()
  const client = useClient()
  const { sites, show } = useSites()
  const changeSites = useChangeSites()
  const [draft, setDraft] = useState<SiteEntry>(entry ?? NEW_SITE)
  const [problem, setProblem] = useState<string | undefined>()
  const change = (part: Partial<SiteEntry>) => setDraft((before) => ({ ...before, ...part }))
  const url = draft.serverUrl
  const isReady = url === null || isServerUrl(url)
  const isMoved = entry !== null && (entry.serverUrl !== url || entry.tenant !== draft.tenant)

  async function save(): Promise<void> {
    if (!isReady) return
    try {
      if (entry !== null)
        await changeSites(() => client.request('sites:edit', draft), {
          said: (t) => t('siteSettings.edited', { name }),
        })
      else {
        const { serverUrl, tenant } = draft
        const added = { name: draft.name, serverUrl, tenant }
        const title = draft.name === '' ? (serverUrl ?? t('sites.demo')) : draft.name
        const said = () => t('siteSettings.added', { name: title })
        const { siteId } = await changeSites(() => client.request('sites:add', added), { said })
        show(siteId, { page: 'devices', target: {}, asksToken: serverUrl !== null })
      }
      onClose()
    } catch (error) {
      const failure = toRequestError(error)
      setProblem(failure.code === 'invalid-setting' ? failure.message : errorSentence(t, failure))
    }
  }

  return (
    <Dialog
      title={entry === null ? t('siteSettings.addTitle') : t('siteSettings.editTitle', { name })}
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button tone="primary" isSubmit disabled={!isReady}>
            {entry === null ? t('siteSettings.addDone') : t('siteSettings.save')}
          </Button>
        </>
      }
    >
      <div className={styles['fields']}>
        {entry === null && !sites.some(({ isDemo }) => isDemo) ? (
          <Checkbox
            label={t('siteSettings.isDemo')}
            checked={url === null}
            onChange={(event) => change({ serverUrl: event.target.checked ? null : '' })}
          />
        ) : null}
        {url === null ? (
          entry === null ? null : (
            <p>{t('siteSettings.isDemo')}</p>
          )
        ) : (
          <Place url={url} tenant={draft.tenant} problem={problem} onChange={change} />
        )}
        {isMoved ? <p role="status">{t('siteSettings.moved')}</p> : null}
        <TextField
          label={t('siteSettings.name')}
          help={t('siteSettings.nameHelp')}
          value={draft.name}
          maxLength={80}
          onChange={(event) => change({ name: event.target.value })}
        />
        {entry === null ? null : (
          <Checkbox
            label={t('siteSettings.enabled')}
            checked={draft.isEnabled}
            onChange={(event) => change({ isEnabled: event.target.checked })}
          />
        )}
        {url === null && problem !== undefined ? <p role="alert">{problem}</p> : null}
      </div>
    </Dialog>
  )
}

interface PlaceProps {
  readonly url: string
  readonly tenant: string
  readonly problem: string | undefined
  readonly onChange: (part: Partial<SiteEntry>) => void
}

function Place({ url, tenant, problem, onChange }: PlaceProps) {
  const { t } = useTranslation()
  const wrong = url.trim() !== '' && !isServerUrl(url) ? t('settings.server.invalid') : undefined
  return (
    <>
      <TextField
        autoFocus
        label={t('siteSettings.address')}
        help={t('settings.server.urlHelp')}
        error={problem ?? wrong}
        value={url}
        inputMode="url"
        placeholder="https://"
        onChange={(event) => onChange({ serverUrl: event.target.value.trim() })}
      />
      <ServerTest url={url} />
      <TextField
        label={t('siteSettings.tenant')}
        help={t('siteSettings.tenantHelp')}
        value={tenant}
        onChange={(event) => onChange({ tenant: event.target.value.trim() })}
      />
    </>
  )
}
