import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueueStatus } from '#shared/domain/queue.ts'
import { useApp } from '../../app/context.tsx'
import { deferred } from '../../app/deferred.tsx'
import { useNow } from '../../app/time.ts'
import { classes } from '../../components/classes.ts'
import { StateIcon } from '../../components/StateIcon.tsx'
import { sendableOf } from '../../i18n/banner-words.ts'
import { formatAge, formatNumber } from '../../i18n/format.ts'
import { inBrackets } from '../../i18n/format-lists.ts'
import type { Translate } from '../../i18n/setup.ts'
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
  const isQuiet = sendableOf(queue) === 0
  return (
    <>
      <button
        ref={button}
        type="button"
        className={classes(styles['part'], isQuiet && styles['quiet'])}
        data-tour="pending"
        data-pending-count={queue.pending}
        data-retrying-count={queue.retrying}
        data-failed-count={queue.attention}
        data-stale-count={queue.counts.stale}
        data-accepted-count={queue.counts.accepted}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <StateIcon shape="waiting" quiet={isQuiet} />
        {countInWords(t, queue)}
        <span className={styles['muted']}>{remarks(t, queue, now)}</span>
      </button>
      {isOpen ? <PendingPopover queue={queue} anchor={button} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

/** Waiting is what will be sent by itself; what asks a person stands beside it, each with a shape of its own. */
function countInWords(t: Translate, queue: QueueStatus): string {
  const count = sendableOf(queue)
  return t('strip.waiting', { count, formatted: formatNumber(count) })
}

function remarks(t: Translate, queue: QueueStatus, now: number): string {
  const { oldestCreatedAt, isPaused, stall } = queue
  const oldest =
    oldestCreatedAt === null || sendableOf(queue) === 0
      ? []
      : [inBrackets(t('strip.oldest', { age: formatAge(t, now - oldestCreatedAt) }))]
  const paused = isPaused ? [t('strip.paused')] : []
  const stalled = stall === null ? [] : [t('strip.stalled')]
  return [...oldest, ...paused, ...stalled].join(' · ')
}
