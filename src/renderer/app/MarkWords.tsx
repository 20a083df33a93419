import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { StateIcon } from '../components/StateIcon.tsx'
import { formatAge } from '../i18n/format.ts'
import { useApp } from './context.tsx'
import styles from './MarkWords.module.css'
import { isLate, MARK_SHAPE, type Mark } from './marks.ts'
import { useNow } from './time.ts'

type MarkedState = 'sending' | 'stale' | 'unknown' | 'accepted' | 'conflicted' | 'quarantined'

/** The mark in a word for a value's tooltip; its age stands in the Pending column. */
export function shortMark(t: TFunction, mark: Mark): string {
  if (mark.kind === 'waiting') return t('mark.unconfirmed')
  return t(`mark.${mark.state as MarkedState}`)
}

/** What stands between a row and the server's confirmation. A fresh change is only marked; a late one says so in words. */
export function MarkWords({ mark, isDeleting }: { mark: Mark; isDeleting: boolean }) {
  const { t } = useTranslation()
  const now = useNow()
  const timeoutMs = useApp((state) => state.settings?.values.rollbackTimeoutMs ?? 5_000)
  const age = formatAge(t, now - mark.createdAt)
  const sentence = mark.state === 'queued' ? t('mark.queued', { age }) : t(`mark.${mark.state as MarkedState}`)
  const isCalm = mark.kind === 'waiting' || mark.kind === 'device'
  const isQuiet = isCalm && !isLate(mark, now, timeoutMs)
  return (
    <span className={styles['mark']} title={sentence}>
      <StateIcon shape={MARK_SHAPE[mark.kind]} />
      <span className={styles[mark.kind]}>
        {isQuiet ? <span className="visually-hidden">{sentence}</span> : wordsOf(t, mark, isDeleting, age)}
        {mark.count > 1 && !isQuiet ? <span className={styles['count']}> ×{mark.count}</span> : null}
      </span>
    </span>
  )
}

function wordsOf(t: TFunction, mark: Mark, isDeleting: boolean, age: string): string {
  if (mark.kind !== 'waiting') return t(`state.${mark.kind}`)
  if (isDeleting) return t('mark.isDeleting')
  return t('mark.waitingShort', { age })
}
