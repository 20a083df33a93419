import styles from './Sparkline.module.css'

const WIDTH = 72
const HEIGHT = 18
const EDGE = 2

interface SparklineProps {
  /** All that the line says, in words. */
  readonly label: string
  /** Oldest first. */
  readonly points: readonly { readonly at: number; readonly value: number }[]
  /** The values at the lower and the upper edge. */
  readonly low: number
  readonly high: number
}

/** A value over a short time, without axes. One point is a dot. */
export function Sparkline({ label, points, low, high }: SparklineProps) {
  const from = points[0]?.at ?? 0
  const span = Math.max(1, (points.at(-1)?.at ?? 0) - from)
  const range = Math.max(Number.EPSILON, high - low)
  const places = points.map(({ at, value }) => {
    const share = Math.min(1, Math.max(0, (value - low) / range))
    const x = points.length === 1 ? WIDTH - EDGE : EDGE + ((at - from) / span) * (WIDTH - 2 * EDGE)
    return [round(x), round(HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE))] as const
  })
  const newest = places.at(-1)
  return (
    <svg role="img" aria-label={label} className={styles['sparkline']} viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
      <title>{label}</title>
      {places.length < 2 ? null : <polyline points={places.map((place) => place.join(',')).join(' ')} />}
      {newest === undefined ? null : <circle cx={newest[0]} cy={newest[1]} r={1.75} />}
    </svg>
  )
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
