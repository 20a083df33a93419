import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PerformanceAlert } from '#shared/domain/metrics.ts'
import type { MetricSeriesRead } from '#shared/ipc/metric-requests.ts'
import type { Span } from '../../app/report-period.ts'
import { stepAlongLine } from '../../components/line-direction.ts'
import { useElementWidth } from '../../components/use-element-width.ts'
import { formatMoment } from '../../i18n/format.ts'
import { valueInUnit } from '../../i18n/metric-words.ts'
import { axisTimes } from './axis-times.ts'
import type { ChartData } from './chart-data.ts'
import { DrawnChart } from './draw-chart.ts'
import styles from './Figures.module.css'

export interface ChartActions {
  readonly onZoom: (span: Span) => void
  readonly onZoomStep: (around: number, factor: number) => void
  readonly onMove: (steps: number) => void
  readonly onReset: () => void
  readonly onChoose: (at: number) => void
}

interface ChartProps extends ChartActions {
  readonly label: string
  readonly unit: MetricSeriesRead['unit']
  readonly data: ChartData
  readonly span: Span
  readonly now: number
  readonly off: readonly Span[]
  readonly limits: { readonly warning: number; readonly critical: number } | null
  readonly alerts: readonly PerformanceAlert[]
}

/** Without a canvas the tables still say everything. */
const canDraw = (): boolean => document.createElement('canvas').getContext('2d') !== null

/** A chart that is read point by point with the arrow keys, like a slider over time. */
export function Chart(props: ChartProps) {
  const { label, data, now } = props
  const { t } = useTranslation()
  const [place, setPlace] = useState<number | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const width = useElementWidth(box, 'performance-chart')
  const point = useDrawn(box, width, props, setPlace)
  const last = data.times.length - 1
  const at = Math.min(place ?? last, last)
  function moveTo(next: number): void {
    if (next < 0 || next > last) return props.onMove(next < 0 ? -1 : 1)
    setPlace(next)
    point(next)
  }
  function handleKey(event: KeyboardEvent<HTMLElement>): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const step = stepAlongLine(event.key, event.currentTarget)
    const moment = data.times[at] ?? now
    if (step !== 0) moveTo(at + step * (event.shiftKey ? 10 : 1))
    else if (event.key === 'Home') moveTo(0)
    else if (event.key === 'End') moveTo(last)
    else if (event.key === '+') props.onZoomStep(moment, 0.5)
    else if (event.key === '-') props.onZoomStep(moment, 2)
    else if (event.key === '0') props.onReset()
    else if (event.key === 'Enter') props.onChoose(moment)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      ref={box}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={at}
      aria-valuetext={pointInWords()}
      aria-keyshortcuts="ArrowLeft ArrowRight Home End + - 0 Enter"
      className={styles['chart']}
      onKeyDown={handleKey}
    />
  )

  function pointInWords(): string {
    const moment = formatMoment(data.times[at] ?? now, now)
    const [p50, p95, max] = (['p50', 'p95', 'max'] as const).map((line) => data.values[line][at] ?? null)
    if (p95 === null || p95 === undefined) return t('performance.nothingAt', { at: moment })
    const value = (of: number | null | undefined): string => valueInUnit(t, props.unit, of ?? null)
    return t('performance.pointAt', { at: moment, p50: value(p50), p95: value(p95), max: value(max) })
  }
}

/** Draws into the box; answers how to move the cursor of all charts to a place. */
function useDrawn(
  box: React.RefObject<HTMLDivElement | null>,
  width: number,
  { unit, data, span, now, off, limits, alerts, onZoom, onReset, onChoose }: ChartProps,
  setPlace: (place: number | null) => void,
): (place: number) => void {
  const { t } = useTranslation()
  const chart = useRef<DrawnChart | null>(null)
  const hovered = useRef<number | null>(null)
  const write = useEffectEvent((value: number) => valueInUnit(t, unit, value))
  const writeTimes = useEffectEvent((times: readonly number[], shown: Span) => axisTimes(times, shown, now))
  const zoom = useEffectEvent((to: Span) => onZoom(to))
  const reset = useEffectEvent(() => onReset())
  const choose = useEffectEvent(() => {
    const at = hovered.current === null ? undefined : data.times[hovered.current]
    if (at !== undefined) onChoose(at)
  })
  const hover = useEffectEvent((place: number | null) => {
    hovered.current = place
    if (place !== null) setPlace(place)
  })
  const begin = useEffectEvent((into: HTMLElement) => {
    return new DrawnChart(
      into,
      width,
      { data, span, off, limits, alerts },
      {
        ...{ write: (value) => write(value), writeTimes: (times, shown) => writeTimes(times, shown) },
        ...{
          onCursor: (place) => hover(place),
          onZoom: (to) => zoom(to),
          onReset: () => reset(),
          onChoose: () => choose(),
        },
      },
    )
  })
  const isDrawn = width > 0
  useEffect(() => {
    const into = box.current
    if (!isDrawn || into === null || !canDraw()) return
    const drawn = begin(into)
    chart.current = drawn
    const themes = new MutationObserver(() => drawn.redraw())
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    return () => {
      themes.disconnect()
      chart.current = null
      drawn.end()
    }
  }, [box, isDrawn])
  useEffect(() => chart.current?.resize(width), [width])
  useEffect(() => chart.current?.show({ data, span, off, limits, alerts }), [data, span, off, limits, alerts])
  return (place) => chart.current?.point(place)
}
