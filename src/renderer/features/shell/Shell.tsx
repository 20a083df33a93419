import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useToasts, useUi } from '../../app/context.tsx'
import { deferred } from '../../app/deferred.tsx'
import { OperationDesk } from '../../app/operations/acts.tsx'
import { TransferDesk } from '../../app/transfers/desk.tsx'
import { Toasts } from '../../components/Toasts.tsx'
import { Banners } from './Banners.tsx'
import { Rail } from './Rail.tsx'
import styles from './Shell.module.css'
import { StatusStrip } from './StatusStrip.tsx'
import { TypedAhead } from './TypedAhead.tsx'
import { useSettledNotices } from './use-settled-notices.ts'
import { useShellKeys } from './use-shell-keys.ts'

const Palette = deferred(async () => (await import('./Palette.tsx')).Palette, TypedAhead)
const KeysDialog = deferred(async () => (await import('./KeysDialog.tsx')).KeysDialog)
const SignOutDialog = deferred(async () => (await import('./SignOutDialog.tsx')).SignOutDialog)
const TokenDialog = deferred(async () => (await import('./TokenDialog.tsx')).TokenDialog)

/** The frame that is always there: the rail, the status strip, the banners and the notices around the page. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const toasts = useToasts((state) => state.toasts)
  const dismiss = useToasts((state) => state.dismiss)
  const hold = useToasts((state) => state.hold)
  const isPaletteOpen = useUi((state) => state.isPaletteOpen)
  const areKeysShown = useUi((state) => state.areKeysShown)
  const isTokenDialogOpen = useUi((state) => state.isTokenDialogOpen)
  const isSignOutAsked = useUi((state) => state.signOutWaiting !== null)
  useShellKeys()
  useSettledNotices()
  return (
    <div className={styles['shell']}>
      <TransferDesk>
        <OperationDesk>
          <Rail />
          <div className={styles['column']}>
            <StatusStrip />
            <Banners />
            <main className={styles['main']}>{children}</main>
          </div>
        </OperationDesk>
        {isPaletteOpen ? <Palette /> : null}
        {areKeysShown ? <KeysDialog /> : null}
        {isTokenDialogOpen ? <TokenDialog /> : null}
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
