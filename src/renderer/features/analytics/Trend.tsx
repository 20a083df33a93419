import type { FleetFigures, PlaceFigures } from '#shared/domain/analytics.ts'
import type { VariantOf } from '#shared/domain/flags.ts'
import { Sparkline } from '../../components/Sparkline.tsx'
import styles from './Analytics.module.css'
import { edgesInWords, useAnalyticsWords, withOneStop } from './analytics-words.ts'

interface TrendProps {
  readonly name: string
  readonly place: Pick<PlaceFigures, 'timeline'>
  readonly timeline: FleetFigures['timeline']
  /** A line, or a strip of one field for each stretch. */
  readonly look: VariantOf<'siteTrend'>
}

/** Lower than that looks the same: what matters happens above. */
const LOW = 0.8
/** From this share of time down on a field is as dark as it gets. */
const DARKEST = 0.2

/** How the availability of a place went, stretch by stretch. */
export function Trend({ name, place, timeline, look }: TrendProps) {
  const { t, share } = useAnalyticsWords()
  const known = place.timeline.filter((value) => value !== null)
  const least = known.reduce((low, value) => Math.min(low, value), 1)
  const label =
    known.length === 0
      ? t('analytics.places.trendUnknown', { name })
      : withOneStop(t('analytics.places.trendLabel', { name, ...edgesInWords(timeline), least: share(least) }))
  if (look === 'strip') return <Strip label={label} values={place.timeline} />
  const points = place.timeline.flatMap((value, index) => {
    const at = timeline[index]?.fromAt
    return value === null || at === undefined ? [] : [{ at, value }]
  })
  return <Sparkline {...{ label, points, low: Math.min(LOW, least), high: 1 }} />
}

function Strip({ label, values }: { label: string; values: PlaceFigures['timeline'] }) {
  return (
    <span role="img" dir="ltr" aria-label={label} title={label} className={styles['strip']}>
      {values.map((value, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a stretch is its place in time.
          key={index}
          data-unknown={value === null || undefined}
          style={{
            opacity: value === null || value === 1 ? undefined : 0.25 + 0.75 * Math.min(1, (1 - value) / DARKEST),
          }}
          data-down={(value ?? 1) < 1 || undefined}
        />
      ))}
    </span>
  )
}
