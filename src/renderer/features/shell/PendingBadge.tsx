import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/context.tsx'
import { deferred } from '../../app/deferred.tsx'
import { useNow } from '../../app/time.ts'
import { classes } from '../../components/classes.ts'
import { StateIcon } from '../../components/StateIcon.tsx'
import { formatAge, formatNumber } from '../../i18n/format.ts'
import styles from './StatusStrip.module.css'

const PendingPopover = deferred(async () => (await import('./PendingList.tsx')).PendingPopover)

/** How much is not done yet, always in sight; opens the newest of it. */
export function PendingBadge() {
  const { t } = useTranslation()
  const queue = useApp((state) => state.queue)
  const now = useNow()
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  if (queue === null) return null
  const { pending, oldestCreatedAt } = queue
  const oldest = oldestCreatedAt === null ? '' : ` (${t('strip.oldest', { age: formatAge(t, now - oldestCreatedAt) })})`
  const paused = queue.isPaused ? ` · ${t('strip.paused')}` : ''
  return (
    <>
      <button
        ref={button}
        type="button"
        className={classes(styles['part'], pending === 0 && styles['quiet'])}
        data-pending-count={pending}
        data-retrying-count={queue.retrying}
        data-failed-count={queue.attention}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <StateIcon shape="waiting" quiet={pending === 0} />
        {t('strip.waiting', { count: pending, formatted: formatNumber(pending) })}
        {pending === 0 ? null : <span className={styles['muted']}>{`${oldest}${paused}`}</span>}
        {pending === 0 && queue.isPaused ? <span>{t('strip.paused')}</span> : null}
      </button>
      {isOpen ? <PendingPopover queue={queue} anchor={button} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
