import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AlarmGap, AlarmPeriods, type Coverage, gapsIn, observedMs } from '#shared/domain/alarm-history.ts'
import { stretchesOf } from '#shared/domain/alarm-stretches.ts'
import { BEGIN, DAY_MS, dayOf, eventOf, HOUR_MS } from './alarm-arbitrary.ts'

const WHOLE: Coverage = { since: BEGIN - 10 * DAY_MS, until: BEGIN + 10 * DAY_MS, keptFrom: null, gaps: [] }
const gap = (from: number, to: number): AlarmGap => ({ from: BEGIN + from, to: BEGIN + to, reason: 'history-lost' })

describe('what is not known of a period', () => {
  it('is nothing when all of it was recorded', () => {
    expect(gapsIn({ from: BEGIN, to: BEGIN + DAY_MS }, WHOLE)).toEqual([])
  })

  it('is what lies before the record, in gaps, after what is known, and what was deleted', () => {
    const coverage: Coverage = {
      since: BEGIN + 2 * HOUR_MS,
      until: BEGIN + 20 * HOUR_MS,
      keptFrom: BEGIN + HOUR_MS,
      gaps: [gap(5 * HOUR_MS, 7 * HOUR_MS), gap(6 * HOUR_MS, 8 * HOUR_MS)],
    }
    const found = gapsIn({ from: BEGIN, to: BEGIN + DAY_MS }, coverage)
    expect(found.map(({ from, to, reason }) => [(from - BEGIN) / HOUR_MS, (to - BEGIN) / HOUR_MS, reason])).toEqual([
      [0, 1, 'not-kept'],
      [1, 2, 'before-record'],
      [5, 7, 'history-lost'],
      [7, 8, 'history-lost'],
      [20, 24, 'not-yet'],
    ])
    expect(observedMs({ from: BEGIN, to: BEGIN + DAY_MS }, coverage)).toBe(15 * HOUR_MS)
  })

  it('is all of it when nothing was recorded', () => {
    const coverage = { ...WHOLE, since: null, until: 0 }
    expect(observedMs({ from: BEGIN, to: BEGIN + DAY_MS }, coverage)).toBe(0)
  })

  it('and what was observed make up the whole, whatever the gaps', () => {
    const hours = fc.integer({ min: -30, max: 60 })
    const gaps = fc.array(fc.tuple(hours, fc.nat(20)).map(([at, long]) => gap(at * HOUR_MS, (at + long) * HOUR_MS)))
    fc.assert(
      fc.property(gaps, hours, hours, (some, since, until) => {
        const span = { from: BEGIN, to: BEGIN + DAY_MS }
        const coverage = { ...WHOLE, gaps: some, since: BEGIN + since * HOUR_MS, until: BEGIN + until * HOUR_MS }
        const isKnown = (at: number): boolean =>
          at >= coverage.since && at < coverage.until && some.every(({ from, to }) => at < from || at >= to)
        const known = Array.from({ length: 24 }, (_none, hour) => BEGIN + hour * HOUR_MS).filter(isKnown)
        expect(observedMs(span, coverage)).toBe(known.length * HOUR_MS)
      }),
    )
  })
})

describe('the figures of a period', () => {
  const raised = (count: number, from: number, everyMs: number, isLate = false) =>
    Array.from({ length: count }, (_none, place) => {
      const at = BEGIN + from + place * everyMs
      return eventOf({ alarmId: `${from}-${place}-${isLate}`, raisedAt: at, at, isLate })
    })
  const figures = (events: Parameters<typeof stretchesOf>[0], coverage = WHOLE, standing = 0, operators = 1) =>
    new AlarmPeriods(stretchesOf(events, dayOf), { coverage, operators, standing })

  it('divide by the time that was observed, and count apart what came while nobody looked', () => {
    const events = [...raised(12, 0, HOUR_MS), ...raised(4, 13 * HOUR_MS, HOUR_MS, true)]
    const coverage = { ...WHOLE, gaps: [gap(12 * HOUR_MS, 24 * HOUR_MS)] }
    const found = figures(events, coverage).of({ from: BEGIN, to: BEGIN + DAY_MS })
    expect(found).toMatchObject({ observedMs: 12 * HOUR_MS, raised: { high: 12 }, late: 4, peak: 1 })
    expect(found.perTenMinutes).toBeCloseTo(1 / 6)
  })

  it('tell no rate of less than ten minutes', () => {
    const coverage = { ...WHOLE, since: BEGIN + DAY_MS - 60_000 }
    const found = figures(raised(3, 0, 1), coverage).of({ from: BEGIN, to: BEGIN + DAY_MS })
    expect([found.perTenMinutes, found.floodShare]).toEqual([null, null])
  })

  it('call it a flood from more than ten in ten minutes for each operator', () => {
    const events = raised(15, 0, 1_000)
    const day = { from: BEGIN, to: BEGIN + DAY_MS }
    expect(figures(events).of(day)).toMatchObject({ peak: 15, floodMs: 600_000 })
    expect(figures(events, WHOLE, 0, 2).of(day)).toMatchObject({ peak: 15, floodMs: 0 })
  })

  it('count what stands at the end of each day back from now', () => {
    const events = [
      ...raised(3, 0, HOUR_MS),
      eventOf({ alarmId: '0-0-false', raisedAt: BEGIN, type: 'cleared', at: BEGIN + DAY_MS + 1 }),
      ...raised(1, 2 * DAY_MS, 1),
    ]
    const periods = figures(events, WHOLE, 5)
    const standing = [0, 1, 2].map(
      (day) => periods.of({ from: BEGIN + day * DAY_MS, to: BEGIN + (day + 1) * DAY_MS }).standing,
    )
    expect(standing).toEqual([5, 4, 5])
    expect(periods.of({ from: BEGIN - DAY_MS, to: BEGIN }).standing).toBe(2)
  })

  it('do not tell what stood before the record began, in a gap, or at a time that is not known yet', () => {
    const standing = (coverage: Coverage) => figures([], coverage).of({ from: BEGIN, to: BEGIN + DAY_MS }).standing
    expect(standing(WHOLE)).toBe(0)
    expect(standing({ ...WHOLE, since: BEGIN + 2 * DAY_MS })).toBeNull()
    expect(standing({ ...WHOLE, gaps: [gap(0, 2 * DAY_MS)] })).toBeNull()
    expect(standing({ ...WHOLE, until: BEGIN + HOUR_MS })).toBeNull()
  })
})
