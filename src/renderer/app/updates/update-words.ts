import type { UpdateStatus } from '#shared/domain/updates.ts'
import { foreignText } from '../../i18n/foreign-text.ts'
import { formatBytes, formatMoment, formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'

/** What an operator must know of an update, whatever they look at. */
export type UpdateNews = 'available' | 'ready' | 'going-on' | 'refused'

/** Nobody has to do anything about these but an administrator, who looks where updates are set. */
const QUIET_PROBLEMS: readonly string[] = ['unreachable', 'no-feed', 'older', 'by-hand']

/** Null: there is nothing that must be known at once. */
export function updateNews(status: UpdateStatus, now: number): UpdateNews | null {
  const { state, problem, putOffUntil } = status
  if (state === 'waiting' || state === 'backing-up' || state === 'installing') return 'going-on'
  if (putOffUntil !== null && putOffUntil > now) return null
  if (problem !== null && !QUIET_PROBLEMS.includes(problem.code)) return 'refused'
  return state === 'available' || state === 'ready' ? state : null
}

/** Where it stands, in a sentence. */
export function updateSentence(t: Translate, { state, offered, inFlight, progress }: UpdateStatus): string {
  const version = foreignText(offered?.version ?? '')
  if (state === 'waiting' && inFlight === 0) return t('updates.state.finishing', { version })
  if (state === 'waiting') return t('updates.state.waiting', { count: inFlight, n: formatNumber(inFlight), version })
  if (state === 'available') return t('updates.state.available', { version, size: formatBytes(t, offered?.bytes ?? 0) })
  if (state === 'downloading') {
    const [bytes, total] = [progress?.bytes ?? 0, progress?.total ?? 0]
    return t('updates.state.downloading', { version, bytes: formatBytes(t, bytes), total: formatBytes(t, total) })
  }
  return t(`updates.state.${state}`, { version })
}

/** What went wrong, and that the present version goes on. */
export function problemSentence(t: Translate, { problem, version }: UpdateStatus): string | null {
  if (problem === null) return null
  return t(`updates.problem.${problem.code}`, { version: foreignText(version) })
}

export function checkedSentence(t: Translate, { lastCheckedAt }: UpdateStatus, now: number): string {
  if (lastCheckedAt === null) return t('updates.neverChecked')
  return formatMoment(lastCheckedAt, now)
}
