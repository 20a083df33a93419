import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp, useToasts, useUi } from '../../app/context.tsx'
import { useConnection } from '../../app/hooks/connection.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { TextField } from '../../components/Field.tsx'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'

/** Takes a token and hands it to the main process; nothing here keeps it. */
export function TokenDialog() {
  const { t } = useTranslation()
  const { giveToken } = useConnection()
  const show = useUi((state) => state.show)
  const addToast = useToasts((state) => state.add)
  const server = useApp((state) => state.connection?.serverUrl ?? state.connection?.siteName ?? '')
  const isAgain = useApp((state) => state.connection?.state === 'needs-auth' && state.session?.user !== null)
  const [token, setToken] = useState('')
  const [error, setError] = useState<string | undefined>()
  const close = () => show({ isTokenDialogOpen: false })

  async function submit(): Promise<void> {
    if (token.trim() === '') return
    try {
      await giveToken(token.trim())
      addToast({ text: (t) => t('token.given') })
      close()
    } catch (failure) {
      setError(errorSentence(t, toRequestError(failure)))
    }
  }

  return (
    <Dialog
      title={isAgain ? t('token.titleAgain') : t('token.title')}
      onClose={close}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={close}>{t('action.cancel')}</Button>
          <Button tone="primary" isSubmit disabled={token.trim() === ''}>
            {t('token.submit')}
          </Button>
        </>
      }
    >
      <p>{t('token.help', { server })}</p>
      <TextField
        autoFocus
        type="password"
        autoComplete="off"
        label={t('token.label')}
        value={token}
        error={error}
        onChange={(event) => setToken(event.target.value)}
      />
    </Dialog>
  )
}
