import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useToasts, useUi } from '../../app/context.tsx'
import { deferred } from '../../app/deferred.tsx'
import { useFocusKeeper } from '../../app/focus-keeper.ts'
import { OperationDesk } from '../../app/operations/acts.tsx'
import { TransferDesk } from '../../app/transfers/desk.tsx'
import { Toasts } from '../../components/Toasts.tsx'
import { Banners } from './Banners.tsx'
import { Rail } from './Rail.tsx'
import styles from './Shell.module.css'
import { StatusStrip } from './StatusStrip.tsx'
import { TypedAhead } from './TypedAhead.tsx'
import { useIdlePointer } from './use-idle-pointer.ts'
import { usePolicyNotice } from './use-policy-notice.ts'
import { useRecoveryNotice } from './use-recovery-notice.ts'
import { useReportNotice } from './use-report-notice.ts'
import { useSettledNotices } from './use-settled-notices.ts'
import { useShellKeys } from './use-shell-keys.ts'
import { useSummons } from './use-summons.ts'

const Palette = deferred(async () => (await import('./Palette.tsx')).Palette, { waiting: TypedAhead })
const FleetReader = deferred(async () => (await import('./FleetReader.tsx')).FleetReader, { failed: () => null })
const KeysDialog = deferred(async () => (await import('./KeysDialog.tsx')).KeysDialog)
const LeaveKioskDialog = deferred(async () => (await import('./LeaveKioskDialog.tsx')).LeaveKioskDialog)
const SignOutDialog = deferred(async () => (await import('./SignOutDialog.tsx')).SignOutDialog)
const TokenDialog = deferred(async () => (await import('./TokenDialog.tsx')).TokenDialog)

/**
 * The frame that is always there: the status strip, the banners and the notices around the page, and in a whole console
 * the rail.
 */
export function Shell({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation()
  const toasts = useToasts((state) => state.toasts)
  const dismiss = useToasts((state) => state.dismiss)
  const hold = useToasts((state) => state.hold)
  const sayAnew = useToasts((state) => state.sayAnew)
  useEffect(() => {
    i18n.on('languageChanged', sayAnew)
    return () => i18n.off('languageChanged', sayAnew)
  }, [i18n, sayAnew])
  const isPaletteOpen = useUi((state) => state.isPaletteOpen)
  const areKeysShown = useUi((state) => state.areKeysShown)
  const isTokenDialogOpen = useUi((state) => state.isTokenDialogOpen)
  const isLeavingKiosk = useUi((state) => state.isLeavingKiosk)
  const isSignOutAsked = useUi((state) => state.signOutWaiting !== null)
  const kind = useUi((state) => state.kind)
  const page = useUi((state) => state.page)
  useShellKeys()
  useFocusKeeper(page)
  useRecoveryNotice()
  useReportNotice()
  usePolicyNotice()
  useIdlePointer(kind === 'wall')
  useSettledNotices()
  useSummons()
  return (
    <div className={styles['shell']}>
      <TransferDesk>
        <OperationDesk>
          {kind === 'console' ? <Rail /> : null}
          <div className={styles['column']}>
            <StatusStrip />
            <Banners />
            <main data-tour="page" className={styles['main']}>
              {children}
            </main>
          </div>
        </OperationDesk>
        <FleetReader />
        {isPaletteOpen ? <Palette /> : null}
        {areKeysShown ? <KeysDialog /> : null}
        {isTokenDialogOpen ? <TokenDialog /> : null}
        {isLeavingKiosk ? <LeaveKioskDialog /> : null}
        {isSignOutAsked ? <SignOutDialog /> : null}
      </TransferDesk>
      <Toasts
        label={t('toasts.label')}
        dismissLabel={t('action.dismiss')}
        toasts={toasts}
        onDismiss={dismiss}
        onHold={hold}
      />
    </div>
  )
}
