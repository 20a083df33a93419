import type { FigureResult, Measured } from './result.ts'

/** A figure that could not be measured, and why. */
export interface Failure {
  readonly id: string
  readonly message: string
}

export interface Report {
  readonly results: readonly FigureResult[]
  readonly failures: readonly Failure[]
  readonly isQuick: boolean
  readonly seconds: number
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string }
}

const DIGITS = 4

/** The whole report as JSON, numbers cut to four digits that mean something. */
export function jsonOf(report: Report): string {
  return `${JSON.stringify(report, (_name, value: unknown) => (typeof value === 'number' ? rounded(value) : value), 2)}\n`
}

const HEADINGS = ['figure', '', 'result', 'spread', 'floor', 'aim', 'measured', 'limit', ''] as const

/** The report as a table for people. */
export function tableOf({ results, failures, isQuick, seconds }: Report): string {
  const rows = results.map((result) => [
    result.id,
    result.title,
    `${show(result.ratio)} ${result.unit}`,
    `${show(result.spread.min)}–${show(result.spread.max)}`,
    `${sign(result)} ${show(result.floor)}`,
    `${sign(result)} ${show(result.aim)}`,
    showMeasured(result.measured),
    result.limit === null ? '–' : showMeasured(result.limit),
    judgementOf(result),
  ])
  const lines = aligned([HEADINGS, ...rows])
  for (const { id, message } of failures) lines.push(`${id}  could not be measured: ${message}`)
  const met = results.filter((result) => result.isFloorMet).length
  const remark = isQuick ? ' (quick: the figures mean little)' : ''
  lines.push(`${met} of ${results.length + failures.length} floors met in ${Math.round(seconds)} s${remark}`)
  return `${lines.join('\n')}\n`
}

function judgementOf({ isAimMet, isFloorMet }: FigureResult): string {
  if (isAimMet && isFloorMet) return 'aim met'
  return isFloorMet ? 'floor met' : 'BELOW FLOOR'
}

function sign({ better }: FigureResult): string {
  return better === 'higher' ? '≥' : '≤'
}

function showMeasured({ median, unit }: Measured): string {
  return `${show(median)} ${unit}`
}

function show(value: number): string {
  return rounded(value).toLocaleString('en', { maximumSignificantDigits: DIGITS })
}

function rounded(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(DIGITS))
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
