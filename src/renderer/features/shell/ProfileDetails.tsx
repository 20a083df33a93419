import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionStatus } from '#shared/domain/session.ts'
import { useApp, useUi } from '../../app/context.tsx'
import { Button } from '../../components/Button.tsx'
import { Popover } from '../../components/Popover.tsx'
import styles from './Details.module.css'
import { useSignOut } from './use-sign-out.ts'

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
  const { user, lastUser, isSignedIn, ownWaiting, othersWaiting } = session
  const then = (act: () => void) => () => {
    onClose()
    act()
  }
  return (
    <div className={styles['profile']}>
      <Who session={session} />
      {user !== null && !isSignedIn && !isDemo ? <p>{t('session.refused')}</p> : null}
      {lastUser === null ? null : (
        <p className={styles['muted']}>{t('session.own', { name: lastUser.name, count: ownWaiting })}</p>
      )}
      {othersWaiting === 0 ? null : <p className={styles['muted']}>{t('session.others', { count: othersWaiting })}</p>}
      {isDemo ? (
        <p className={styles['muted']}>{t('session.demo')}</p>
      ) : (
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

function Who({ session }: Pick<ProfilePopoverProps, 'session'>) {
  const { t } = useTranslation()
  const { user, lastUser } = session
  if (user === null) {
    return <p>{lastUser === null ? t('session.userNever') : t('session.userOutLast', { name: lastUser.name })}</p>
  }
  return (
    <p>
      {t('session.user')} <strong>{user.name}</strong>
    </p>
  )
}
