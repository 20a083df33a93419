import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { hasDays, lengthMinutes, minutesOf, occurrences, type Plan, runsAround } from '#shared/schedule/plan.ts'
import { DAY_MS, instantOf, isKnownZone, MINUTE_MS, wallClock } from '#shared/schedule/zone.ts'
import { anyPlan, anyTime, ZONES } from './any-plan.ts'

const HOUR_MS = 60 * MINUTE_MS
const MOMENTS = fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2035, 11, 31) })

/** Luxon asks the same zone data in a way of its own: it guesses an offset and mends it. */
function readByLuxon(zone: string, at: number): number {
  const { year, month, day, hour, minute, second, millisecond } = DateTime.fromMillis(at, { zone })
  return Date.UTC(year, month - 1, day, hour, minute, second, millisecond)
}

/** Every second transition of a zone between 2015 and 2035, found by asking Luxon day by day. */
function transitionDays(zone: string): readonly number[] {
  const offsetAt = (at: number): number => DateTime.fromMillis(at, { zone }).offset
  const found: number[] = []
  for (let at = Date.UTC(2015, 0, 1); at < Date.UTC(2036, 0, 1); at += DAY_MS) {
    if (offsetAt(at) !== offsetAt(at + DAY_MS)) found.push(at)
  }
  return found
}
const CHANGES = ZONES.flatMap((zone) => transitionDays(zone).map((at) => ({ zone, at })))
/** A reading of a wall clock within a day and a half of a change of it. */
const nearChange = fc
  .tuple(fc.constantFrom(...CHANGES), fc.integer({ min: -36 * 60, max: 36 * 60 }))
  .map(([{ zone, at }, minutes]) => ({ zone, wall: Math.floor(at / HOUR_MS) * HOUR_MS + minutes * MINUTE_MS }))

describe('the wall clock of a zone', () => {
  it('shows what an independent library reads from it, at any time of twenty years', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), MOMENTS, (zone, at) => {
        expect(wallClock(zone, at)).toBe(readByLuxon(zone, at))
      }),
      { numRuns: 200 },
    )
  })

  it('is met at the first instant that shows or has passed a reading, also where clocks change', () => {
    expect(CHANGES.length).toBeGreaterThan(300)
    fc.assert(
      fc.property(nearChange, ({ zone, wall }) => {
        const at = instantOf(zone, wall)
        expect(readByLuxon(zone, at)).toBeGreaterThanOrEqual(wall)
        // Nothing within the hours before shows it or anything later: all clocks change by less than three hours.
        for (let before = 1; before <= 180; before += 1) {
          expect(readByLuxon(zone, at - before * MINUTE_MS)).toBeLessThan(wall)
        }
        expect(readByLuxon(zone, at - 1_000)).toBeLessThan(wall)
      }),
      { numRuns: 60 },
    )
  })

  it('agrees with the library on every reading that comes once', () => {
    fc.assert(
      fc.property(nearChange, ({ zone, wall }) => {
        const at = new Date(wall)
        const luxon = DateTime.fromObject(
          {
            ...{ year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() },
            ...{ hour: at.getUTCHours(), minute: at.getUTCMinutes() },
          },
          { zone },
        )
        const moments = luxon.getPossibleOffsets().map((moment) => moment.toMillis())
        fc.pre(readByLuxon(zone, luxon.toMillis()) === wall)
        expect(instantOf(zone, wall)).toBe(Math.min(...moments))
      }),
      { numRuns: 200 },
    )
  })

  it.each([
    ['Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:00Z', 'skipped: the clock goes from 2 to 3'],
    ['Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30Z', 'twice: the first time counts'],
    ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:30Z', 'skipped: by half an hour'],
    ['America/New_York', '2026-11-01T01:59', '2026-11-01T05:59Z', 'twice'],
    ['America/Santiago', '2026-09-06T00:30', '2026-09-06T04:00Z', 'the day begins at 1'],
    ['Asia/Kathmandu', '2026-07-01T00:00', '2026-06-30T18:15Z', 'a quarter of an hour off'],
  ])('%s %s is %s: %s', (zone, wall, instant) => {
    expect(new Date(instantOf(zone, Date.parse(`${wall}Z`))).toISOString()).toBe(new Date(instant).toISOString())
  })

  it('knows which zones there are', () => {
    expect(ZONES.every(isKnownZone)).toBe(true)
    expect(['', 'Europe/Atlantis', '__proto__', 'Europe/Berlin; DROP'].filter(isKnownZone)).toEqual([])
  })
})

const plan = (change: Partial<Plan> = {}): Plan => ({
  ...{ days: [0, 1, 2, 3, 4, 5, 6], startTime: '09:00', endTime: '17:00', timeZone: 'Europe/Berlin' },
  ...change,
})
const shown = (found: ReturnType<typeof occurrences>): string[] =>
  found.map(({ startsAt, endsAt }) => `${new Date(startsAt).toISOString()} ${(endsAt - startsAt) / MINUTE_MS}`)
const within = (one: Plan, from: string, to: string): string[] =>
  shown(occurrences(one, Date.parse(from), Date.parse(to)))

describe('the windows of a plan', () => {
  it('are those whose weekday, dates and times Luxon finds when it looks at every day', () => {
    fc.assert(
      fc.property(anyPlan, fc.constantFrom(...CHANGES), fc.integer({ min: -10, max: 10 }), (some, change, days) => {
        const one = { ...some, timeZone: change.zone }
        const from = change.at + days * DAY_MS
        const to = from + 4 * DAY_MS
        for (const { startsAt, endsAt, date } of occurrences(one, from, to)) {
          const day = DateTime.fromISO(date, { zone: one.timeZone })
          expect(one.days).toContain(day.weekday % 7)
          expect(one.startDate == null || date >= one.startDate).toBe(true)
          expect(one.endDate == null || date <= one.endDate).toBe(true)
          const length = (endsAt - startsAt) / MINUTE_MS
          expect(Math.abs(length - lengthMinutes(one))).toBeLessThanOrEqual(180)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('are open exactly when the wall clock is in them, minute by minute, on days that no clock is changed', () => {
    fc.assert(
      fc.property(anyPlan, fc.integer({ min: 0, max: 23 * 60 }), (some, minute) => {
        const one = { ...some, timeZone: 'Asia/Tokyo', startDate: null, endDate: null }
        const at = Date.UTC(2026, 5, 10) + minute * MINUTE_MS
        const isOpen = occurrences(one, at, at + 1).length > 0
        expect(isOpen).toBe(isOpenByHand(one, at))
      }),
      { numRuns: 200 },
    )
  })

  it('go over midnight when they end before they start, and last a whole day when both are the same', () => {
    const night = plan({ startTime: '22:00', endTime: '05:00', days: [5] })
    expect(within(night, '2026-06-12T00:00Z', '2026-06-14T00:00Z')).toEqual(['2026-06-12T20:00:00.000Z 420'])
    // Asked for on the Saturday into which it goes on.
    expect(within(night, '2026-06-13T01:00Z', '2026-06-13T02:00Z')).toHaveLength(1)
    const day = plan({ startTime: '00:00', endTime: '00:00', days: [6] })
    expect(within(day, '2026-06-12T00:00Z', '2026-06-15T00:00Z')).toEqual(['2026-06-12T22:00:00.000Z 1440'])
  })

  it('are an hour shorter or longer on days that have an hour less or more', () => {
    const night = plan({ startTime: '01:00', endTime: '05:00', days: [0] })
    expect(within(night, '2026-03-28T00:00Z', '2026-03-30T00:00Z')).toEqual(['2026-03-29T00:00:00.000Z 180'])
    expect(within(night, '2026-10-24T00:00Z', '2026-10-26T00:00Z')).toEqual(['2026-10-24T23:00:00.000Z 300'])
  })

  it('are left out on the day whose clock leaves out all of it', () => {
    const gone = plan({ startTime: '02:10', endTime: '02:50', days: [0] })
    expect(within(gone, '2026-03-28T00:00Z', '2026-03-30T00:00Z')).toEqual([])
    expect(runsAround(gone, Date.parse('2026-03-28T00:00Z')).next?.date).toBe('2026-04-05')
  })

  it('begin on the days between the dates, both included, by the calendar of their own zone', () => {
    const some = plan({ timeZone: 'Pacific/Auckland', startDate: '2026-06-10', endDate: '2026-06-11' })
    expect(occurrences(some, Date.UTC(2026, 4, 1), Date.UTC(2026, 6, 1)).map(({ date }) => date)).toEqual([
      '2026-06-10',
      '2026-06-11',
    ])
  })

  it('tell the one that is open and the next one, and none after the last date', () => {
    const some = plan({ endDate: '2026-06-10' })
    const at = Date.parse('2026-06-09T10:00Z')
    expect(runsAround(some, at).current?.date).toBe('2026-06-09')
    expect(runsAround(some, at).next?.date).toBe('2026-06-10')
    expect(runsAround(some, Date.parse('2026-06-10T10:00Z')).next).toBeNull()
    expect(runsAround(plan({ days: [] }), at)).toEqual({ current: null, next: null })
    expect(runsAround(plan({ startDate: '2027-01-01' }), at).next?.date).toBe('2027-01-01')
  })

  it('exist within dates only when a chosen weekday falls on one of them', () => {
    const dates = { startDate: '2026-06-08', endDate: '2026-06-10' }
    expect(hasDays({ days: [0, 6], ...dates })).toBe(false)
    expect(hasDays({ days: [3], ...dates })).toBe(true)
    expect(hasDays({ days: [3] })).toBe(true)
  })
})

function isOpenByHand(one: Plan, at: number): boolean {
  const clock = DateTime.fromMillis(at, { zone: one.timeZone })
  const minute = clock.hour * 60 + clock.minute
  const [start, end] = [minutesOf(one.startTime), minutesOf(one.endTime)]
  const [today, yesterday] = [one.days.includes(clock.weekday % 7), one.days.includes((clock.weekday + 6) % 7)]
  if (end > start) return today && minute >= start && minute < end
  return (today && minute >= start) || (yesterday && minute < end)
}

describe('times of day', () => {
  it('are as long as the clock says', () => {
    fc.assert(
      fc.property(anyTime, anyTime, (startTime, endTime) => {
        const length = lengthMinutes({ startTime, endTime })
        expect(length).toBeGreaterThan(0)
        expect((minutesOf(startTime) + length) % 1_440).toBe(minutesOf(endTime))
      }),
      { numRuns: 100 },
    )
  })
})
