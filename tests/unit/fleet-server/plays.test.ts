import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PlaysRequest } from '#shared/protocol/plays.ts'
import { REQUESTS } from '#shared/protocol/requests.ts'
import { type PlayedList, playsOf } from '../../../src/fleet-server/simulation/plays.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Monday, 2026-03-02, 00:00 UTC. */
const MONDAY = 1_772_409_600_000
const NOW = MONDAY + 7 * DAY + 90 * 60_000

const LISTS: readonly PlayedList[] = [
  {
    ...{ playlistId: 'list-1', site: 'North', devices: 3 },
    items: [
      { id: 'a', contentId: 'content-1', durationSeconds: 10 },
      { id: 'b', contentId: 'content-2', durationSeconds: 20 },
    ],
  },
  {
    playlistId: 'list-2',
    site: 'South',
    devices: 1,
    items: [{ id: 'c', contentId: 'content-1', durationSeconds: 60 }],
  },
]

const ask = (edges: number[], more: Partial<PlaysRequest> = {}) =>
  playsOf(LISTS, { edges, place: { site: null, group: null }, timeZone: 'UTC', limit: 200, ...more }, NOW)
const sum = (rows: readonly { plays: number }[]): number => rows.reduce((all, { plays }) => all + plays, 0)

describe('plays of the simulated fleet', () => {
  it('are the same each time they are asked for, and answer by the protocol', () => {
    const answer = ask([MONDAY, MONDAY + DAY])
    expect(ask([MONDAY, MONDAY + DAY])).toEqual(answer)
    expect(REQUESTS['analytics:plays'].response.parse(answer)).toEqual(answer)
  })

  it('add up: however the time is cut, and by content, list, site and hour', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 167 }), { minLength: 1, maxLength: 20 }), (cuts) => {
        const hours = cuts.toSorted((a, b) => a - b).map((hour) => MONDAY + hour * HOUR)
        const {
          plays,
          timeline,
          contents,
          playlists,
          sites,
          hours: week,
          seconds,
        } = ask([MONDAY, ...hours, MONDAY + 7 * DAY])
        expect(timeline.reduce<number>((all, value) => all + (value ?? 0), 0)).toBe(plays)
        expect([sum(contents), sum(playlists), sum(sites)]).toEqual([plays, plays, plays])
        expect(week.reduce((all, value) => all + value, 0)).toBe(plays)
        expect(contents.reduce((all, row) => all + row.seconds, 0)).toBe(seconds)
        expect(plays).toBe(ask([MONDAY, MONDAY + 7 * DAY]).plays)
      }),
      { numRuns: 40 },
    )
  })

  it('can be counted by hand: each item of a list is shown as often as the others', () => {
    const { contents } = ask([MONDAY + 12 * HOUR, MONDAY + 13 * HOUR])
    const of = (id: string) => contents.find((row) => row.id === id)
    // Three devices, at most 120 rounds an hour each, of which at least 82 % are on.
    expect(of('content-2')?.plays).toBeGreaterThanOrEqual(295)
    expect(of('content-2')?.plays).toBeLessThanOrEqual(360)
    expect(of('content-2')?.seconds).toBe((of('content-2')?.plays ?? 0) * 20)
  })

  it('are not known before there are records and after the last hour that is over, which is no zero', () => {
    const edges = [NOW - 62 * DAY, NOW - 61 * DAY, NOW - 59 * DAY, MONDAY + 7 * DAY + HOUR, MONDAY + 8 * DAY]
    const { timeline, recordedFrom } = ask(edges)
    expect(timeline.map((value) => value === null)).toEqual([true, false, false, true])
    expect(recordedFrom).toBeLessThanOrEqual(NOW - 60 * DAY)
  })

  it('are few at night by the clocks of whoever asks', () => {
    const quiet = (timeZone: string): number[] => {
      const { hours } = ask([MONDAY, MONDAY + 7 * DAY], { timeZone })
      const most = Math.max(...hours)
      return hours.slice(0, 24).flatMap((plays, hour) => (plays < most / 3 ? [hour] : []))
    }
    expect(quiet('UTC')).toEqual([0, 1, 2, 3, 4, 5, 23])
    expect(quiet('Asia/Tokyo')).toEqual([0, 1, 2, 3, 4, 5, 23])
  })

  it('tell the most played of more than were asked for, and how many there are', () => {
    const { contents, inAll } = ask([MONDAY, MONDAY + DAY], { limit: 1 })
    expect(contents.map(({ id }) => id)).toEqual(['content-1'])
    expect(inAll.contents).toBe(2)
  })
})
