import { CircleUserRound } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/context.tsx'
import { deferred } from '../../app/deferred.tsx'
import { classes } from '../../components/classes.ts'
import styles from './Shell.module.css'

const ProfilePopover = deferred(async () => (await import('./ProfileDetails.tsx')).ProfilePopover)

/** Who works here, always in sight; opens what waits of whom, and the way out. */
export function Profile() {
  const { t } = useTranslation()
  const session = useApp((state) => state.session)
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  if (session === null) return null
  const name = session.user?.name ?? null
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={t('session.label', { name: name ?? t('session.nobody') })}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        title={name ?? undefined}
        className={classes(styles['item'], styles['profile'])}
        onClick={() => setOpen(!isOpen)}
      >
        <CircleUserRound size={18} strokeWidth={1.5} aria-hidden />
        <span className={styles['name']}>{name ?? t('session.nobody')}</span>
      </button>
      {isOpen ? <ProfilePopover session={session} anchor={button} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
