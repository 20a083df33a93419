import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IpcResponse } from '#shared/ipc/contract.ts'
import { useApp, useClient } from '../../app/context.tsx'
import { Button } from '../../components/Button.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import { foreignText } from '../../i18n/foreign-text.ts'
import type { Translate } from '../../i18n/setup.ts'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import styles from './SettingsPage.module.css'

type Outcome = IpcResponse<'telemetry:test'>

/** What error reports are, and one that says nothing to see whether it arrives. */
export function TestReport() {
  const { t } = useTranslation()
  const client = useClient()
  const address = useApp((state) => state.settings?.values.telemetryDsn ?? '')
  const isOff = address === ''
  const [isSending, setSending] = useState(false)
  const [outcome, setOutcome] = useState<{ readonly address: string; readonly answer: Outcome } | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  async function send(): Promise<void> {
    setSending(true)
    setProblem(null)
    setOutcome(null)
    try {
      setOutcome({ address, answer: await client.request('telemetry:test', {}) })
    } catch (error) {
      setProblem(t('telemetry.test.failed', { reason: errorSentence(t, toRequestError(error)) }))
    }
    setSending(false)
  }

  // An answer is of the address that was asked.
  const answer = outcome?.address === address ? outcome.answer : null
  return (
    <div className={styles['form']}>
      <p className={styles['help']}>{t('telemetry.intro')}</p>
      <div className={styles['buttons']}>
        <Button disabled={isOff || isSending} onClick={() => void send()}>
          {isSending ? t('telemetry.test.sending') : t('telemetry.test.send')}
        </Button>
      </div>
      {isOff ? <p className={styles['help']}>{t('telemetry.test.off')}</p> : null}
      {problem === null ? null : (
        <p role="alert" className={styles['error']}>
          {problem}
        </p>
      )}
      {answer === null || isOff ? null : (
        <p role="status" className={styles['result']}>
          <StateIcon shape={SHAPE[answer.outcome]} />
          {outcomeInWords(t, answer)}
        </p>
      )}
    </div>
  )
}

const SHAPE = { sent: 'done', kept: 'waiting', refused: 'critical', off: 'offline' } as const

function outcomeInWords(t: Translate, outcome: Outcome): string {
  if (outcome.outcome === 'off') return t('telemetry.test.off')
  const id = foreignText(outcome.eventId.slice(0, 8))
  if (outcome.outcome !== 'kept') return t(`telemetry.test.${outcome.outcome}`, { id })
  const trouble = outcome.trouble === null ? '' : t(`telemetry.trouble.${outcome.trouble}`)
  return t('telemetry.test.kept', { id, trouble })
}
