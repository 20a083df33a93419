import { useTranslation } from 'react-i18next'
import { useApp, useOutpost, useUi } from '../../app/context.tsx'
import { useChangeSettings } from '../../app/hooks/change-setting.ts'
import { Button } from '../../components/Button.tsx'
import { ConfirmDialog, Dialog } from '../../components/Dialog.tsx'

/** Asks whoever knows the keys for it; where it is locked, says who can end it. */
export function LeaveKioskDialog() {
  const { t } = useTranslation()
  const show = useUi((state) => state.show)
  const { toasts } = useOutpost()
  const change = useChangeSettings()
  const isLocked = useApp((state) => state.settings?.locks.includes('kiosk') === true)
  const file = useApp((state) => state.settings?.lockedBy ?? '')
  const close = () => show({ isLeavingKiosk: false })

  async function leave(): Promise<void> {
    const problem = await change({ kiosk: false })
    if (problem !== null) toasts.getState().add({ tone: 'problem', text: problem, isOfApp: true })
  }
  if (isLocked) {
    return (
      <Dialog
        title={t('workplace.kiosk.leaveTitle')}
        onClose={close}
        actions={
          <Button autoFocus onClick={close}>
            {t('action.close')}
          </Button>
        }
      >
        <p>{t('workplace.kiosk.locked', { file })}</p>
      </Dialog>
    )
  }
  return (
    <ConfirmDialog
      title={t('workplace.kiosk.leaveTitle')}
      confirm={t('workplace.kiosk.leave')}
      cancel={t('action.cancel')}
      onConfirm={() => void leave()}
      onClose={close}
    >
      <p>{t('workplace.kiosk.leaveText')}</p>
    </ConfirmDialog>
  )
}
