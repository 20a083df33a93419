import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { BoundPoint } from '../../../app/board/binding-desk.ts'

/** Lines over the time, as they are to be drawn now. */
export interface DrawnLines {
  readonly lines: readonly (readonly BoundPoint[])[]
  readonly low: number | null
  readonly high: number | null
}

export interface LineWords {
  readonly value: (value: number) => string
  readonly time: (at: number) => string
}

/** Each line has its own dash: they are told apart without colour. */
export const DASHES: readonly (readonly number[])[] = [[], [6, 4], [2, 3], [10, 3, 2, 3]]

/** Between the times of the axis, in milliseconds. Its clock shows no less than a second: finer steps would repeat one time. */
const TIME_STEPS: readonly number[] = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200,
].map((seconds) => seconds * 1_000)

/** Without a canvas the words still say everything. */
export const canDraw = (): boolean => document.createElement('canvas').getContext('2d') !== null

/** A chart on a canvas that fills its place, in the colours and sizes of the page. */
export class LineChart {
  readonly #plot: uPlot
  /** Colours by the names of their tokens. To read one lays the page out, in the middle of a frame. */
  readonly #colours = new Map<string, string>()
  #drawn: DrawnLines

  constructor(place: HTMLElement, drawn: DrawnLines, words: LineWords) {
    this.#drawn = drawn
    const options = optionsOf(sizeOf(place), drawn.lines.length, words, (name) => this.#colour(name))
    this.#plot = new uPlot(options, columnsOf(drawn.lines), place)
    this.#scale()
  }

  show(drawn: DrawnLines): void {
    this.#drawn = drawn
    this.#plot.setData(columnsOf(drawn.lines), false)
    this.#scale()
  }

  resize(place: HTMLElement): void {
    this.#plot.setSize(sizeOf(place))
  }

  /** The page has other colours. */
  redraw(): void {
    this.#colours.clear()
    this.#plot.redraw(false, true)
  }

  end(): void {
    this.#plot.destroy()
  }

  #colour(name: string): string {
    const known = this.#colours.get(name)
    if (known !== undefined) return known
    const colour = getComputedStyle(document.documentElement).getPropertyValue(name).trim() || 'gray'
    this.#colours.set(name, colour)
    return colour
  }

  #scale(): void {
    const points = this.#drawn.lines.flat()
    const values = points.map(({ value }) => value)
    const low = this.#drawn.low ?? Math.min(0, ...values)
    const high = this.#drawn.high ?? Math.max(low, ...values) * 1.08
    const times = points.map(({ at }) => at)
    this.#plot.batch(() => {
      if (times.length > 0) this.#plot.setScale('x', { min: Math.min(...times), max: Math.max(...times) })
      this.#plot.setScale('y', { min: low, max: high > low ? high : low + 1 })
    })
  }
}

/** A column of times, and for each line a value or a gap at each of them. A line goes on over the times of the others. */
export function columnsOf(lines: readonly (readonly BoundPoint[])[]): uPlot.AlignedData {
  const times = [...new Set(lines.flatMap((line) => line.map(({ at }) => at)))].toSorted((a, b) => a - b)
  const place = new Map(times.map((at, index) => [at, index]))
  const columns = lines.map((line) => {
    const column: (number | undefined)[] = times.map(() => undefined)
    for (const { at, value } of line) column[place.get(at) ?? 0] = value
    return column
  })
  return [times, ...columns]
}

function sizeOf(place: HTMLElement): { width: number; height: number } {
  return { width: Math.max(1, place.clientWidth), height: Math.max(1, place.clientHeight) }
}

type Colour = (name: string) => string

function optionsOf(
  size: { width: number; height: number },
  count: number,
  words: LineWords,
  colour: Colour,
): uPlot.Options {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
  const letters = Math.round(rem * 0.75)
  const axis = {
    ...{ stroke: () => colour('--muted'), font: `${letters}px Inter, sans-serif` },
    ...{ ticks: { show: false }, border: { show: false } },
  }
  return {
    ...size,
    ...{ ms: 1, legend: { show: false }, padding: [letters / 2, letters / 2, 0, 0], cursor: { show: false } },
    scales: { x: { time: true, auto: false }, y: { auto: false } },
    axes: [
      {
        ...axis,
        ...{ grid: { show: false }, size: letters * 2, space: letters * 8, incrs: [...TIME_STEPS] },
        values: (_plot, splits) => splits.map(words.time),
      },
      {
        ...axis,
        ...{ size: letters * 5, space: letters * 3, gap: letters / 2 },
        grid: { stroke: () => colour('--line-soft'), width: 1 },
        values: (_plot, splits) => splits.map(words.value),
      },
    ],
    series: [{}, ...Array.from({ length: count }, (_, index) => seriesOf(index, rem, colour))],
  }
}

function seriesOf(index: number, rem: number, colour: Colour): uPlot.Series {
  return {
    stroke: () => colour(index % 2 === 0 ? '--text' : '--muted'),
    width: rem / 10,
    dash: [...(DASHES[index] ?? [])],
    spanGaps: true,
    points: { show: false },
  }
}
