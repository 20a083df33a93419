import { useEffect, useEffectEvent, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { foreignText } from '../../../../i18n/foreign-text.ts'
import { formatClock, formatDecimal } from '../../../../i18n/format.ts'
import { canDraw, DASHES, type DrawnLines, LineChart } from '../draw-lines.ts'
import { NoValue } from '../WidgetParts.tsx'
import styles from '../Widgets.module.css'
import { numberOption, textOption, type WidgetProps } from '../widget-types.ts'

const LINES = ['value', 'second', 'third', 'fourth'] as const

/** Up to four values over the time. */
export function TimeSeries({ title, options, values }: WidgetProps) {
  const { t } = useTranslation()
  const low = numberOption(options, 'low', null)
  const high = numberOption(options, 'high', null)
  const shown = LINES.flatMap((name) => values[name] ?? [])
  const drawn = useMemo((): DrawnLines => {
    const lines = LINES.flatMap((name) => (values[name] === undefined ? [] : [values[name].history]))
    return { lines, low, high }
  }, [values, low, high])
  const [first] = shown
  if (first === undefined || shown.every(({ history }) => history.length === 0)) return <NoValue bound={first} />
  const names = textOption(options, 'names').split(',')
  const unit = textOption(options, 'unit')
  const lines = shown.map(({ text, history }, index) => {
    const name = names[index]?.trim() ?? ''
    const numbers = history.map(({ value }) => value)
    const label = name === '' ? text : `${name} ${text}`
    const range = { low: formatDecimal(Math.min(...numbers)), high: formatDecimal(Math.max(...numbers)) }
    const spoken = t('boardWidgets.history', { name, count: history.length, value: text, ...range })
    return { index, label: unit === '' ? label : `${label} ${unit}`, spoken: history.length === 0 ? label : spoken }
  })
  return (
    <>
      <p className={styles['legend']}>
        {lines.map(({ index, label }) => (
          <span key={index} className={styles['cell']}>
            {lines.length === 1 ? null : <Dash index={index} />}
            <bdi>{foreignText(label)}</bdi>
          </span>
        ))}
      </p>
      <Plot label={[title, ...lines.map(({ spoken }) => spoken)].join('. ')} drawn={drawn} />
    </>
  )
}

/** How a line is drawn, beside its name. */
function Dash({ index }: { index: number }) {
  return (
    <svg aria-hidden data-drawing width="2em" height="0.6em" viewBox="0 0 32 10">
      <path d="M0 5h32" className={styles['line']} strokeDasharray={(DASHES[index] ?? []).join(' ')} />
    </svg>
  )
}

function Plot({ label, drawn }: { label: string; drawn: DrawnLines }) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<LineChart | null>(null)
  const begin = useEffectEvent(
    (into: HTMLElement) => new LineChart(into, drawn, { value: formatDecimal, time: formatClock }),
  )
  const count = drawn.lines.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: a chart of another number of lines is another chart.
  useEffect(() => {
    const into = box.current
    if (into === null || !canDraw()) return
    const made = begin(into)
    chart.current = made
    const themes = new MutationObserver(() => made.redraw())
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    const sizes = new ResizeObserver(() => made.resize(into))
    sizes.observe(into)
    return () => {
      themes.disconnect()
      sizes.disconnect()
      chart.current = null
      made.end()
    }
  }, [count])
  useEffect(() => chart.current?.show(drawn), [drawn])
  return <div ref={box} role="img" aria-label={label} dir="ltr" className={styles['plot']} />
}
