import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { REPORT_PERIODS, spanOf } from '../../../../src/renderer/app/report-period.ts'

const NOW = new Date(2026, 10, 22, 15, 30).getTime()
const HOUR_MS = 3_600_000

describe('the time of a report', () => {
  it('ends now, and is as long as its name says', () => {
    const hours = REPORT_PERIODS.filter((period) => period !== 'own').map((period) => {
      const span = spanOf(period, { from: '', to: '' }, NOW)
      return typeof span === 'string' ? span : [(span.toAt - span.fromAt) / HOUR_MS, span.toAt]
    })
    expect(hours).toEqual([24, 168, 720, 2_160].map((length) => [length, NOW]))
  })

  it('takes in both of the days that were chosen', () => {
    expect(spanOf('own', { from: '2026-03-01', to: '2026-03-02' }, NOW)).toEqual({
      fromAt: new Date(2026, 2, 1).getTime(),
      toAt: new Date(2026, 2, 3).getTime(),
    })
  })

  it('does not reach into what has not been yet', () => {
    expect(spanOf('own', { from: '2026-11-22', to: '2026-12-24' }, NOW)).toEqual({
      fromAt: new Date(2026, 10, 22).getTime(),
      toAt: NOW,
    })
    expect(spanOf('own', { from: '2026-11-23', to: '2026-11-23' }, NOW)).toBe('inFuture')
  })

  it('is none while a day is missing, and when the days are the wrong way round', () => {
    expect(spanOf('own', { from: '2026-03-01', to: '' }, NOW)).toBe('incomplete')
    expect(spanOf('own', { from: '', to: '2026-03-01' }, NOW)).toBe('incomplete')
    expect(spanOf('own', { from: '2026-03-02', to: '2026-03-01' }, NOW)).toBe('wrongOrder')
  })

  it('is never empty and never ends later than now, whatever is chosen', () => {
    const day = fc
      .date({ min: new Date(2020, 0, 1), max: new Date(2030, 0, 1), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10))
    fc.assert(
      fc.property(fc.constantFrom(...REPORT_PERIODS), day, day, (period, from, to) => {
        const span = spanOf(period, { from, to }, NOW)
        if (typeof span === 'string') return
        expect(span.fromAt).toBeLessThan(span.toAt)
        expect(span.toAt).toBeLessThanOrEqual(NOW)
      }),
    )
  })
})
