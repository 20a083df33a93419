import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EffectiveSettings } from '#shared/domain/settings.ts'
import type { IpcResponse } from '#shared/ipc/contract.ts'
import { useApp, useClient } from '../../app/context.tsx'
import { useConnection } from '../../app/hooks/connection.ts'
import { Button } from '../../components/Button.tsx'
import { TextField } from '../../components/Field.tsx'
import { Segmented } from '../../components/Segmented.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import { formatMs } from '../../i18n/format.ts'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import { isServerUrl } from './check-setting.ts'
import styles from './SettingsPage.module.css'
import { useChangeSettings } from './use-change-setting.ts'

type TestResult = IpcResponse<'connection:test'>

/** Which site the console belongs to: the demo on this PC, or a fleet server with its address and token. */
export function ConnectionForm({ settings }: { settings: EffectiveSettings }) {
  const { t } = useTranslation()
  const change = useChangeSettings()
  const saved = settings.values.serverUrl
  const [isOwn, setOwn] = useState(saved !== null)
  const [problem, setProblem] = useState<string | null>(null)

  async function choose(kind: 'demo' | 'own'): Promise<void> {
    setOwn(kind === 'own')
    setProblem(kind === 'demo' && saved !== null ? await change({ serverUrl: null }) : null)
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
          {problem}
        </p>
      )}
      {isOwn ? <ServerAddress saved={saved ?? ''} onUse={(url) => change({ serverUrl: url })} /> : null}
      {isOwn ? <TokenForm /> : null}
    </div>
  )
}

interface ServerAddressProps {
  readonly saved: string
  readonly onUse: (url: string) => Promise<string | null>
}

function ServerAddress({ saved, onUse }: ServerAddressProps) {
  const { t } = useTranslation()
  const client = useClient()
  const [url, setUrl] = useState(saved)
  const [isTesting, setTesting] = useState(false)
  const [result, setResult] = useState<TestResult | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const isValid = isServerUrl(url.trim())

  async function test(): Promise<void> {
    setTesting(true)
    setProblem(null)
    try {
      setResult(await client.request('connection:test', { serverUrl: url.trim() }))
    } catch (error) {
      setProblem(errorSentence(t, toRequestError(error)))
    }
    setTesting(false)
  }

  const wrong = url.trim() !== '' && !isValid ? t('settings.server.invalid') : undefined
  return (
    <>
      <TextField
        label={t('settings.server.url')}
        help={t('settings.server.urlHelp')}
        error={problem ?? wrong}
        value={url}
        placeholder="https://"
        onChange={(event) => {
          setUrl(event.target.value)
          setResult(null)
        }}
      />
      <div className={styles['buttons']}>
        <Button disabled={!isValid || isTesting} onClick={() => void test()}>
          {isTesting ? t('settings.server.testing') : t('settings.server.test')}
        </Button>
        <Button
          tone="primary"
          disabled={!isValid || url.trim() === saved}
          onClick={() => void onUse(url.trim()).then(setProblem)}
        >
          {t('settings.server.use')}
        </Button>
      </div>
      {result === null ? null : (
        <p role="status" className={styles['result']}>
          <StateIcon shape={result.isReachable ? 'done' : 'critical'} />
          {result.isReachable
            ? t('settings.server.reachable', { rtt: formatMs(t, result.rttMs), message: result.message })
            : t('settings.server.unreachable', { message: result.message })}
        </p>
      )}
    </>
  )
}

function TokenForm() {
  const { t } = useTranslation()
  const { giveToken } = useConnection()
  const isDemo = useApp((state) => state.connection?.isDemo === true)
  const [token, setToken] = useState('')
  const [said, setSaid] = useState<string | null>(null)

  async function give(): Promise<void> {
    try {
      await giveToken(token.trim())
      setToken('')
      setSaid(t('settings.server.tokenGiven'))
    } catch (error) {
      setSaid(errorSentence(t, toRequestError(error)))
    }
  }

  return (
    <>
      <TextField
        type="password"
        autoComplete="off"
        label={t('settings.server.token')}
        help={said ?? t('settings.server.tokenHelp')}
        value={token}
        disabled={isDemo}
        onChange={(event) => setToken(event.target.value)}
      />
      <div className={styles['buttons']}>
        <Button disabled={token.trim() === ''} onClick={() => void give()}>
          {t('settings.server.saveToken')}
        </Button>
      </div>
    </>
  )
}
