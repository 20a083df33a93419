import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FLAG_SETTINGS } from '#shared/domain/flag-settings.ts'
import { ASSIGNED, FLAG_NAMES, FLAGS, type Flag, flagState, fractionOf } from '#shared/domain/flags.ts'

const TODAY = '2026-11-22'
const at = (profileId: string, today = TODAY) => ({ profileId, today })
const profiles = (count: number): string[] => Array.from({ length: count }, (_, index) => `profile-${index}`)

/** Chi-square with one degree of freedom: above this with a chance of 1 in 100,000 only. */
const MOST_BY_CHANCE = 19.5

describe('flags', () => {
  it.each(FLAG_NAMES)('%s is not past its last day: decide it, and take it out', (name) => {
    const today = new Date().toISOString().slice(0, 10)
    expect([name, FLAGS[name].expiresOn >= today]).toEqual([name, true])
  })

  it.each(FLAG_NAMES)('%s can be set to each of its variants, or left to the assignment', (name) => {
    const { setting, variants }: Flag = FLAGS[name]
    const known = FLAG_SETTINGS[setting].unwrap().options as readonly string[]
    expect(known).toEqual([ASSIGNED, ...variants.map((variant) => variant.name)])
    expect(FLAG_SETTINGS[setting].parse(undefined)).toBe(ASSIGNED)
  })

  it('are always the same for a profile, and one of their variants', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.constantFrom(...FLAG_NAMES), (profileId, name) => {
        const state = flagState(name, ASSIGNED, at(profileId))
        expect(flagState(name, ASSIGNED, at(profileId))).toEqual(state)
        expect(FLAGS[name].variants.map((variant): string => variant.name)).toContain(state.variant)
      }),
      { numRuns: 200 },
    )
  })

  it('divide profiles as their weights say, and give a variant without weight to nobody', () => {
    const all = profiles(20_000)
    const strips = all.filter((id) => flagState('siteTrend', ASSIGNED, at(id)).variant === 'strip').length
    expect((strips - all.length / 2) ** 2 / (all.length / 4)).toBeLessThan(MOST_BY_CHANCE)
    expect(all.some((id) => flagState('hoursMap', ASSIGNED, at(id)).variant === 'on')).toBe(false)
  })

  it('are assigned without regard to each other', () => {
    const all = profiles(20_000)
    const both = all.filter((id) => fractionOf(`one/${id}`) < 0.5 && fractionOf(`other/${id}`) < 0.5).length
    expect((both - all.length / 4) ** 2 / ((all.length * 3) / 16)).toBeLessThan(MOST_BY_CHANCE)
  })

  it('are what somebody has chosen, whatever is assigned', () => {
    expect(flagState('siteTrend', 'strip', at('anybody'))).toMatchObject({ variant: 'strip', origin: 'chosen' })
    expect(flagState('siteTrend', 'strip', at('anybody', '2099-01-01')).origin).toBe('chosen')
  })

  it('are the first variant for everybody once they are over', () => {
    const over = profiles(200).map((id) => flagState('siteTrend', ASSIGNED, at(id, '2027-07-01')))
    expect(new Set(over.map(({ variant, origin }) => `${variant} ${origin}`))).toEqual(new Set(['line expired']))
  })
})
