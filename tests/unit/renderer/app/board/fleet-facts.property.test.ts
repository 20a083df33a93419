import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEVICE_SETS } from '#shared/board/names.ts'
import { ReportCells } from '#shared/domain/report-cells.ts'
import type { EntityView, ReplicaDelta } from '#shared/domain/view.ts'
import { FleetCount, type WantedFacts } from '../../../../../src/renderer/app/board/fleet-facts.ts'
import { collectionOf } from '../../../../../src/renderer/stores/entity-collection.ts'
import { advance, type EntitySlice, IDLE_SLICE } from '../../../../../src/renderer/stores/entity-slice.ts'
import { deviceView } from '../../support.tsx'

const number = fc.integer({ min: 1, max: 12 })
const reported = fc
  .record({ status: fc.constantFrom('online', 'idle', 'offline'), score: fc.integer({ min: 0, max: 100 }) })
  .map(({ status, score }) => ({
    ...{ status, lastSeenAt: score * 1_000 },
    health: { score, cpu: 1, memory: 2, storage: 3, temperature: 4 },
  }))
const device = fc
  .record({
    ...{ id: number, reported, site: fc.constantFrom('north', 'south') },
    tags: fc.subarray(['indoor', 'wall', 'trial']),
  })
  .map(({ id, site, tags, reported: report }) =>
    deviceView(`d${id}`, { data: { name: `Device ${id}`, site, tags }, reported: report }),
  )
const report = fc.record({ id: number, reported })
const wanted: fc.Arbitrary<WantedFacts> = fc.record({
  sets: fc.subarray([...DEVICE_SETS]).map((sets) => new Set(sets)),
  hasScores: fc.boolean(),
  hasLost: fc.boolean(),
})
const step = fc.record({
  changed: fc.uniqueArray(device, { maxLength: 6, selector: ({ id }) => id }),
  reports: fc.uniqueArray(report, { maxLength: 6, selector: ({ id }) => id }),
  removed: fc.uniqueArray(number, { maxLength: 2 }),
  /** The whole type is read anew, without a word about what changed. */
  isReadAnew: fc.boolean(),
  /** Whether anybody looks before the next change. */
  wanted: fc.option(wanted),
})

function deltaOf({ changed, reports, removed }: typeof step extends fc.Arbitrary<infer S> ? S : never, from: number) {
  const refOf = (id: number) => ({ entityType: 'device' as const, id: `d${id}` })
  return {
    ...{ from, to: from + 1, changed, removed: removed.map(refOf) },
    reports: reports.map(({ id, reported: now }) => ({ ...refOf(id), reported: now })),
  } as unknown as ReplicaDelta
}

function plain(count: FleetCount, rows: readonly EntityView[], facts: WantedFacts) {
  const { all, by, offline } = count.of(() => rows, facts)
  const sets = [...facts.sets].map((set) => [set, [...(by.get(set) ?? [])].toSorted(([a], [b]) => (a < b ? -1 : 1))])
  const scores = facts.hasScores ? all.scores : 0
  const lost = facts.hasLost ? offline.map((view) => JSON.stringify(view)).toSorted() : []
  const tallies = JSON.stringify(sets, (key, value: unknown) => (key === 'scores' && !facts.hasScores ? 0 : value))
  return { all: { ...all, scores }, tallies, lost }
}

describe('a fleet that is counted along with its changes', () => {
  it('comes to what counting it anew comes to, whatever changed, was reported and is asked', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
        const kept = new FleetCount()
        const cells = new ReportCells()
        let slice: EntitySlice = { ...IDLE_SLICE, status: 'ready', revision: 0 }
        for (const one of steps) {
          const next = advance('device', slice, [deltaOf(one, slice.revision)], cells)
          slice = next?.slice ?? slice
          if (one.isReadAnew) {
            slice = { ...slice, collection: collectionOf([...slice.collection.rows]) }
            kept.follow({ changed: null, removed: [] })
          } else if (next?.change) kept.follow(next.change)
          if (one.wanted === null) continue
          const { rows } = slice.collection
          expect(plain(kept, rows, one.wanted)).toEqual(plain(new FleetCount(), rows, one.wanted))
        }
      }),
      { numRuns: 200 },
    )
  })

  it('asks for the whole fleet only once', () => {
    const kept = new FleetCount()
    const facts: WantedFacts = { sets: new Set(['site']), hasScores: false, hasLost: true }
    let asked = 0
    const rows = () => {
      asked += 1
      return [deviceView('d1', { reported: { status: 'online' } })]
    }
    kept.of(rows, facts)
    kept.follow({ changed: [deviceView('d1', { reported: { status: 'offline' } })], removed: [] })
    expect(kept.of(rows, facts).all).toMatchObject({ total: 1, online: 0, offline: 1 })
    expect(asked).toBe(1)
    kept.forget()
    expect(kept.of(rows, facts).all).toMatchObject({ total: 1, online: 1, offline: 0 })
    expect(asked).toBe(2)
  })
})
