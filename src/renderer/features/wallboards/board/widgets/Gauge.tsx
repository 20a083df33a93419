import { useTranslation } from 'react-i18next'
import { classes } from '../../../../components/classes.ts'
import { formatDecimal } from '../../../../i18n/format.ts'
import { LevelNote, NoValue, signsOf } from '../WidgetParts.tsx'
import styles from '../Widgets.module.css'
import { numberOption, type WidgetProps } from '../widget-types.ts'
import { levelOf, numberOf, shareOf } from '../widget-values.ts'

const RADIUS = 44
const LENGTH = Math.PI * RADIUS
const ARC = `M ${50 - RADIUS} 50 A ${RADIUS} ${RADIUS} 0 0 1 ${50 + RADIUS} 50`

/** A number between two others, as an arc. */
export function Gauge({ title, options, values }: WidgetProps) {
  const { t } = useTranslation()
  const bound = values['value']
  const value = numberOf(bound?.value)
  if (bound === undefined || value === null) return <NoValue bound={bound} />
  const low = numberOption(options, 'low', 0)
  const high = numberOption(options, 'high', 100)
  const level = levelOf(value, options)
  const spoken = { name: title, value: bound.text, low: formatDecimal(low), high: formatDecimal(high) }
  return (
    <>
      <div className={styles['gaugeBox']}>
        <svg
          role="img"
          data-drawing
          aria-label={t('boardWidgets.between', spoken)}
          viewBox="0 0 100 54"
          className={classes(styles['drawing'], level !== 'normal' && styles[level])}
        >
          <path d={ARC} strokeWidth={9} className={styles['track']} />
          <path
            d={ARC}
            strokeWidth={9}
            strokeDasharray={`${shareOf(value, low, high) * LENGTH} ${LENGTH}`}
            className={styles['reached']}
          />
          {(['warnAt', 'criticalAt'] as const).map((name) => (
            <Limit key={name} at={numberOption(options, name, null)} low={low} high={high} />
          ))}
        </svg>
        <p
          aria-hidden
          className={classes(styles['gaugeFigure'], level !== 'normal' && styles[level])}
          style={signsOf(bound.text)}
        >
          <bdi>{bound.text}</bdi>
        </p>
      </div>
      <LevelNote level={level} />
    </>
  )
}

/** A tick at a limit, across the arc. */
function Limit({ at, low, high }: { at: number | null; low: number; high: number }) {
  if (at === null || at <= low || at >= high) return null
  const angle = Math.PI * (1 - shareOf(at, low, high))
  const point = (radius: number): string => `${50 + Math.cos(angle) * radius} ${50 - Math.sin(angle) * radius}`
  return <path d={`M ${point(RADIUS - 6)} L ${point(RADIUS + 6)}`} strokeWidth={1.5} className={styles['limit']} />
}
