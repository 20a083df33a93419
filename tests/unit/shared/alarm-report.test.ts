import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alarmReport, REPORT_SPAN_MS, verdictOf } from '#shared/domain/alarm-report.ts'
import type { Alarm } from '#shared/domain/alarms.ts'
import { SEVERITIES, UNTOUCHED_ALERT } from '#shared/domain/entities.ts'

const NOW = 1_700_000_000_000
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

let made = 0
function alarm(minutesAgo: number, change: Partial<Alarm> = {}): Alarm {
  made += 1
  return {
    ...UNTOUCHED_ALERT,
    ...{ id: `a${made}`, deviceId: `d${made}`, priority: 'low', kind: 'offline', message: '' },
    raisedAt: NOW - minutesAgo * MINUTE_MS,
    clearedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    suppressedBy: null,
    ...change,
  }
}
const acknowledged = (by: string, minutesAgo: number): Partial<Alarm> => ({
  ...{ acknowledged: true, acknowledgedBy: by, acknowledgedAt: NOW - minutesAgo * MINUTE_MS },
})

const anyAlarm = fc
  .record({
    minutesAgo: fc.integer({ min: 0, max: 3_000 }),
    lasted: fc.option(fc.integer({ min: 0, max: 600 })),
    priority: fc.constantFrom(...SEVERITIES),
    device: fc.integer({ min: 1, max: 5 }),
    by: fc.option(fc.constantFrom('North', 'South')),
  })
  .map(({ minutesAgo, lasted, priority, device, by }) =>
    alarm(minutesAgo, {
      ...{ priority, deviceId: `d${device}` },
      clearedAt: lasted === null ? null : NOW - Math.max(0, minutesAgo - lasted) * MINUTE_MS,
      ...(by === null ? {} : acknowledged(by, Math.max(0, minutesAgo - 1))),
    }),
  )

describe('the report about alarms', () => {
  it('divides the rates by the operators who share them', () => {
    const alarms = Array.from({ length: 24 }, (_, index) => alarm(5 * index + 5))
    const alone = alarmReport(alarms, NOW, 1)
    expect([alone.since, alone.raised]).toEqual([NOW - 2 * HOUR_MS, 24])
    expect([alone.perTenMinutes, alone.perHour, alone.peak]).toEqual([2, 12, 2])
    const shared = alarmReport(alarms, NOW, 3)
    expect([shared.perHour, shared.peak]).toEqual([4, 2 / 3])
    expect(shared.perTenMinutes).toBeCloseTo(2 / 3)
  })

  it('says nothing about rates while less than ten minutes are known', () => {
    const { perTenMinutes, perHour, floodShare, peak } = alarmReport([alarm(9), alarm(1)], NOW, 1)
    expect([perTenMinutes, perHour, floodShare]).toEqual([null, null, null])
    expect(peak).toBe(2)
    expect(alarmReport([], NOW, 1)).toMatchObject({ since: NOW, raised: 0, perHour: null, topShare: 0, actors: [] })
  })

  it('does not count from before the earliest end that the server keeps: some of it may be forgotten', () => {
    const over = alarm(90, { clearedAt: NOW - 60 * MINUTE_MS })
    const { since, raised, perHour } = alarmReport([alarm(3_000), over, alarm(30), alarm(10)], NOW, 1)
    expect([since, raised, perHour]).toEqual([NOW - HOUR_MS, 2, 2])
  })

  it('knows how much of the time was a flood, and that more operators stand more', () => {
    const flood = Array.from({ length: 15 }, () => alarm(25))
    const alarms = [...flood, alarm(100), alarm(5)]
    expect(alarmReport(alarms, NOW, 1).floodShare).toBe(0.1)
    expect(alarmReport(alarms, NOW, 2).floodShare).toBe(0)
  })

  it('tells what the most frequent alarms make up, and how the priorities are spread', () => {
    const often = Array.from({ length: 6 }, (_, index) => alarm(20 * index + 20, { deviceId: 'one' }))
    const report = alarmReport([...often, alarm(1, { priority: 'critical' }), alarm(2, { priority: 'high' })], NOW, 1)
    expect(report.top[0]).toMatchObject({ deviceId: 'one', count: 6, share: 0.75 })
    expect(report.topShare).toBe(1)
    expect(report.priorities).toEqual({ critical: 0.125, high: 0.125, medium: 0, low: 0.75 })
  })

  it('names who acknowledged how many, and how soon', () => {
    const alarms = [
      alarm(60, acknowledged('North', 58)),
      alarm(50, acknowledged('North', 40)),
      alarm(40, acknowledged('North', 36)),
      alarm(30, acknowledged('South', 29)),
      alarm(20),
    ]
    const { actors, untouched } = alarmReport(alarms, NOW, 1)
    expect(actors).toEqual([
      { name: 'North', acknowledged: 3, medianMs: 4 * MINUTE_MS },
      { name: 'South', acknowledged: 1, medianMs: MINUTE_MS },
    ])
    expect(untouched).toBe(1)
  })

  it('adds up, whatever the alarms are', () => {
    fc.assert(
      fc.property(fc.array(anyAlarm, { maxLength: 60 }), fc.integer({ min: 1, max: 10 }), (alarms, operators) => {
        const report = alarmReport(alarms, NOW, operators)
        const shares = Object.values(report.priorities).reduce((sum, share) => sum + share, 0)
        expect(shares).toBeCloseTo(report.raised === 0 ? 0 : 1)
        expect(report.since).toBeGreaterThanOrEqual(NOW - REPORT_SPAN_MS)
        expect(report.raised).toBeLessThanOrEqual(alarms.length)
        expect(report.peak * operators).toBeLessThanOrEqual(report.raised)
        expect(report.floodShare ?? 0).toBeLessThanOrEqual(1)
        const acted = report.actors.reduce((sum, actor) => sum + actor.acknowledged, 0)
        expect(acted + report.untouched).toBe(report.raised)
        const alone = alarmReport(alarms, NOW, 1)
        expect((report.perHour ?? 0) * operators).toBeCloseTo(alone.perHour ?? 0)
      }),
    )
  })

  it('calls a figure acceptable, manageable or too many by the lines of the standard', () => {
    expect([1, 2, 2.1].map((rate) => verdictOf('perTenMinutes', rate))).toEqual([
      'acceptable',
      'manageable',
      'too-many',
    ])
    expect([6, 12, 13].map((rate) => verdictOf('perHour', rate))).toEqual(['acceptable', 'manageable', 'too-many'])
    expect([verdictOf('peak', 10), verdictOf('peak', 11)]).toEqual(['acceptable', 'too-many'])
    expect([verdictOf('chattering', 0), verdictOf('chattering', 1)]).toEqual(['acceptable', 'too-many'])
    expect([verdictOf('stale', 4), verdictOf('stale', 5)]).toEqual(['acceptable', 'too-many'])
    expect([verdictOf('topShare', 0.05), verdictOf('topShare', 0.06)]).toEqual(['manageable', 'too-many'])
  })
})
