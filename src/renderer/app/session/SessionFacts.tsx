import { useTranslation } from 'react-i18next'
import type { SessionStatus } from '#shared/domain/session.ts'
import { useApp } from '../context.tsx'
import styles from './SessionFacts.module.css'

/** Who is signed in, and what of theirs and of others waits on this PC. */
export function SessionFacts({ session }: { session: SessionStatus }) {
  const { t } = useTranslation()
  const isDemo = useApp((state) => state.connection?.isDemo === true)
  const { user, lastUser, isSignedIn, ownWaiting, othersWaiting } = session
  return (
    <>
      <Who session={session} />
      {user !== null && !isSignedIn && !isDemo ? <p>{t('session.refused')}</p> : null}
      {lastUser === null ? null : (
        <p className={styles['muted']}>{t('session.own', { name: lastUser.name, count: ownWaiting })}</p>
      )}
      {othersWaiting === 0 ? null : <p className={styles['muted']}>{t('session.others', { count: othersWaiting })}</p>}
      {isDemo ? <p className={styles['muted']}>{t('session.demo')}</p> : null}
    </>
  )
}

function Who({ session }: { session: SessionStatus }) {
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
