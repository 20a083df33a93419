import { useTranslation } from 'react-i18next'
import { formatMoment } from '../../i18n/format.ts'
import { useNow } from '../time.ts'
import type { CacheState } from './replica.ts'

/** Says of when the shown copy is while it is not kept current; undefined while it is. */
export function useStaleNote(cache: CacheState): string | undefined {
  const { t } = useTranslation()
  const now = useNow(60_000)
  if (cache.state !== 'stale') return undefined
  return cache.syncedAt === null ? t('cache.staleNever') : t('cache.stale', { time: formatMoment(cache.syncedAt, now) })
}
