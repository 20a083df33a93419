import { useTranslation } from 'react-i18next'
import type { BoundPoint } from '../../../../app/board/binding-desk.ts'
import { formatDecimal } from '../../../../i18n/format.ts'
import { Figure, NoValue } from '../WidgetParts.tsx'
import styles from '../Widgets.module.css'
import { textOption, type WidgetProps } from '../widget-types.ts'
import { isWritten } from '../widget-values.ts'

const WIDTH = 200
const HEIGHT = 50
const EDGE = 2

/** A number and the way that it came. */
export function Sparkline({ title, options, values }: WidgetProps) {
  const { t } = useTranslation()
  const bound = values['value']
  if (!isWritten(bound)) return <NoValue bound={bound} />
  const { history } = bound
  const numbers = history.map(({ value }) => value)
  const range = { low: formatDecimal(Math.min(...numbers)), high: formatDecimal(Math.max(...numbers)) }
  return (
    <div className={styles['middle']}>
      <Figure text={bound.text} unit={textOption(options, 'unit')} />
      {history.length < 2 ? (
        <p className={styles['note']}>{t('boardWidgets.noHistory')}</p>
      ) : (
        <svg
          role="img"
          data-drawing
          aria-label={t('boardWidgets.history', { name: title, count: history.length, value: bound.text, ...range })}
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          className={styles['drawing']}
        >
          <polyline points={lineOf(history)} className={styles['line']} />
        </svg>
      )}
    </div>
  )
}

function lineOf(points: readonly BoundPoint[]): string {
  const from = points[0]?.at ?? 0
  const span = Math.max(1, (points.at(-1)?.at ?? 0) - from)
  const low = Math.min(...points.map(({ value }) => value))
  const range = Math.max(...points.map(({ value }) => value)) - low
  return points
    .map(({ at, value }) => {
      const x = ((at - from) / span) * WIDTH
      const share = range === 0 ? 0.5 : (value - low) / range
      return `${round(x)},${round(HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE))}`
    })
    .join(' ')
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
