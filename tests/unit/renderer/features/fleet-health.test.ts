import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EntityView } from '#shared/domain/view.ts'
import { fleetHealthOf } from '../../../../src/renderer/features/health/fleet-health.ts'
import { deviceView } from '../support.tsx'

function device(id: string, score: number, site = 'Central'): EntityView {
  const health = { score, cpu: 1, memory: 1, storage: 1, temperature: 30 }
  const view = deviceView(id)
  return { ...view, data: { ...view.data, site }, reported: { ...view.reported, health } }
}

describe('the health of a fleet', () => {
  it('counts each device in one band, the full score in the last', () => {
    const { bands, devices } = fleetHealthOf([device('a', 0), device('b', 9.9), device('c', 90), device('d', 100)], 9)
    expect([bands[0], bands[9], devices]).toEqual([2, 2, 4])
  })

  it('puts the site with the lowest average first, with its worst device', () => {
    const all = [device('a', 90, 'North'), device('b', 40, 'South'), device('c', 80, 'South')]
    expect(fleetHealthOf(all, 9).sites).toEqual([
      { site: 'South', devices: 2, average: 60, lowest: 40 },
      { site: 'North', devices: 1, average: 90, lowest: 90 },
    ])
  })

  it('leaves out devices that have never reported', () => {
    expect(fleetHealthOf([{ ...deviceView('a'), reported: {} }], 9)).toEqual({
      ...{ devices: 0, sites: [], worst: [] },
      bands: Array.from({ length: 10 }, () => 0),
    })
  })

  it('names the worst as sorting all of them would', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 20 }),
        (scores, most) => {
          const all = scores.map((score, index) => device(`d${String(index).padStart(3, '0')}`, score))
          const sorted = scores
            .map((score, index) => ({ score, id: `d${String(index).padStart(3, '0')}` }))
            .sort((a, b) => a.score - b.score || (a.id < b.id ? -1 : 1))
          const { worst, bands } = fleetHealthOf(all, most)
          expect(worst.map(({ id }) => id)).toEqual(sorted.slice(0, most).map(({ id }) => id))
          expect(bands.reduce((sum, count) => sum + count, 0)).toBe(scores.length)
        },
      ),
    )
  })
})
