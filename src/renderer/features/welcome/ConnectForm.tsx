import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isAllowedServerUrl } from '#shared/domain/server-url.ts'
import { useClient } from '../../app/context.tsx'
import { ServerTest } from '../../app/server/ServerTest.tsx'
import { Button } from '../../components/Button.tsx'
import { TextField } from '../../components/Field.tsx'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import { connectTo, type Place } from './connect.ts'
import styles from './Welcome.module.css'

/** Address, test and token of the own fleet server. */
export function ConnectForm({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation()
  const client = useClient()
  const [place, setPlace] = useState<Place>({ serverUrl: '', tenant: 'main', token: '' })
  const [problem, setProblem] = useState<string | null>(null)
  const [isConnecting, setConnecting] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const { serverUrl, tenant, token } = place
  const isReady = isAllowedServerUrl(serverUrl) && tenant !== '' && !isConnecting
  const change = (part: Partial<Place>) => {
    setPlace({ ...place, ...part })
    setProblem(null)
  }
  // The button that led here is gone, and the focus with it.
  useEffect(() => form.current?.querySelector('input')?.focus(), [])

  async function connect(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (!isReady) return
    setConnecting(true)
    try {
      if (!(await connectTo(client, place))) setProblem(t('welcome.notOpened'))
    } catch (error) {
      const failure = toRequestError(error)
      setProblem(failure.code === 'invalid-setting' ? failure.message : errorSentence(t, failure))
    }
    setConnecting(false)
  }

  const wrong = serverUrl !== '' && !isAllowedServerUrl(serverUrl) ? t('settings.server.invalid') : undefined
  return (
    <form ref={form} className={styles['form']} onSubmit={(event) => void connect(event)} noValidate>
      <TextField
        label={t('settings.server.url')}
        help={t('settings.server.urlHelp')}
        error={wrong}
        value={serverUrl}
        inputMode="url"
        placeholder="https://"
        onChange={(event) => change({ serverUrl: event.target.value.trim() })}
      />
      <ServerTest url={serverUrl} />
      <TextField
        label={t('siteSettings.tenant')}
        help={t('siteSettings.tenantHelp')}
        value={tenant}
        onChange={(event) => change({ tenant: event.target.value.trim() })}
      />
      <TextField
        type="password"
        autoComplete="off"
        label={t('settings.server.token')}
        help={t('welcome.tokenHelp')}
        value={token}
        onChange={(event) => change({ token: event.target.value.trim() })}
      />
      {problem === null ? null : (
        <p role="alert" className={styles['problem']}>
          {problem}
        </p>
      )}
      <div className={styles['actions']}>
        <Button tone="primary" isSubmit disabled={!isReady}>
          {isConnecting ? t('welcome.connecting') : t('welcome.connectDone')}
        </Button>
        <Button onClick={onBack}>{t('welcome.back')}</Button>
      </div>
    </form>
  )
}
