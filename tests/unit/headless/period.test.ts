import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../../../src/main/headless/exits.ts'
import { periodOf } from '../../../src/main/headless/period.ts'

const NOW = Date.UTC(2026, 2, 15, 12)
const HOUR = 3_600_000

describe('a period of the command line', () => {
  it.each([
    ['24h', 24],
    ['7d', 168],
    ['30d', 720],
    ['2w', 336],
  ])('%s ends now', (text, hours) => {
    expect(periodOf(text, NOW)).toEqual({ fromAt: NOW - hours * HOUR, toAt: NOW })
  })

  it('of days has the last of them in it, on the clock of this PC', () => {
    const { fromAt, toAt } = periodOf('2026-03-28..2026-03-29', NOW)
    expect([new Date(fromAt), new Date(toAt)]).toEqual([new Date(2026, 2, 28), new Date(2026, 2, 30)])
  })

  it('of moments is taken as it is written', () => {
    expect(periodOf('2026-03-01T00:00Z..2026-03-01T06:30:00+01:00', NOW)).toEqual({
      fromAt: Date.UTC(2026, 2, 1),
      toAt: Date.UTC(2026, 2, 1, 5, 30),
    })
  })

  it.each(['', '7', '0d', 'week', '2026-02-30..2026-03-01', '2026-03-02..2026-03-01', '..', 'a..b', '1d..2d', '-1d'])(
    'is not “%s”',
    (text) => {
      expect(() => periodOf(text, NOW)).toThrow(UsageError)
    },
  )

  it('is either refused or begins before it ends, whatever is written', () => {
    const part = fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/))
    fc.assert(
      fc.property(part, part, (from, to) => {
        const period = (): unknown => {
          try {
            const { fromAt, toAt } = periodOf(`${from}..${to}`, NOW)
            return Number.isFinite(fromAt) && Number.isFinite(toAt) && fromAt < toAt
          } catch (error) {
            return error instanceof UsageError
          }
        }
        expect(period()).toBe(true)
      }),
    )
  })
})
