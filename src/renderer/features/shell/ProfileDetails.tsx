import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionStatus } from '#shared/domain/session.ts'
import { useApp, useUi } from '../../app/context.tsx'
import { SessionFacts } from '../../app/session/SessionFacts.tsx'
import { useSignOut } from '../../app/session/use-sign-out.ts'
import { Button } from '../../components/Button.tsx'
import { Popover } from '../../components/Popover.tsx'
import styles from './Details.module.css'

interface ProfilePopoverProps {
  readonly session: SessionStatus
  readonly anchor: RefObject<HTMLElement | null>
  readonly onClose: () => void
}

export function ProfilePopover({ session, anchor, onClose }: ProfilePopoverProps) {
  const { t } = useTranslation()
  return (
    <Popover title={t('session.title')} anchor={anchor} placement="right bottom" onClose={onClose}>
      <ProfileDetails session={session} onClose={onClose} />
    </Popover>
  )
}

/** Who is signed in, what of theirs and of others waits here, and how somebody else comes in. */
function ProfileDetails({ session, onClose }: Omit<ProfilePopoverProps, 'anchor'>) {
  const { t } = useTranslation()
  const isDemo = useApp((state) => state.connection?.isDemo === true)
  const show = useUi((state) => state.show)
  const signOut = useSignOut()
  const { user } = session
  const then = (act: () => void) => () => {
    onClose()
    act()
  }
  return (
    <div className={styles['profile']}>
      <SessionFacts session={session} />
      {isDemo ? null : (
        <div className={styles['actions']}>
          <Button onClick={then(() => show({ isTokenDialogOpen: true }))}>
            {user === null ? t('session.signIn') : t('session.signInAs')}
          </Button>
          {user === null ? null : <Button onClick={then(() => void signOut())}>{t('session.signOut')}</Button>}
        </div>
      )}
    </div>
  )
}
