import { escaped } from '../../platform/markup.ts'

export interface ChartBar {
  /** What stands below it, where there is room. */
  readonly label: string
  /** In the chart's unit; null: nothing is known, and no bar is drawn. */
  readonly value: number | null
}

export interface ChartOptions {
  readonly title: string
  /** What the chart shows, in a sentence, for those who cannot see it. */
  readonly summary: string
  readonly bars: readonly ChartBar[]
  /** The ends of the axis. */
  readonly from: number
  readonly to: number
  readonly format: (value: number) => string
}

const WIDTH = 720
const HEIGHT = 150
const LEFT = 64
const BOTTOM = 22
const TOP = 10
/** Few columns would be blocks. */
const MAX_BAR = 44
/** Labels below the axis: more of them would touch. */
const MAX_LABELS = 8

/** Columns over time as SVG without any script. Stretches that nobody saw are hatched, not empty: nothing is not zero. */
export function chartSvg({ title, summary, bars, from, to, format }: ChartOptions): string {
  const step = (WIDTH - LEFT) / Math.max(1, bars.length)
  const yOf = (value: number): number => {
    const share = to === from ? 0 : (Math.min(to, Math.max(from, value)) - from) / (to - from)
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - share)
  }
  const everyNth = Math.ceil(bars.length / MAX_LABELS)
  const columns = bars.map(({ value }, index) => columnOf(LEFT + index * step, step, value, yOf))
  const labels = bars.flatMap(({ label }, index) =>
    index % everyNth === 0
      ? `<text x="${rounded(LEFT + (index + 0.5) * step)}" y="${HEIGHT - 6}" text-anchor="middle">${escaped(label)}</text>`
      : [],
  )
  const axis = [from, (from + to) / 2, to].map(
    (value) =>
      `<line x1="${LEFT}" x2="${WIDTH}" y1="${rounded(yOf(value))}" y2="${rounded(yOf(value))}" class="grid"/>` +
      `<text x="${LEFT - 6}" y="${rounded(yOf(value) + 3.5)}" text-anchor="end">${escaped(format(value))}</text>`,
  )
  return (
    `<figure><figcaption>${escaped(title)}</figcaption>` +
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(summary)}">` +
    `<defs><pattern id="unseen" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">` +
    `<line x1="0" y1="0" x2="0" y2="6" class="hatch"/></pattern></defs>` +
    `${axis.join('')}${columns.join('')}${labels.join('')}</svg></figure>`
  )
}

function columnOf(x: number, step: number, value: number | null, yOf: (value: number) => number): string {
  if (value === null) {
    const whole = `x="${rounded(x)}" width="${rounded(step)}"`
    return `<rect ${whole} y="${TOP}" height="${HEIGHT - TOP - BOTTOM}" fill="url(#unseen)"/>`
  }
  const width = Math.min(MAX_BAR, step - Math.min(2, step / 5))
  const place = `x="${rounded(x + (step - width) / 2)}" width="${rounded(width)}"`
  const y = yOf(value)
  return `<rect ${place} y="${rounded(y)}" height="${rounded(HEIGHT - BOTTOM - y)}" class="bar"/>`
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
