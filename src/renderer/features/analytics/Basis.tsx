import type { FleetFigures } from '#shared/domain/analytics.ts'
import type { Span } from '../../app/report-period.ts'
import { formatDayAndTime } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import styles from './Analytics.module.css'
import { useAnalyticsWords } from './analytics-words.ts'

/** A gap of seconds, as at each start of the program, is none to speak of. */
const ALL = 0.9995

/** From what the figures are counted, what is missing, and with what they are compared. */
export function Basis({
  figures: { observedShare, recordedFrom, before },
  span,
}: {
  figures: FleetFigures
  span: Span
}) {
  const { t, share } = useAnalyticsWords()
  const isLater = recordedFrom !== null && recordedFrom > span.fromAt
  const sentences = [
    t('analytics.basis.counted', { from: formatDayAndTime(span.fromAt), to: formatDayAndTime(span.toAt) }),
    observedShare >= ALL ? t('analytics.basis.seenAll') : t('analytics.basis.seen', { seen: share(observedShare) }),
    ...(isLater ? [t('analytics.basis.since', { at: formatDayAndTime(recordedFrom) })] : []),
    before.observedShare === 0
      ? t('analytics.basis.notCompared')
      : before.observedShare >= ALL
        ? t('analytics.basis.compared')
        : t('analytics.basis.comparedPartly', { seen: share(before.observedShare) }),
    t('analytics.basis.places'),
  ]
  return <p className={styles['muted']}>{sentences.join(' ')}</p>
}

/** Why there are no figures of the fleet; null: there are. */
export function emptyInWords(t: Translate, { recordedFrom, availability, observedShare }: FleetFigures): string | null {
  if (availability !== null) return null
  if (recordedFrom === null) return t('analytics.empty.never')
  if (observedShare === 0) return t('analytics.empty.notThen', { at: formatDayAndTime(recordedFrom) })
  return t('analytics.empty.noDevices')
}
