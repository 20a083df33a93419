import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lastDue, nextDue, periodOf, type ReportRhythm } from '../../../src/main/bootstrap/report-times.ts'

const DAILY: ReportRhythm = { reportSchedule: 'daily', reportTime: '06:00' }
const WEEKLY: ReportRhythm = { reportSchedule: 'weekly', reportTime: '02:30' }
const HOUR_MS = 3_600_000

const zone = process.env['TZ']
beforeAll(() => {
  process.env['TZ'] = 'Europe/Berlin'
})
afterAll(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

const local = (...parts: readonly [number, number, number, number?, number?]) => {
  const [year, month, day, hour = 0, minute = 0] = parts
  return new Date(year, month - 1, day, hour, minute).getTime()
}

describe('when reports are due', () => {
  it('is each day at its time, about the day before', () => {
    const now = local(2026, 11, 22, 5, 59)
    expect(lastDue(DAILY, now)).toBe(local(2026, 11, 21, 6))
    expect(nextDue(DAILY, now)).toBe(local(2026, 11, 22, 6))
    expect(lastDue(DAILY, local(2026, 11, 22, 6))).toBe(local(2026, 11, 22, 6))
    expect(periodOf(DAILY, local(2026, 11, 22, 6))).toEqual({ fromAt: local(2026, 11, 21), toAt: local(2026, 11, 22) })
  })

  it('is on Mondays, about the seven days before', () => {
    const now = local(2026, 11, 22, 12)
    expect(lastDue(WEEKLY, now)).toBe(local(2026, 11, 16, 2, 30))
    expect(nextDue(WEEKLY, now)).toBe(local(2026, 11, 23, 2, 30))
    expect(periodOf(WEEKLY, local(2026, 11, 23, 2, 30))).toEqual({
      fromAt: local(2026, 11, 16),
      toAt: local(2026, 11, 23),
    })
  })

  it('never, while none is wanted', () => {
    const off: ReportRhythm = { reportSchedule: 'off', reportTime: '06:00' }
    expect([lastDue(off, 0), nextDue(off, 0)]).toEqual([null, null])
  })

  it('is once on the day that has no such hour, and once on the day that has it twice', () => {
    const rhythm: ReportRhythm = { reportSchedule: 'daily', reportTime: '02:30' }
    for (const [from, days] of [
      [local(2026, 3, 28), 3],
      [local(2026, 10, 24), 3],
    ] as const) {
      const due: number[] = []
      let at = from
      while (due.length < days) {
        at = nextDue(rhythm, at) ?? 0
        due.push(at)
      }
      expect(due.map((one) => new Date(one).getDate())).toEqual([0, 1, 2].map((day) => new Date(from).getDate() + day))
    }
    const longDay = periodOf(rhythm, local(2026, 10, 26, 2, 30))
    expect((longDay.toAt - longDay.fromAt) / HOUR_MS).toBe(25)
    const shortDay = periodOf(rhythm, local(2026, 3, 30, 2, 30))
    expect((shortDay.toAt - shortDay.fromAt) / HOUR_MS).toBe(23)
  })

  it('leaves no time out and tells none twice: the periods of one due after the other touch', () => {
    const rhythm = fc.record({
      reportSchedule: fc.constantFrom('daily' as const, 'weekly' as const),
      reportTime: fc.constantFrom('00:00', '02:30', '06:00', '23:59'),
    })
    fc.assert(
      fc.property(rhythm, fc.integer({ min: local(2026, 1, 1), max: local(2027, 1, 1) }), (wanted, now) => {
        const last = lastDue(wanted, now) ?? Number.NaN
        const next = nextDue(wanted, now) ?? Number.NaN
        expect(last).toBeLessThanOrEqual(now)
        expect(next).toBeGreaterThan(now)
        expect(lastDue(wanted, next - 1)).toBe(last)
        expect(periodOf(wanted, next).fromAt).toBe(periodOf(wanted, last).toAt)
        expect(periodOf(wanted, last).toAt).toBeLessThanOrEqual(last)
      }),
    )
  })
})
