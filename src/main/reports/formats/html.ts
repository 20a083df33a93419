import type { Report } from '#shared/domain/report.ts'
import { writtenCell, writtenTime } from '#shared/report/cells.ts'
import { type ReportTable, reportTables } from '#shared/report/tables.ts'
import { filled, REPORT_TEXTS as T } from '#shared/report/texts.ts'
import { escaped } from '../../platform/markup.ts'
import { chartSvg } from './chart-svg.ts'
import { REPORT_STYLE } from './html-style.ts'

/**
 * The report as one file that needs nothing else: no script, no font, no picture from anywhere. Its policy forbids what it does
 * not need, so that no name in it can do anything either. The PDF is printed from it.
 *
 * @param timeZone IANA name of the zone all times are written in
 */
export function reportAsHtml(report: Report, timeZone: string): string {
  const { site, period, coverage, reliability } = report
  const title = `${T.title}: ${site.name}`
  const span = `${writtenTime(period.fromAt, timeZone)} – ${writtenTime(period.toAt, timeZone)}`
  const unseen = coverage.observedShare < 1 ? [unseenNote(coverage.observedShare)] : []
  const { isIntact, problem } = reliability.ledger
  const damaged = isIntact ? [] : [filled(T.notIntact, { problem: problem ?? '' })]
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${REPORT_STYLE}</style></head>`,
    `<body><header><h1>${escaped(title)}</h1><p>${escaped(span)}</p>`,
    `<p>${escaped(filled(T.times, { zone: timeZone }))}</p></header><main>`,
    ...[...unseen, ...damaged].map((text) => `<p class="warning">${escaped(text)}</p>`),
    keyFigures(report, timeZone),
    charts(report, timeZone),
    ...reportTables(report).map((table) => section(table, timeZone)),
    '</main></body></html>\n',
  ].join('\n')
}

function unseenNote(observedShare: number): string {
  return filled(T.notObserved, { share: writtenCell({ kind: 'share', value: 1 - observedShare }, 'UTC') })
}

function keyFigures({ fleet, reliability }: Report, timeZone: string): string {
  const figures = [
    [T.summary.availability, { kind: 'share', value: fleet.availability }],
    [T.summary.outages, { kind: 'count', value: fleet.outages }],
    [T.summary.applied, { kind: 'count', value: reliability.period.ended['applied'] ?? 0 }],
    [T.summary.lost, { kind: 'count', value: reliability.lost }],
  ] as const
  const boxes = figures.map(
    ([name, cell]) => `<div><dt>${escaped(name)}</dt><dd>${escaped(writtenCell(cell, timeZone))}</dd></div>`,
  )
  return `<dl class="figures">${boxes.join('')}</dl>`
}

function charts({ fleet, reliability }: Report, timeZone: string): string {
  const known = fleet.timeline.flatMap(({ availability }) => availability ?? [])
  const lowest = known.length === 0 ? 0 : Math.min(...known)
  const label = (at: number): string => labelOf(at, fleet.timeline, timeZone)
  const applied = reliability.period.timeline.map(({ applied: count }) => count)
  return [
    chartSvg({
      title: T.charts.availability,
      summary: filled(T.charts.availabilitySummary, {
        lowest: writtenCell({ kind: 'share', value: lowest }, timeZone),
      }),
      bars: fleet.timeline.map(({ fromAt, availability }) => ({ label: label(fromAt), value: availability })),
      // From where something can be seen: at 99 % and more a whole axis would show a full block.
      from: Math.floor(lowest * 20) / 20 === 1 ? 0.95 : Math.floor(lowest * 20) / 20,
      to: 1,
      format: (value) => writtenCell({ kind: 'share', value }, timeZone),
    }),
    chartSvg({
      title: T.charts.applied,
      summary: filled(T.charts.appliedSummary, { most: String(Math.max(0, ...applied)) }),
      bars: reliability.period.timeline.map(({ fromAt, applied: value }) => ({ label: label(fromAt), value })),
      from: 0,
      to: Math.max(2, ...applied),
      format: (value) => writtenCell({ kind: 'count', value }, timeZone),
    }),
  ].join('\n')
}

/** The hour where hours are drawn, else the day. */
function labelOf(at: number, timeline: readonly { fromAt: number; toAt: number }[], timeZone: string): string {
  const [first] = timeline
  const written = writtenTime(at, timeZone)
  return first !== undefined && first.toAt - first.fromAt <= 3_600_000 ? written.slice(11, 16) : written.slice(5, 10)
}

function section({ id, title, columns, rows }: ReportTable, timeZone: string): string {
  if (rows.length === 0)
    return `<section><h2>${escaped(title)}</h2><p class="note">${escaped(T.none[id] ?? T.none.other)}</p></section>`
  const mark = (place: number): string => {
    const column = columns[place]
    return column?.isNumber ? ' class="number"' : column?.title === T.device.id ? ' class="id"' : ''
  }
  const head = columns.map((column, place) => `<th scope="col"${mark(place)}>${escaped(column.title)}</th>`)
  const body = rows.map(
    (row) =>
      `<tr>${row.map((cell, place) => `<td${mark(place)}><bdi>${escaped(writtenCell(cell, timeZone))}</bdi></td>`).join('')}</tr>`,
  )
  return `<section id="${id}"><h2>${escaped(title)}</h2><table${columns.length === 2 ? ' class="facts"' : ''}><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('\n')}</tbody></table></section>`
}
