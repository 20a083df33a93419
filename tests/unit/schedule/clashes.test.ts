import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ClashIndex, MOST_CLASHES } from '#shared/schedule/clash-index.ts'
import { type Claim, clashesOf, clashOf, type Membership } from '#shared/schedule/clashes.ts'
import { occurrences } from '#shared/schedule/plan.ts'
import { DAY_MS, MINUTE_MS } from '#shared/schedule/zone.ts'
import { anyPlan } from './any-plan.ts'

const FROM = Date.parse('2026-03-23T00:00Z')
const GROUPS: Readonly<Record<string, readonly string[]>> = { halls: ['d1', 'd2'], gates: ['d2', 'd3'], none: [] }
const members: Membership = {
  groupsOf: (id) => Object.keys(GROUPS).filter((group) => GROUPS[group]?.includes(id)),
  devicesOf: (group) => new Set(GROUPS[group] ?? []),
}

const claim = (id: string, change: Partial<Claim['data']> = {}): Claim => ({
  id,
  data: {
    ...{ days: [1, 2, 3, 4, 5], startTime: '09:00', endTime: '12:00', timeZone: 'Europe/Berlin' },
    ...{ deviceIds: ['d1'], groups: [], priority: 50, enabled: true },
    ...change,
  },
})
const anyClaim = (id: string): fc.Arbitrary<Claim> =>
  fc
    .record({
      plan: anyPlan,
      deviceIds: fc.subarray(['d1', 'd2', 'd3', 'd4']),
      groups: fc.subarray(['halls', 'gates', 'none']),
      priority: fc.constantFrom(40, 50),
      enabled: fc.constantFrom(true, true, true, false),
    })
    .map(({ plan, ...rest }) => ({ id, data: { ...plan, ...rest } }))
const fates = (one: Claim, other: Claim): string => {
  const clash = clashOf(one, other, members, FROM)
  return clash === null ? 'none' : `${clash.at} ${clash.deviceId}`
}
const reached = ({ data }: Claim): Set<string> =>
  new Set([...data.deviceIds, ...(data.groups ?? []).flatMap((group) => GROUPS[group] ?? [])])

describe('two schedules', () => {
  it('clash each with the other or not at all', () => {
    fc.assert(
      fc.property(anyClaim('a'), anyClaim('b'), (a, b) => {
        expect(fates(a, b)).toBe(fates(b, a))
      }),
      { numRuns: 200 },
    )
  })

  it('clash exactly when some minute of some shared device is claimed by both with one priority', () => {
    fc.assert(
      fc.property(anyClaim('a'), anyClaim('b'), (a, b) => {
        const zone = { timeZone: 'Europe/Berlin', startDate: null, endDate: null }
        const [one, other] = [a, b].map(({ id, data }) => ({ id, data: { ...data, ...zone } })) as [Claim, Claim]
        const found = clashOf(one, other, members, FROM)
        expect(found?.at ?? null).toBe(firstByMinutes(one, other))
        const isReached = (id: string): boolean => reached(one).has(id) && reached(other).has(id)
        expect(found === null || isReached(found.deviceId)).toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  it('never clash when no window of one touches a window of the other, in whatever zones', () => {
    fc.assert(
      fc.property(anyClaim('a'), anyClaim('b'), (a, b) => {
        const found = clashOf(a, b, members, FROM)
        const isIn = ({ data }: Claim): boolean =>
          found !== null && occurrences(data, found.at, found.at + 1).length === 1
        expect(found === null || (isIn(a) && isIn(b) && found.at >= FROM)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it('do not clash when one is more important, off, elsewhere, or itself', () => {
    const one = claim('a')
    expect(fates(one, claim('b'))).toBe(`${Date.parse('2026-03-23T08:00Z')} d1`)
    expect(fates(one, claim('b', { priority: 51 }))).toBe('none')
    expect(fates(one, claim('b', { enabled: false }))).toBe('none')
    expect(fates(one, claim('b', { deviceIds: ['d3'] }))).toBe('none')
    expect(fates(one, claim('a'))).toBe('none')
  })

  it('do not clash where one ends when the other begins, also over midnight', () => {
    const night = claim('a', { startTime: '22:00', endTime: '05:00', days: [1] })
    expect(fates(night, claim('b', { startTime: '05:00', endTime: '06:00', days: [2] }))).toBe('none')
    expect(fates(night, claim('b', { startTime: '04:59', endTime: '06:00', days: [2] }))).not.toBe('none')
    expect(fates(night, claim('b', { startTime: '00:00', endTime: '01:00', days: [1] }))).toBe('none')
  })

  it('meet through a group, and through two groups with a device in common', () => {
    const hall = claim('a', { deviceIds: [], groups: ['halls'] })
    expect(fates(hall, claim('b', { deviceIds: ['d2'] }))).toContain('d2')
    expect(fates(hall, claim('b', { deviceIds: [], groups: ['gates'] }))).toContain('d2')
    expect(fates(hall, claim('b', { deviceIds: [], groups: ['none'] }))).toBe('none')
  })

  it('are looked at a year ahead where daylight saving brings their zones together', () => {
    // In New York the clocks change three weeks earlier than in Berlin: only then 13:00 there is 18:00 here.
    const one = claim('a', { startTime: '18:00', endTime: '19:00', days: [0, 1, 2, 3, 4, 5, 6] })
    const other = claim('b', { ...one.data, timeZone: 'America/New_York', startTime: '13:00', endTime: '14:00' })
    const clash = clashOf(one, other, members, Date.parse('2026-04-10T00:00Z'))
    expect(new Date(clash?.at ?? 0).toISOString()).toBe('2026-10-25T17:00:00.000Z')
  })

  it('clash from the first day that both have', () => {
    const later = claim('b', { startDate: '2027-05-03' })
    expect(clashOf(claim('a'), later, members, FROM)?.at).toBe(Date.parse('2027-05-03T07:00Z'))
    expect(fates(claim('a', { endDate: '2027-04-30' }), later)).toBe('none')
  })
})

/** Minute by minute over three weeks. */
function firstByMinutes(one: Claim, other: Claim): number | null {
  const devices = [...reached(one)].filter((id) => reached(other).has(id))
  const isBoth = one.data.enabled && other.data.enabled && one.data.priority === other.data.priority
  if (!isBoth || devices.length === 0) return null
  const open = ({ data }: Claim): Set<number> => {
    const minutes = new Set<number>()
    for (const { startsAt, endsAt } of occurrences(data, FROM, FROM + 21 * DAY_MS)) {
      for (let at = Math.max(FROM, startsAt); at < endsAt; at += MINUTE_MS) minutes.add(at)
    }
    return minutes
  }
  const others = open(other)
  return [...open(one)].sort((a, b) => a - b).find((at) => others.has(at)) ?? null
}

describe('the clashes of one schedule', () => {
  it('are told the soonest first', () => {
    const late = claim('late', { startTime: '11:00' })
    const early = claim('early', { startTime: '06:00', endTime: '09:30' })
    const found = clashesOf(claim('a'), [late, claim('apart', { priority: 1 }), early], members, FROM)
    expect(found.map(({ otherId }) => otherId)).toEqual(['early', 'late'])
  })
})

describe('all clashes of a site', () => {
  const some = (count: number) => fc.tuple(...Array.from({ length: count }, (_, index) => anyClaim(`s${index}`)))
  it('are those that comparing each with each finds', () => {
    fc.assert(
      fc.property(some(8), (claims) => {
        const found = new ClashIndex(claims, members).all(FROM)
        for (const claim of claims) {
          const others = claims.filter(({ id }) => id !== claim.id)
          expect(found.get(claim.id) ?? []).toEqual(clashesOf(claim, others, members, FROM))
        }
      }),
      { numRuns: 40 },
    )
  })

  it('of thousands for one device are as many as anybody reads, and none is left without', () => {
    const claims = Array.from({ length: 600 }, (_none, at) =>
      claim(`s${String(at).padStart(4, '0')}`, { deviceIds: ['d1'] }),
    )
    const found = new ClashIndex(claims, members).all(FROM)
    expect(found.size).toBe(600)
    const sizes = [...found.values()].map((clashes) => clashes.length)
    expect(Math.min(...sizes)).toBe(MOST_CLASHES)
    expect(Math.max(...sizes)).toBe(MOST_CLASHES)
  })

  it('are found for one that is still being typed, whatever stands under its id', () => {
    const index = new ClashIndex([claim('a'), claim('b', { deviceIds: ['d4'] })], members)
    expect(index.clashesOf(claim('b'), FROM).map(({ otherId }) => otherId)).toEqual(['a'])
    expect(index.clashesOf(claim('b', { enabled: false }), FROM)).toEqual([])
    expect(index.clashesOf(claim(''), FROM).map(({ otherId }) => otherId)).toEqual(['a'])
  })
})
