import { writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compileReport } from '../../../src/main/reports/compile.ts'
import { openRawSource } from '../../../src/main/reports/raw/raw-source.ts'
import { rawLines } from '../../../src/main/reports/raw/raw-writer.ts'
import { reportSchema } from '../../../src/shared/domain/report.ts'
import { GOLDEN, GOLDEN_ABOUT, HOUR, MIDNIGHT, sourceOf } from '../../support/report-facts.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'

let folder: TemporaryFolder

beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())

const golden = () => compileReport(sourceOf(GOLDEN, GOLDEN_ABOUT), GOLDEN_ABOUT)

describe('the report of a known day', () => {
  it('says for how much of the day it can speak', async () => {
    const { coverage } = await golden()
    expect(coverage).toEqual({
      ranMs: 22 * HOUR,
      observedMs: 20 * HOUR,
      observedShare: 20 / 24,
      offlineMs: 2 * HOUR,
      gaps: [{ fromAt: MIDNIGHT + 10 * HOUR, toAt: MIDNIGHT + 14 * HOUR }],
    })
  })

  it('counts availability and outages of what was seen', async () => {
    const { fleet } = await golden()
    expect(fleet).toMatchObject({
      devices: 2,
      observedMs: 30 * HOUR,
      upMs: 26 * HOUR,
      downMs: 4 * HOUR,
      availability: 26 / 30,
      outages: 2,
    })
    expect(fleet.perDevice.map(({ name, availability, outages }) => [name, availability, outages])).toEqual([
      ['Gate 1, “north”', 16 / 20, 2],
      ['Gate 2 =SUM(A1)', 1, 0],
    ])
    expect(fleet.longest.map(({ fromAt, downMs }) => [(fromAt - MIDNIGHT) / HOUR, downMs / HOUR])).toEqual([
      [4, 2],
      [9, 2],
    ])
  })

  it('tells how alarms were answered, and for how long nobody can say', async () => {
    const { alarms } = await golden()
    const MINUTE = HOUR / 60
    expect(alarms).toMatchObject({
      ...{ raised: 4, late: 1, acknowledged: 3, untouched: 2, unobservedMs: 4 * HOUR },
      response: { count: 3, p50: HOUR, p95: 2 * HOUR, max: 2 * HOUR },
      gaps: [{ fromAt: MIDNIGHT + 10 * HOUR, toAt: MIDNIGHT + 14 * HOUR, reason: 'history-lost' }],
    })
    expect(alarms.perPriority).toMatchObject([
      { priority: 'critical', raised: 2, acknowledged: 2, untouched: 0, response: { p50: 15 * MINUTE, max: HOUR } },
      { priority: 'high', raised: 1, acknowledged: 1, untouched: 1, response: { p50: 2 * HOUR } },
      { priority: 'medium', raised: 0, acknowledged: 0, untouched: 0, response: null },
      { priority: 'low', raised: 1, late: 1, acknowledged: 0, untouched: 1, response: null },
    ])
  })

  it('calls alarms known for as long as the site was seen, whether or not anything happened to them', async () => {
    const { fromAt, toAt } = GOLDEN_ABOUT.period
    const gap = { fromAt, toAt, reason: 'not-yet' } as const
    const seen = { fromAt, toAt: toAt - HOUR }
    const facts = { ...GOLDEN, alarmGaps: [gap], observations: [seen] }
    const { alarms } = await compileReport(sourceOf(facts, GOLDEN_ABOUT), GOLDEN_ABOUT)
    expect(alarms.gaps).toEqual([{ ...gap, fromAt: toAt - HOUR }])
    expect(alarms.unobservedMs).toBe(HOUR)
  })

  it('accounts for every operation, and tells how long they took', async () => {
    const { reliability } = await golden()
    expect(reliability).toMatchObject({
      totals: { created: 5, applied: 3, cancelled: 1, quarantined: 1, pending: 0, expired: 0, merged: 0 },
      lost: 0,
      appliedTwice: 0,
      period: {
        created: 4,
        ended: { applied: 3, cancelled: 1 },
        quarantined: 1,
        unknown: 1,
        unknownSettled: 1,
        conflicted: 0,
        stalls: 1,
      },
      ages: { count: 3, p50: 2 * HOUR, p95: 12 * HOUR, p99: 12 * HOUR, max: 12 * HOUR },
      ledger: { lines: 10, isIntact: true, problem: null },
    })
    expect(reliability.ledger.head).toMatch(/^[0-9a-f]{64}$/)
  })

  it('tells what became of the operations of each kind, which add up to all of them', async () => {
    const { period } = (await golden()).reliability
    const nothing = { unconfirmed: 0, expired: 0, cancelled: 0, merged: 0, quarantined: 0, conflicted: 0 }
    expect(period.perKind).toEqual([
      { kind: 'command.reboot', ...nothing, created: 2, applied: 1, quarantined: 1 },
      { kind: 'update', ...nothing, created: 2, applied: 2, cancelled: 1 },
    ])
    const sum = (name: 'created' | 'applied' | 'cancelled' | 'quarantined'): number =>
      period.perKind.reduce((total, kind) => total + kind[name], 0)
    expect([sum('created'), sum('quarantined')]).toEqual([period.created, period.quarantined])
    expect({ applied: sum('applied'), cancelled: sum('cancelled') }).toEqual(period.ended)
    // Of an operation whose row is gone only the ledger tells.
    const facts = { ...GOLDEN, kinds: GOLDEN.kinds.slice(0, 4) }
    const { reliability } = await compileReport(sourceOf(facts, GOLDEN_ABOUT), GOLDEN_ABOUT)
    expect(reliability.period.perKind.map(({ kind, created }) => [kind, created])).toEqual([
      ['command.reboot', 1],
      ['unknown', 1],
      ['update', 2],
    ])
  })

  it('tells percentiles of all samples, and which alerts were raised', async () => {
    const { performance } = await golden()
    expect(performance.metrics[0]).toMatchObject({
      ...{ name: 'ipc', unit: 'ms', count: 4, mean: 25, p50: 20, p95: 40, p99: 40, max: 40 },
      ...{ warnings: 1, criticals: 0 },
    })
  })

  it('tells hour by hour what it tells of the whole', async () => {
    const { fleet, reliability, performance } = await golden()
    expect(fleet.timeline.map(({ availability }) => availability)).toEqual(
      Array.from({ length: 24 }, (_, hour) => {
        if (hour >= 10 && hour < 14) return null
        if (hour === 14) return 1 / 2
        return [4, 5, 9].includes(hour) ? 0 : 1
      }),
    )
    expect(fleet.timeline.reduce((sum, { upMs }) => sum + upMs, 0)).toBe(fleet.upMs)
    expect(fleet.timeline.reduce((sum, { downMs }) => sum + downMs, 0)).toBe(fleet.downMs)
    const { timeline } = reliability.period
    expect(timeline.map(({ created }) => created).slice(0, 3)).toEqual([0, 4, 0])
    expect(timeline.flatMap(({ applied }, hour) => (applied > 0 ? [[hour, applied]] : []))).toEqual([
      [2, 1],
      [3, 1],
      [11, 1],
    ])
    expect(performance.metrics[0]?.timeline.slice(0, 4).map(({ p95 }) => p95)).toEqual([null, 20, 40, null])
  })

  it('keeps to its published shape', async () => {
    const report = await golden()
    expect(reportSchema.parse(report)).toEqual(report)
  })

  it('says that a ledger was changed, from the first changed line on', async () => {
    const source = sourceOf(GOLDEN, GOLDEN_ABOUT)
    const changed = {
      ...source,
      ledger: async function* () {
        for await (const line of source.ledger()) yield line.replace('"to":"cancelled"', '"to":"applied"')
      },
    }
    const { ledger } = (await compileReport(changed, GOLDEN_ABOUT)).reliability
    expect(ledger).toMatchObject({ isIntact: false, lines: 6 })
    expect(ledger.problem).toContain('Line 7')
  })
})

describe('the raw records of a report', () => {
  async function written(): Promise<string> {
    const file = folder.file('records.ndjson')
    const lines: string[] = []
    for await (const line of rawLines(sourceOf(GOLDEN, GOLDEN_ABOUT), GOLDEN_ABOUT)) lines.push(line)
    writeFileSync(file, `${lines.join('\n')}\n`)
    return file
  }

  it('make the same report again, to the last digit', async () => {
    const { about, source } = await openRawSource(await written())
    expect(await compileReport(source, about)).toEqual(await golden())
  })

  it('are refused when they are something else, or damaged', async () => {
    const file = await written()
    await expect(openRawSource(folder.file('records.ndjson'))).resolves.toBeDefined()
    writeFileSync(folder.file('other'), '{"format":"something"}\n')
    await expect(openRawSource(folder.file('other'))).rejects.toThrow(/does not begin like/)
    writeFileSync(
      file,
      `${JSON.stringify({ format: 'outpost-report-records', version: 1, about: GOLDEN_ABOUT })}\n{"type":"run","fromAt":"x"}\n`,
    )
    const { about, source } = await openRawSource(file)
    await expect(compileReport(source, about)).rejects.toThrow(/Line 2 .* is damaged/)
  })
})
