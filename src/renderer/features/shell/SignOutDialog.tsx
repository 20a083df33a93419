import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp, useClient, useUi } from '../../app/context.tsx'
import { useExportLock } from '../../app/hooks/locks.ts'
import { signOutProblem, useSignOut } from '../../app/session/use-sign-out.ts'
import { useTransfers } from '../../app/transfers/desk.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import styles from './Details.module.css'

/** Asks before somebody leaves while changes of theirs still wait, and says what becomes of those. */
export function SignOutDialog() {
  const { t } = useTranslation()
  const client = useClient()
  const asked = useUi((state) => state.signOutWaiting ?? 0)
  const show = useUi((state) => state.show)
  const session = useApp((state) => state.session)
  const signOut = useSignOut()
  const { exportWaiting } = useTransfers()
  const whyNoExport = useExportLock()('waiting')
  const [problem, setProblem] = useState<string | null>(null)
  const name = session?.lastUser?.name ?? ''
  // What waits may be sent while the question stands.
  const count = session?.ownWaiting ?? asked
  const close = () => show({ signOutWaiting: null })

  async function leave(): Promise<void> {
    try {
      await client.request('session:sign-out', { force: true })
      close()
    } catch (error) {
      setProblem(signOutProblem(t, error))
    }
  }
  return (
    <Dialog
      role="alertdialog"
      title={t('session.askTitle', { count })}
      onClose={close}
      onSubmit={() => void leave()}
      actions={
        <>
          <Button
            className={styles['aside']}
            disabled={whyNoExport !== null}
            title={whyNoExport ?? undefined}
            onClick={() => {
              close()
              // Afterwards it is asked again: what was exported still waits here.
              exportWaiting(() => void signOut())
            }}
          >
            {t('session.exportFirst')}
          </Button>
          <Button autoFocus onClick={close}>
            {t('session.stay')}
          </Button>
          <Button tone="primary" isSubmit>
            {t('session.signOut')}
          </Button>
        </>
      }
    >
      <p>{t('session.askWaiting', { count, name })}</p>
      <p>{t('session.askOthers', { name })}</p>
      <p className={styles['muted']}>{t('session.askNobody')}</p>
      {problem === null ? null : (
        <p role="alert" className={styles['problem']}>
          {problem}
        </p>
      )}
    </Dialog>
  )
}
