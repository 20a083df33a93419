import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEVICE_SETS } from '#shared/board/names.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { FleetCount, type WantedFacts } from '../../../../../src/renderer/app/board/fleet-facts.ts'
import { deviceView } from '../../support.tsx'

const device = fc
  .record({
    id: fc.integer({ min: 1, max: 12 }),
    status: fc.constantFrom('online', 'idle', 'offline'),
    site: fc.constantFrom('north', 'south'),
    tags: fc.subarray(['indoor', 'wall', 'trial']),
    score: fc.integer({ min: 0, max: 100 }),
  })
  .map(({ id, status, site, tags, score }) =>
    deviceView(`d${id}`, { data: { name: `Device ${id}`, site, tags }, reported: { status, health: { score } } }),
  )
const wanted: fc.Arbitrary<WantedFacts> = fc.record({
  sets: fc.subarray([...DEVICE_SETS]).map((sets) => new Set(sets)),
  hasScores: fc.boolean(),
  hasLost: fc.boolean(),
})

/** The list after a change: rows are replaced in their places, added at the end, or left out. */
function after(rows: readonly EntityView[], come: readonly EntityView[], gone: ReadonlySet<string>): EntityView[] {
  const next = [...rows]
  for (const view of come) {
    const at = next.findIndex(({ id }) => id === view.id)
    if (at === -1) next.push(view)
    else next[at] = view
  }
  return next.filter(({ id }) => !gone.has(id))
}

function plain(count: FleetCount, rows: readonly EntityView[], facts: WantedFacts) {
  const { all, by, offline } = count.of(rows, facts)
  const sets = [...facts.sets].map((set) => [set, [...(by.get(set) ?? [])].toSorted(([a], [b]) => (a < b ? -1 : 1))])
  const scores = facts.hasScores ? all.scores : 0
  const lost = facts.hasLost ? offline.map(({ id }) => id).toSorted() : []
  const tallies = JSON.stringify(sets, (key, value: unknown) => (key === 'scores' && !facts.hasScores ? 0 : value))
  return { all: { ...all, scores }, tallies, lost }
}

describe('a fleet that is counted again and again', () => {
  it('comes to what counting it anew comes to, whatever changed and whatever is asked', () => {
    const step = fc.record({
      come: fc.array(device, { maxLength: 6 }),
      gone: fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 2 }),
      wanted,
    })
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
        const kept = new FleetCount()
        let rows: EntityView[] = []
        for (const { come, gone, wanted: facts } of steps) {
          rows = after(rows, come, new Set(gone.map((id) => `d${id}`)))
          expect(plain(kept, rows, facts)).toEqual(plain(new FleetCount(), rows, facts))
        }
      }),
      { numRuns: 200 },
    )
  })
})
