import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EffectiveSettings } from '#shared/domain/settings.ts'
import type { IpcResponse } from '#shared/ipc/contract.ts'
import { useClient } from '../../app/context.tsx'
import { usePeriodicRefresh, useRequest } from '../../app/hooks/requests.ts'
import { Button } from '../../components/Button.tsx'
import { Notice } from '../../components/Notice.tsx'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import styles from './SettingsPage.module.css'

const READ_EVERY_MS = 3_000

type Status = IpcResponse<'workplace:autostart'>

/** Whether this PC starts the console at login, as it is now, and not only as it is set. */
export function AutostartState({ settings }: { settings: EffectiveSettings }) {
  const { t } = useTranslation()
  const client = useClient()
  const isWanted = settings.values.startAtLogin
  const read = useRequest('workplace:autostart', {}, isWanted ? 1 : 0)
  usePeriodicRefresh(() => void read.reload(), READ_EVERY_MS)
  const [failure, setFailure] = useState<string | null>(null)
  if (read.value === null) return null
  const problem = failure ?? read.value.problem
  const text = problem === null ? null : t('workplace.autostart.failed', { reason: problem })
  const said = text ?? t(`workplace.autostart.${wordOf(read.value, isWanted)}`)
  if (text === null && isAsSet(read.value, isWanted)) return <p className={styles['help']}>{said}</p>

  async function setUp(): Promise<void> {
    const asked = client.request('workplace:set-up-autostart', {})
    setFailure(await asked.then(() => null).catch((error: unknown) => errorSentence(t, toRequestError(error))))
    await read.reload()
  }
  return (
    <Notice
      role="status"
      tone="medium"
      isInset
      action={
        <Button onClick={() => void setUp()}>
          {isWanted ? t('workplace.autostart.again') : t('workplace.autostart.remove')}
        </Button>
      }
    >
      {said}
    </Notice>
  )
}

/** What an administrator has set up for everybody is no mistake where the operator has no wish of their own. */
function isAsSet({ state }: Status, isWanted: boolean): boolean {
  return isWanted ? state === 'on' || state === 'all' : state === 'off' || state === 'all'
}

function wordOf(status: Status, isWanted: boolean): 'on' | 'off' | 'all' | 'foreign' | 'missing' | 'unwanted' {
  if (isAsSet(status, isWanted) || status.state === 'foreign') return status.state
  return isWanted ? 'missing' : 'unwanted'
}
