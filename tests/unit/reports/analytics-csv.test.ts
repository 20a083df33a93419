import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import type { PlaysResponse } from '#shared/protocol/plays.ts'
import { analyticsAsCsv } from '../../../src/main/reports/analytics/analytics-csv.ts'
import { fleetFigures } from '../../../src/main/reports/analytics/fleet-figures.ts'
import { GOLDEN, GOLDEN_ABOUT } from '../../support/report-facts.ts'

const { period } = GOLDEN_ABOUT
const READER = {
  observations: () => [...GOLDEN.observations],
  deviceStates: (_site: string, { toAt }: { toAt: number }) => GOLDEN.states.filter(({ at }) => at < toAt).values(),
  firstObserved: () => period.fromAt - 3_600_000,
}
const devices = { ids: ['gate-1', 'gate-2'], placeOf: [0, 1], places: ['=North', 'South'], asked: null }
const fleet = fleetFigures(READER, { site: 'here', period, devices })
const asked = { period, part: { kind: 'all' }, timeZone: 'UTC' } as const
const answer: PlaysResponse = {
  ...{ recordedFrom: period.fromAt, plays: 7, seconds: 70, timeline: [7, null], hours: [] },
  contents: [{ id: 'c-1', plays: 7, seconds: 70 }],
  ...{ playlists: [], sites: [{ name: 'South', plays: 7, seconds: 70 }] },
  inAll: { contents: 1, playlists: 0, sites: 1 },
}
const stretches = [
  { fromAt: period.fromAt, toAt: period.fromAt + 1 },
  { fromAt: period.fromAt + 1, toAt: period.toAt },
]

function rowsOf(plays: Parameters<typeof analyticsAsCsv>[0]['plays']): string[][] {
  const text = analyticsAsCsv({ asked, fleet, plays, nameOf: (_type, id) => `Name of ${id}` })
  return parse(text, { bom: true })
}
const figureOf = (rows: string[][], table: string, row: number, column: string): string | undefined =>
  rows.find((one) => one[0] === table && one[1] === String(row) && one[2] === column)?.[4]

describe('analytics as CSV', () => {
  it('is one line for each figure, with the exact values', () => {
    const rows = rowsOf({ answer, stretches, before: { plays: 5, seconds: 50 } })
    expect(rows[0]).toEqual(['table', 'row', 'column', 'kind', 'value'])
    expect(Number(figureOf(rows, 'summary', 1, 'availability'))).toBe(fleet.availability)
    expect(figureOf(rows, 'summary', 1, 'plays')).toBe('7')
    expect(figureOf(rows, 'summary', 1, 'plays before')).toBe('5')
    expect(figureOf(rows, 'worst devices', 1, 'id')).toBe('gate-1')
    expect(figureOf(rows, 'plays by content', 1, 'name')).toBe('Name of c-1')
    expect(figureOf(rows, 'plays by site', 1, 'played')).toBe('70000')
  })

  it('leaves empty what is not known, which is no zero', () => {
    const rows = rowsOf({ answer, stretches, before: null })
    expect(figureOf(rows, 'plays', 2, 'plays')).toBe('')
    expect(figureOf(rows, 'timeline', 11, 'availability')).toBe('')
    expect(figureOf(rows, 'summary', 1, 'plays before')).toBe('')
    const withoutServer = rowsOf(null)
    expect(figureOf(withoutServer, 'summary', 1, 'plays')).toBe('')
    expect(withoutServer.some(([table]) => table === 'plays by content')).toBe(false)
  })

  it('hands no name to a spreadsheet as a formula', () => {
    const rows = rowsOf(null)
    expect(figureOf(rows, 'sites', 1, 'site')).toBe("'=North")
    expect(rows.flat().some((value) => value.startsWith('='))).toBe(false)
  })
})
