import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { PerformanceAlert } from '#shared/domain/metrics.ts'
import type { Span } from '../../app/report-period.ts'
import type { ChartData } from './chart-data.ts'

export interface Drawn {
  readonly data: ChartData
  readonly span: Span
  /** When the console did not run. */
  readonly off: readonly Span[]
  readonly limits: { readonly warning: number; readonly critical: number } | null
  readonly alerts: readonly PerformanceAlert[]
}

export interface ChartActs {
  readonly write: (value: number) => string
  readonly writeTimes: (times: readonly number[], span: Span) => string[]
  readonly onCursor: (place: number | null) => void
  readonly onZoom: (span: Span) => void
  readonly onReset: () => void
  readonly onChoose: () => void
}

/** Pixels of the page, not of the screen. */
const HEIGHT = 150
const AXIS_WIDTH = 68
const CLICK_PX = 4

/** A chart on a canvas. Colours are read from the tokens each time it is drawn. */
export class DrawnChart {
  readonly #plot: uPlot
  #drawn: Drawn

  constructor(place: HTMLElement, width: number, drawn: Drawn, acts: ChartActs) {
    this.#drawn = drawn
    this.#plot = new uPlot(
      optionsOf(width, () => this.#drawn, acts),
      columnsOf(drawn.data),
      place,
    )
    this.#scale()
  }

  show(drawn: Drawn): void {
    this.#drawn = drawn
    this.#plot.setData(columnsOf(drawn.data), false)
    this.#scale()
  }

  resize(width: number): void {
    this.#plot.setSize({ width, height: HEIGHT })
  }

  /** The tokens are others now. */
  redraw(): void {
    this.#plot.redraw(false, true)
  }

  /** Moves the cursor of all charts to this place; null: takes it away. */
  point(place: number | null): void {
    const at = place === null ? undefined : this.#drawn.data.times[place]
    const left = at === undefined ? -10 : this.#plot.valToPos(at, 'x')
    this.#plot.setCursor({ left, top: at === undefined ? -10 : 4 })
  }

  end(): void {
    this.#plot.destroy()
  }

  #scale(): void {
    const { span, data, limits } = this.#drawn
    const { values, before } = data
    const all = [values.p50, values.p95, values.max, before ?? []].flat().filter((value) => value !== null)
    const most = all.reduce((top, value) => Math.max(top, value), 0)
    // A limit far above everything would press the line to the bottom: it is drawn where it can be told from it.
    const top = limits !== null && limits.warning <= most * 2 ? Math.max(most, limits.warning) : most
    this.#plot.batch(() => {
      this.#plot.setScale('x', { min: span.fromAt, max: span.toAt })
      this.#plot.setScale('y', { min: 0, max: top === 0 ? 1 : top * 1.08 })
    })
  }
}

function columnsOf({ times, values, before }: ChartData): uPlot.AlignedData {
  const none = times.map(() => null)
  return [[...times], [...values.max], [...values.p50], [...values.p95], [...(before ?? none)]]
}

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim() || 'gray'
}

function lineOf(name: string, width: number, dash: number[] = []): uPlot.Series {
  return {
    stroke: () => token(name),
    width,
    dash,
    points: { show: true, filter: lonely, size: 4, stroke: () => token(name), fill: () => token(name) },
  }
}

/** Points without a neighbour: no line would show them. */
const lonely: uPlot.Series.Points.Filter = (plot, series) => {
  const values = plot.data[series] ?? []
  const found: number[] = []
  for (let place = 0; place < values.length; place += 1) {
    const isAlone = (values[place - 1] ?? null) === null && (values[place + 1] ?? null) === null
    if ((values[place] ?? null) !== null && isAlone) found.push(place)
  }
  return found
}

function optionsOf(width: number, drawn: () => Drawn, acts: ChartActs): uPlot.Options {
  const font = '11px Inter, sans-serif'
  const axis = { stroke: () => token('--muted'), font, ticks: { show: false }, border: { show: false } }
  return {
    ...{ width, height: HEIGHT, ms: 1, legend: { show: false }, padding: [10, 8, 0, 0] },
    cursor: {
      sync: { key: 'performance', scales: ['x', null] },
      drag: { x: true, y: false, setScale: false, dist: CLICK_PX },
      points: { size: 6, stroke: () => token('--focus'), fill: () => token('--plane') },
      y: false,
      bind: {
        dblclick: () => () => {
          acts.onReset()
          return null
        },
      },
    },
    scales: { x: { time: true, auto: false }, y: { auto: false } },
    axes: [
      {
        ...axis,
        ...{ grid: { show: false }, size: 24, space: 84 },
        values: (_plot, splits) => acts.writeTimes(splits, drawn().span),
      },
      {
        ...axis,
        ...{ size: AXIS_WIDTH, space: 36, gap: 6 },
        grid: { stroke: () => token('--line-soft'), width: 1 },
        values: (_plot, splits) => splits.map(acts.write),
      },
    ],
    series: [
      {},
      lineOf('--line-strong', 1, [1, 3]),
      lineOf('--muted', 1),
      lineOf('--text', 1.6),
      lineOf('--low', 1, [5, 4]),
    ],
    hooks: {
      drawClear: [(plot) => shadeOff(plot, drawn())],
      draw: [(plot) => drawMarks(plot, drawn())],
      setCursor: [(plot) => acts.onCursor((plot.cursor.left ?? -1) < 0 ? null : (plot.cursor.idx ?? null))],
      setSelect: [(plot) => selected(plot, acts)],
      ready: [(plot) => chooseByClick(plot, acts)],
    },
  }
}

function selected(plot: uPlot, acts: ChartActs): void {
  const { left, width } = plot.select
  if (width < CLICK_PX) return
  acts.onZoom({ fromAt: plot.posToVal(left, 'x'), toAt: plot.posToVal(left + width, 'x') })
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
}

/** Where a drag ends is no click. */
function chooseByClick({ over }: uPlot, { onChoose }: ChartActs): void {
  let downAt = 0
  over.addEventListener('mousedown', ({ clientX }) => {
    downAt = clientX
  })
  over.addEventListener('click', ({ clientX }) => {
    if (Math.abs(clientX - downAt) < CLICK_PX) onChoose()
  })
}

/** Behind everything: when nobody can know, since the console did not run. */
function shadeOff(plot: uPlot, { off }: Drawn): void {
  const { ctx } = plot
  const { top, height, left, width } = plot.bbox
  ctx.save()
  ctx.beginPath()
  ctx.rect(left, top, width, height)
  ctx.clip()
  for (const { fromAt, toAt } of off) {
    const from = plot.valToPos(fromAt, 'x', true)
    const to = plot.valToPos(toAt, 'x', true)
    ctx.fillStyle = token('--sunken')
    ctx.fillRect(from, top, to - from, height)
    hatch(ctx, { from, to, top, height })
  }
  ctx.restore()
}

function hatch(
  ctx: CanvasRenderingContext2D,
  { from, to, top, height }: { from: number; to: number; top: number; height: number },
): void {
  const step = 8 * devicePixelRatio
  ctx.save()
  ctx.beginPath()
  ctx.rect(from, top, to - from, height)
  ctx.clip()
  ctx.strokeStyle = token('--line')
  ctx.lineWidth = devicePixelRatio
  ctx.beginPath()
  for (let x = from - (from % step) - height; x < to; x += step) {
    ctx.moveTo(x, top + height)
    ctx.lineTo(x + height, top)
  }
  ctx.stroke()
  ctx.restore()
}

/** The limits as lines, and each alert as its shape at the top. */
function drawMarks(plot: uPlot, { limits, alerts, span }: Drawn): void {
  const { ctx } = plot
  const { left, width, top } = plot.bbox
  const unit = devicePixelRatio
  const highest = plot.scales['y']?.max ?? 0
  ctx.save()
  for (const level of ['warning', 'critical'] as const) {
    const value = limits?.[level] ?? Number.POSITIVE_INFINITY
    if (value > highest) continue
    const y = plot.valToPos(value, 'y', true)
    ctx.strokeStyle = token(level === 'critical' ? '--critical' : '--medium')
    ctx.lineWidth = unit
    ctx.setLineDash(level === 'critical' ? [] : [6 * unit, 4 * unit])
    ctx.beginPath()
    ctx.moveTo(left, y)
    ctx.lineTo(left + width, y)
    ctx.stroke()
  }
  ctx.setLineDash([])
  for (const { at, level } of alerts) {
    if (at < span.fromAt || at > span.toAt) continue
    mark(ctx, plot.valToPos(at, 'x', true), top, level)
  }
  ctx.restore()
}

/** A triangle for a warning, a diamond for what is critical: as everywhere. */
function mark(ctx: CanvasRenderingContext2D, x: number, top: number, level: PerformanceAlert['level']): void {
  const size = 5 * devicePixelRatio
  ctx.fillStyle = token(level === 'critical' ? '--critical' : '--medium')
  ctx.beginPath()
  ctx.moveTo(x, top - size)
  ctx.lineTo(x + size, level === 'critical' ? top : top + size)
  if (level === 'critical') ctx.lineTo(x, top + size)
  ctx.lineTo(x - size, level === 'critical' ? top : top + size)
  ctx.closePath()
  ctx.fill()
}
