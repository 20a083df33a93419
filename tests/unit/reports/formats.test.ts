import { parse } from 'csv-parse/sync'
import readExcel from 'read-excel-file/node'
import { beforeAll, describe, expect, it } from 'vitest'
import { escaped } from '../../../src/main/platform/markup.ts'
import { compileReport } from '../../../src/main/reports/compile.ts'
import { reportAsCsv } from '../../../src/main/reports/formats/csv.ts'
import { reportAsHtml } from '../../../src/main/reports/formats/html.ts'
import { reportAsXlsx } from '../../../src/main/reports/formats/xlsx.ts'
import type { Report } from '../../../src/shared/domain/report.ts'
import { LANGUAGE_NAMES, SPOKEN_LANGUAGES } from '../../../src/shared/i18n/languages.ts'
import {
  type CellKind,
  STABLE_WRITING as ENGLISH,
  reportWriting,
  writtenCell,
  writtenDuration,
  writtenTime,
} from '../../../src/shared/report/cells.ts'
import { reportTables } from '../../../src/shared/report/tables.ts'
import { GOLDEN, GOLDEN_ABOUT, MIDNIGHT, sourceOf } from '../../support/report-facts.ts'

/** Where spreadsheets begin to count days: a duration is read as a moment of that day and those after it. */
const DAY_ZERO = Date.UTC(1899, 11, 30)
let report: Report

beforeAll(async () => {
  report = await compileReport(sourceOf(GOLDEN, GOLDEN_ABOUT), GOLDEN_ABOUT)
})

/** What another program read, as the report has it. Spreadsheets count in fractions of a day, to some tenths of a millisecond. */
function exact(kind: CellKind, read: unknown): unknown {
  if (!(read instanceof Date)) return read
  const days = Math.round(read.getTime() / 1_000) * 1_000
  return kind === 'duration' ? days - DAY_ZERO : days
}

describe('a report as CSV', () => {
  it('holds every figure of every table, exact', () => {
    const [, ...lines] = parse(reportAsCsv(report), { bom: true })
    const wanted = reportTables(report, ENGLISH).flatMap(({ id, columns, rows }) =>
      rows.flatMap((row, index) =>
        row.map(({ kind, value }, place) => [
          ...[id, String(index + 1), columns[place]?.title, kind],
          String(value ?? '').replace(/^=/, "'="),
        ]),
      ),
    )
    expect(lines).toEqual(wanted)
    expect(lines.length).toBeGreaterThan(80)
  })

  it('runs nothing in a spreadsheet', () => {
    const hostile = structuredClone(report)
    for (const device of hostile.fleet.perDevice) device.name = '=HYPERLINK("http://x","y")'
    expect(reportAsCsv(hostile)).not.toMatch(/(^|,)"?=HYPERLINK/m)
  })
})

describe('a report as XLSX', () => {
  it('read by another program holds the same figures, as numbers and dates', async () => {
    const buffer = await reportAsXlsx(report, ENGLISH)
    const sheets = await readExcel(buffer)
    expect(sheets.map(({ sheet }) => sheet)).toEqual(reportTables(report, ENGLISH).map(({ sheet }) => sheet))
    for (const [place, { columns, rows }] of reportTables(report, ENGLISH).entries()) {
      const [head, ...body] = sheets[place]?.data ?? []
      expect(head).toEqual(columns.map(({ title }) => title))
      const read = rows.map((row, index) => row.map(({ kind }, at) => exact(kind, body[index]?.[at] ?? null)))
      expect(read).toEqual(rows.map((row) => row.map(({ value }) => value)))
    }
  })
})

describe('a report as HTML', () => {
  it('holds every figure as people read it, and says what was not seen', () => {
    const html = reportAsHtml(report, ENGLISH)
    for (const { rows, title } of reportTables(report, ENGLISH)) {
      expect(html).toContain(`<h2>${escaped(title)}</h2>`)
      for (const row of rows)
        for (const cell of row) expect(html).toContain(`<bdi>${escaped(writtenCell(cell, ENGLISH))}</bdi>`)
    }
    expect(html).toContain('For 16.667% of this period nobody could see the site')
  })

  it('needs nothing from anywhere, and shows names as they are', () => {
    const hostile = structuredClone(report)
    hostile.site.name = '</title><script>alert(1)</script>'
    for (const device of hostile.fleet.perDevice) device.name = '"><img src=x onerror=alert(1)>\u0000'
    const html = reportAsHtml(hostile, ENGLISH)
    expect(html).not.toMatch(/<script|<img|<link|<iframe|url\((?!#)/)
    expect(html).toContain(`default-src 'none'`)
    expect(html).toContain('&lt;script&gt;')
    expect(html).not.toContain('\u0000')
  })
})

const METRIC: Report['performance']['metrics'][number] = {
  ...{ name: 'connection_rtt', unit: 'ms', count: 1, mean: 1, p50: 1, p95: 1, p99: 1, max: 1 },
  ...{ warnings: 0, criticals: 0, timeline: [] },
}

const INNER_WORDS = { en: 'Lost', de: 'Verloren', fr: 'Perdues', ja: '損失', ar: 'فُقدت' } as const

describe.each(SPOKEN_LANGUAGES)('a report in %s', (language) => {
  const writing = reportWriting(language, 'UTC')

  it('says all of it in that language, in its direction, and names the language', () => {
    const html = reportAsHtml(report, writing)
    expect(html).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`)
    expect(html).toContain(`<bdi>${LANGUAGE_NAMES[language]}</bdi>`)
    expect(html).toContain(`<bdi>${INNER_WORDS[language]}</bdi>`)
    for (const { title } of reportTables(report, writing)) expect(html).toContain(`<h2>${escaped(title)}</h2>`)
  })

  it('calls the figures of the console as its pages do, and what nobody has named by its own name', () => {
    const { metricName, texts } = writing
    expect(metricName('connection_rtt')).toBe(texts.metricNames.connection_rtt)
    expect(metricName('page_render.devices')).toContain(texts.metricNames.page_render)
    expect(metricName('constructor')).toBe('constructor')
    const named = { ...report, performance: { ...report.performance, metrics: [METRIC] } }
    expect(reportAsHtml(named, writing)).toContain(`<bdi>${texts.metricNames.connection_rtt}</bdi>`)
    expect(reportAsCsv(named)).toContain(',connection_rtt')
  })

  it('has sheets that a spreadsheet takes, each with a name of its own', async () => {
    const sheets = await readExcel(await reportAsXlsx(report, writing))
    const names = sheets.map(({ sheet }) => sheet)
    expect(names).toEqual(reportTables(report, writing).map(({ sheet }) => sheet))
    expect(new Set(names).size).toBe(names.length)
    expect(names.filter((name) => name.length > 31 || /[\\/?*[\]:]/.test(name))).toEqual([])
  })
})

describe('times and shares of a report', () => {
  it.each([
    ['en', '2026-03-02 00:00:00', '99.996%'],
    ['de', '02.03.2026, 00:00:00', '99,996\u00a0%'],
    ['fr', '02/03/2026 00:00:00', '99,996\u00a0%'],
    ['ja', '2026/03/02 00:00:00', '99.996%'],
    ['ar', '02\u200f/03\u200f/2026، 00:00:00', '99.996\u200e%\u200e'],
  ] as const)('are written as %s writes them', (language, time, share) => {
    const writing = reportWriting(language, 'UTC')
    expect(writtenTime(MIDNIGHT, writing)).toBe(time)
    expect(writtenCell({ kind: 'share', value: 0.99996 }, writing)).toBe(share)
  })
})

describe('figures in words', () => {
  it('are written in the zone of the report', () => {
    expect(writtenTime(MIDNIGHT, ENGLISH)).toBe('2026-03-02 00:00:00')
    expect(writtenTime(MIDNIGHT, reportWriting('en', 'America/New_York'))).toBe('2026-03-01 19:00:00')
  })

  it('tell durations in two units at most', () => {
    const seconds = [0.25, 4.2, 42, 69, 3_599, 7_500, 90_061, 200_000]
    expect(seconds.map((value) => writtenDuration(value * 1_000, ENGLISH))).toEqual([
      '0.25 s',
      '4.2 s',
      '42 s',
      '1 min 09 s',
      '59 min 59 s',
      '2 h 05 min',
      '25 h 01 min',
      '2 d 8 h',
    ])
  })

  it('never call a little less than all of it all', () => {
    expect(writtenCell({ kind: 'share', value: 0.99996 }, ENGLISH)).toBe('99.996%')
    expect(writtenCell({ kind: 'share', value: 1 }, ENGLISH)).toBe('100.00%')
    expect(writtenCell({ kind: 'share', value: null }, ENGLISH)).toBe('–')
  })
})
