import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnection } from '../../app/hooks/connection.ts'
import { Button } from '../../components/Button.tsx'
import { TextField } from '../../components/Field.tsx'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import styles from './SettingsPage.module.css'

/** Takes a token and hands it to the main process; nothing here keeps it. */
export function TokenForm() {
  const { t } = useTranslation()
  const { giveToken } = useConnection()
  const [token, setToken] = useState('')
  const [said, setSaid] = useState<string | null>(null)

  async function give(): Promise<void> {
    if (token.trim() === '') return
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
        onChange={(event) => setToken(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void give()
        }}
      />
      <div className={styles['buttons']}>
        <Button disabled={token.trim() === ''} onClick={() => void give()}>
          {t('settings.server.saveToken')}
        </Button>
      </div>
    </>
  )
}
