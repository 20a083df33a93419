import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EffectiveSettings } from '#shared/domain/settings.ts'
import { useChangeSetting } from '../../app/hooks/change-setting.ts'
import { ServerTest } from '../../app/server/ServerTest.tsx'
import { Button } from '../../components/Button.tsx'
import { TextField } from '../../components/Field.tsx'
import { Segmented } from '../../components/Segmented.tsx'
import type { Say } from '../../stores/toast-store.ts'
import { isServerUrl } from './check-setting.ts'
import styles from './SettingsPage.module.css'

/** Which site the console belongs to: the demo on this PC, or a fleet server with its address. */
export function ConnectionForm({ settings }: { settings: EffectiveSettings }) {
  const { t } = useTranslation()
  const change = useChangeSetting('serverUrl', (t) => t('settings.server.url'))
  const saved = settings.values.serverUrl
  const [isOwn, setOwn] = useState(saved !== null)
  const [problem, setProblem] = useState<Say | null>(null)

  async function choose(kind: 'demo' | 'own'): Promise<void> {
    setOwn(kind === 'own')
    const refusal = kind === 'demo' && saved !== null ? await change(null) : null
    setProblem(() => refusal)
  }

  return (
    <div className={styles['form']}>
      <Segmented
        label={t('settings.server.site')}
        value={isOwn ? 'own' : 'demo'}
        onChange={(kind) => void choose(kind)}
        options={[
          { value: 'demo', text: t('settings.server.demo') },
          { value: 'own', text: t('settings.server.own') },
        ]}
      />
      {problem === null ? null : (
        <p role="alert" className={styles['error']}>
          {problem(t)}
        </p>
      )}
      {isOwn ? <ServerAddress saved={saved ?? ''} onUse={change} /> : null}
    </div>
  )
}

interface ServerAddressProps {
  readonly saved: string
  readonly onUse: (url: string) => Promise<Say | null>
}

function ServerAddress({ saved, onUse }: ServerAddressProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(saved)
  const [problem, setProblem] = useState<Say | null>(null)
  const url = typed.trim()
  const isValid = isServerUrl(url)
  const wrong = url !== '' && !isValid ? t('settings.server.invalid') : undefined
  return (
    <>
      <TextField
        label={t('settings.server.url')}
        help={t('settings.server.urlHelp')}
        error={problem?.(t) ?? wrong}
        value={typed}
        inputMode="url"
        placeholder="https://"
        onChange={(event) => {
          setTyped(event.target.value)
          setProblem(null)
        }}
      />
      <ServerTest url={url} />
      <Button
        tone="primary"
        disabled={!isValid || url === saved}
        onClick={() => void onUse(url).then((refusal) => setProblem(() => refusal))}
      >
        {t('settings.server.use')}
      </Button>
    </>
  )
}
