import type { Report } from '#shared/domain/report.ts'
import { type ReportWriting, writtenCell, writtenTime } from '#shared/report/cells.ts'
import { type ReportTable, reportTables } from '#shared/report/tables.ts'
import { filled } from '#shared/report/texts.ts'
import { escaped } from '../../platform/markup.ts'
import { chartSvg } from './chart-svg.ts'
import { REPORT_STYLE } from './html-style.ts'

/**
 * The report as one file that needs nothing else: no script, no font, no picture from anywhere. Its policy forbids what it does
 * not need, so that no name in it can do anything either. The PDF is printed from it.
 *
 * @param letters fonts for a page that is printed where there may be none, as a piece of style without addresses
 */
export function reportAsHtml(report: Report, writing: ReportWriting, letters = ''): string {
  const { period, coverage, reliability } = report
  const { texts, language, isRightToLeft, timeZone } = writing
  const title = reportTitle(report, writing)
  const span = `${writtenTime(period.fromAt, writing)} – ${writtenTime(period.toAt, writing)}`
  const unseen = coverage.observedShare < 1 ? [unseenNote(coverage.observedShare, writing)] : []
  const { isIntact, problem } = reliability.ledger
  const damaged = isIntact ? [] : [filled(texts.notIntact, { problem: setOff(problem ?? '', writing) })]
  return [
    `<!doctype html><html lang="${language}" dir="${isRightToLeft ? 'rtl' : 'ltr'}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'${letters === '' ? '' : '; font-src data:'}">`,
    `<meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${letters}${REPORT_STYLE}</style></head>`,
    `<body><header><h1>${escaped(title)}</h1><p>${escaped(span)}</p>`,
    `<p>${escaped(filled(texts.times, { zone: setOff(timeZone, writing) }))}</p></header><main>`,
    ...[...unseen, ...damaged].map((text) => `<p class="warning">${escaped(text)}</p>`),
    keyFigures(report, writing),
    charts(report, writing),
    ...reportTables(report, writing).map((table) => section(table, writing)),
    '</main></body></html>\n',
  ].join('\n')
}

/** As it stands above the report and at the foot of its pages. */
export function reportTitle({ site }: Pick<Report, 'site'>, writing: ReportWriting): string {
  return filled(writing.texts.title, { site: setOff(site.name, writing) })
}

/** What others wrote keeps its own order among words from right to left. */
function setOff(text: string, { isRightToLeft }: ReportWriting): string {
  return isRightToLeft ? `\u2068${text}\u2069` : text
}

function unseenNote(observedShare: number, writing: ReportWriting): string {
  const share = writtenCell({ kind: 'share', value: 1 - observedShare }, writing)
  return filled(writing.texts.notObserved, { share })
}

function keyFigures({ fleet, reliability }: Report, writing: ReportWriting): string {
  const words = writing.texts.summary
  const figures = [
    [words.availability, { kind: 'share', value: fleet.availability }],
    [words.outages, { kind: 'count', value: fleet.outages }],
    [words.applied, { kind: 'count', value: reliability.period.ended['applied'] ?? 0 }],
    [words.lost, { kind: 'count', value: reliability.lost }],
  ] as const
  const boxes = figures.map(
    ([name, cell]) => `<div><dt>${escaped(name)}</dt><dd>${escaped(writtenCell(cell, writing))}</dd></div>`,
  )
  return `<dl class="figures">${boxes.join('')}</dl>`
}

function charts({ fleet, reliability }: Report, writing: ReportWriting): string {
  const words = writing.texts.charts
  const known = fleet.timeline.flatMap(({ availability }) => availability ?? [])
  const lowest = known.length === 0 ? 0 : Math.min(...known)
  const label = (at: number): string => labelOf(at, fleet.timeline, writing)
  const applied = reliability.period.timeline.map(({ applied: count }) => count)
  return [
    chartSvg({
      title: words.availability,
      summary: filled(words.availabilitySummary, {
        lowest: writtenCell({ kind: 'share', value: lowest }, writing),
      }),
      bars: fleet.timeline.map(({ fromAt, availability }) => ({ label: label(fromAt), value: availability })),
      // From where something can be seen: at 99 % and more a whole axis would show a full block.
      from: Math.floor(lowest * 20) / 20 === 1 ? 0.95 : Math.floor(lowest * 20) / 20,
      to: 1,
      format: (value) => writtenCell({ kind: 'share', value }, writing),
    }),
    chartSvg({
      title: words.applied,
      summary: filled(words.appliedSummary, { most: writing.whole.format(Math.max(0, ...applied)) }),
      bars: reliability.period.timeline.map(({ fromAt, applied: value }) => ({ label: label(fromAt), value })),
      from: 0,
      to: Math.max(2, ...applied),
      format: (value) => writtenCell({ kind: 'count', value }, writing),
    }),
  ].join('\n')
}

/** The hour where hours are drawn, else the day. */
function labelOf(
  at: number,
  timeline: readonly { fromAt: number; toAt: number }[],
  { hour, day }: ReportWriting,
): string {
  const [first] = timeline
  return (first !== undefined && first.toAt - first.fromAt <= 3_600_000 ? hour : day).format(at)
}

function section({ id, title, columns, rows }: ReportTable, writing: ReportWriting): string {
  const { device, none } = writing.texts
  const words: Readonly<Record<string, string>> = none
  if (rows.length === 0)
    return `<section><h2>${escaped(title)}</h2><p class="note">${escaped(words[id] ?? none.other)}</p></section>`
  const mark = (place: number): string => {
    const column = columns[place]
    return column?.isNumber ? ' class="number"' : column?.title === device.id ? ' class="id"' : ''
  }
  const head = columns.map((column, place) => `<th scope="col"${mark(place)}>${escaped(column.title)}</th>`)
  const body = rows.map(
    (row) =>
      `<tr>${row.map((cell, place) => `<td${mark(place)}><bdi>${escaped(writtenCell(cell, writing))}</bdi></td>`).join('')}</tr>`,
  )
  return `<section id="${id}"><h2>${escaped(title)}</h2><table${columns.length === 2 ? ' class="facts"' : ''}><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('\n')}</tbody></table></section>`
}
