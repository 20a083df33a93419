import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AlarmEvent, alarmEventKey } from '#shared/domain/alarm-events.ts'
import {
  addStretch,
  busiest,
  countOf,
  emptyStretch,
  type Stretch,
  standingChange,
  stretchesOf,
  totalOf,
  waitQuantile,
} from '#shared/domain/alarm-stretches.ts'
import { BEGIN, DAY_MS, dayOf, eventOf, someEvents } from './alarm-arbitrary.ts'

const oncePerKey = (events: readonly AlarmEvent[]): AlarmEvent[] => [
  ...new Map(events.toReversed().map((event) => [alarmEventKey(event), event])).values(),
]

/** Stretches of both, those of the same start as one. */
function merged(one: readonly Stretch[], other: readonly Stretch[]): Stretch[] {
  const sums = new Map<number, Stretch>()
  for (const stretch of [...one, ...other]) {
    const sum = sums.get(stretch.start) ?? emptyStretch(stretch.start)
    addStretch(sum, stretch)
    sums.set(stretch.start, sum)
  }
  return [...sums.values()].sort((a, b) => a.start - b.start)
}

describe('the sums of stretches', () => {
  it('of two parts of the events, added, are those of all events', () => {
    fc.assert(
      fc.property(someEvents, fc.func(fc.boolean()), (events, isFirst) => {
        const all = oncePerKey(events)
        const parts = [all.filter((event) => isFirst(event.at)), all.filter((event) => !isFirst(event.at))] as const
        const [one, other] = parts.map((part) => stretchesOf(part, dayOf)) as [Stretch[], Stretch[]]
        expect(merged(one, other)).toEqual(stretchesOf(all, dayOf))
      }),
    )
  })

  it('of days, added, are those of the whole time but for when in a day', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        const sum = emptyStretch(BEGIN)
        for (const day of stretchesOf(events, dayOf)) addStretch(sum, day)
        const [whole = emptyStretch(BEGIN)] = stretchesOf(events, () => BEGIN)
        expect([sum.counts, sum.waits]).toEqual([whole.counts, whole.waits])
      }),
    )
  })

  it('do not depend on the order of events', () => {
    fc.assert(
      fc.property(someEvents, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (events, chances) => {
        const all = oncePerKey(events)
        const shuffled = all
          .map((event) => ({ event, rank: chances.next().value as number }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ event }) => event)
        expect(stretchesOf(shuffled, dayOf)).toEqual(stretchesOf(all, dayOf))
      }),
    )
  })

  it('count an event once, however often it comes', () => {
    fc.assert(
      fc.property(someEvents, fc.array(fc.nat()), (events, again) => {
        const repeated = again.flatMap((place) => (events.length === 0 ? [] : (events[place % events.length] ?? [])))
        expect(stretchesOf([...events, ...repeated], dayOf)).toEqual(stretchesOf(events, dayOf))
      }),
    )
  })

  it('hold every alarm that was raised, seen or not', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        const all = oncePerKey(events)
        const days = stretchesOf(all, dayOf)
        const raised = days.reduce(
          (sum, day) => sum + totalOf(countOf(day, 'raised')) + totalOf(countOf(day, 'late')),
          0,
        )
        expect(raised).toBe(all.filter(({ type }) => type === 'raised').length)
        const change = days.reduce((sum, day) => sum + standingChange(day), 0)
        const over = all.filter(({ type }) => type === 'cleared' || type === 'forgotten').length
        expect(change).toBe(raised - over)
      }),
    )
  })

  it('tell the busiest ten minutes as a plain count of them does', () => {
    fc.assert(
      fc.property(someEvents, fc.integer({ min: 0, max: 3 }), (events, limit) => {
        const counts = new Map<number, number>()
        for (const { type, isLate, at } of oncePerKey(events)) {
          if (type !== 'raised' || isLate) continue
          counts.set(Math.floor(at / 600_000), (counts.get(Math.floor(at / 600_000)) ?? 0) + 1)
        }
        const found = stretchesOf(events, dayOf).map((day) => busiest(day, limit))
        expect(Math.max(0, ...found.map(({ peak }) => peak))).toBe(Math.max(0, ...counts.values()))
        const over = [...counts.values()].filter((count) => count > limit).length
        expect(found.reduce((sum, day) => sum + day.over, 0)).toBe(over)
      }),
    )
  })

  it('tell response times to 5 %', () => {
    const wait = fc.integer({ min: 1_000, max: 300 * DAY_MS })
    fc.assert(
      fc.property(fc.array(wait, { minLength: 1, maxLength: 60 }), fc.constantFrom(0.5, 0.95, 1), (waits, share) => {
        const day = emptyStretch(BEGIN)
        const events = waits.map((ms, place) => eventOf({ type: 'acknowledged', mark: place, at: BEGIN + ms }))
        for (const one of stretchesOf(events, () => BEGIN)) addStretch(day, one)
        const exact = waits.toSorted((a, b) => a - b)[Math.ceil(share * waits.length) - 1] ?? 0
        const told = waitQuantile(day, share) ?? 0
        expect(Math.abs(told - exact) / exact).toBeLessThanOrEqual(0.0501)
      }),
    )
  })

  it('tell response times of each priority, and none where nothing was acknowledged', () => {
    const [day = emptyStretch(BEGIN)] = stretchesOf(
      [
        eventOf({ type: 'acknowledged', at: BEGIN + 60_000, priority: 'critical' }),
        eventOf({ type: 'acknowledged', mark: 1, at: BEGIN + 3_600_000, priority: 'low' }),
      ],
      dayOf,
    )
    expect(waitQuantile(day, 0.5, 'critical') ?? 0).toBeLessThan(64_000)
    expect(waitQuantile(day, 0.5, 'low') ?? 0).toBeGreaterThan(3_400_000)
    expect(waitQuantile(day, 0.5, 'high')).toBeNull()
  })
})
