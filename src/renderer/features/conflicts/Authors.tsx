import { useTranslation } from 'react-i18next'
import type { ChangeAuthor } from '#shared/domain/conflict.ts'
import { useServerNow } from '../../app/hooks/alarms.ts'
import { useNow } from '../../app/time.ts'
import { foreignText } from '../../i18n/foreign-text.ts'
import { formatAgo } from '../../i18n/format.ts'
import styles from './FieldTable.module.css'

/** Who made ours, and when by this PC's clock. */
export function MadeBy({ actor, at }: { actor: string; at: number }) {
  return <Author actor={actor} at={at} now={useNow()} />
}

/** Who changed it at the server, and when by the server's clock. Not every server tells. */
export function Theirs({ changedBy }: { changedBy: ChangeAuthor | null }) {
  const { t } = useTranslation()
  const now = useServerNow()
  if (changedBy === null) return <span className={styles['author']}>{t('conflicts.theirs.someone')}</span>
  return <Author {...changedBy} now={now} />
}

function Author({ actor, at, now }: { actor: string; at: number; now: number }) {
  const { t } = useTranslation()
  return (
    <span className={styles['author']}>
      {t('conflicts.theirs.by', { actor: foreignText(actor), age: formatAgo(t, at, now) })}
    </span>
  )
}
