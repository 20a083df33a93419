import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isAllowedServerUrl } from '#shared/domain/server-url.ts'
import type { IpcResponse } from '#shared/ipc/contract.ts'
import { Button } from '../../components/Button.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import { formatMs } from '../../i18n/format.ts'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import { useClient } from '../context.tsx'
import styles from './ServerTest.module.css'

type Outcome = { readonly url: string; readonly result: IpcResponse<'connection:test'> | string }

/** Asks whether a fleet server answers at the address, and says what it said. */
export function ServerTest({ url }: { url: string }) {
  const { t } = useTranslation()
  const client = useClient()
  const [isTesting, setTesting] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)

  async function test(): Promise<void> {
    setTesting(true)
    try {
      setOutcome({ url, result: await client.request('connection:test', { serverUrl: url }) })
    } catch (error) {
      setOutcome({ url, result: errorSentence(t, toRequestError(error)) })
    }
    setTesting(false)
  }

  // An answer is of the address that was asked, not of what stands in the field by now.
  const result = outcome?.url === url ? outcome.result : null
  return (
    <div className={styles['test']}>
      <Button disabled={!isAllowedServerUrl(url) || isTesting} onClick={() => void test()}>
        {isTesting ? t('settings.server.testing') : t('settings.server.test')}
      </Button>
      {result === null ? null : typeof result === 'string' ? (
        <p role="alert">{result}</p>
      ) : (
        <p role="status">
          <StateIcon shape={result.isReachable ? 'done' : 'critical'} />
          {result.isReachable
            ? t('settings.server.reachable', { rtt: formatMs(t, result.rttMs), message: result.message })
            : t('settings.server.unreachable', { message: result.message })}
        </p>
      )}
    </div>
  )
}
