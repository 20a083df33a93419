import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexOfOperation } from '../../../../src/main/database/index-rows.ts'
import type { OperationIndexRow } from '../../../../src/main/database/store.ts'
import { Lanes } from '../../../../src/main/outbox/lanes.ts'
import { pendingOperation } from '../../../support/builders.ts'
import { ManualClock } from '../../../support/manual-clock.ts'
import { seededRandom } from '../../../support/queue-host.ts'

const ROWS = 5_000
const ENTITIES = 50

/** A long queue, made in nearly any order, some of it under another name since. */
function longQueue(random: () => number): Lanes {
  const lanes = new Lanes(new ManualClock())
  const numbers = Array.from({ length: ROWS }, (_, index) => index + 1)
  for (let swaps = 0; swaps < 200; swaps++) {
    const at = Math.floor(random() * (ROWS - 10))
    numbers.splice(at, 10, ...numbers.slice(at, at + 10).reverse())
  }
  for (const number of numbers) {
    const entityId = `tmp_${number % ENTITIES}`
    const intent = { kind: 'update', entityType: 'device', entityId, fields: { name: 'x' } } as const
    lanes.put(indexOfOperation(pendingOperation(number, { intent })), '["x"]')
  }
  for (let id = 0; id < ENTITIES; id++) {
    if (random() < 0.3) lanes.rename({ entityType: 'device', entityId: `tmp_${id}` }, `srv_${id}`)
  }
  return lanes
}

/** The next `count` of them; the reader can go on behind. */
function keysFrom(rows: Iterator<OperationIndexRow, unknown>, count: number): string[] {
  const keys: string[] = []
  while (keys.length < count) {
    const next = rows.next()
    if (next.done === true) break
    keys.push(next.value.key)
  }
  return keys
}

const shapes = fc.record({
  seed: fc.nat(),
  /** Share of the queue that is read before it begins to shrink. */
  begin: fc.double({ min: 0, max: 1, noNaN: true }),
  removedAtOnce: fc.constantFrom(1, 7, 300, ROWS),
  left: fc.constantFrom(0, 3, 40, 1_500),
  own: fc.constantFrom('removes what it was given', 'removes anything'),
})

describe('rows read while others are removed and the gaps are closed', () => {
  it('come once each, and all that are left come', () => {
    fc.assert(
      fc.property(shapes, ({ seed, begin, removedAtOnce, left, own }) => {
        const source = seededRandom(seed)
        const random = () => source.next()
        const lanes = longQueue(random)
        const present = new Set(Array.from(lanes.rows(), (row) => row.key))
        const doomed = [...present].filter(() => random() > left / ROWS)
        const given: string[] = []
        let stale = 0
        for (const { key } of lanes.rows()) {
          given.push(key)
          if (!present.has(key)) stale++
          if (given.length < begin * ROWS) continue
          const keys = own === 'removes anything' ? doomed.splice(0, removedAtOnce) : [key]
          for (const gone of keys) {
            lanes.remove(gone)
            present.delete(gone)
          }
        }
        expect(stale).toBe(0)
        expect(new Set(given).size).toBe(given.length)
        const missed = [...present].filter((key) => !new Set(given).has(key))
        expect(missed).toHaveLength(0)
        expect(lanes.size).toBe(present.size)
      }),
      { numRuns: 60 },
    )
  }, 120_000)

  it('come to each of several readers', () => {
    const lanes = longQueue(() => 0.2)
    const [first, second] = [lanes.rows(), lanes.rows()]
    const firstGiven = keysFrom(first, 1)
    const secondGiven = keysFrom(second, 10)
    for (const [index, key] of Array.from(lanes.rows(), (row) => row.key).entries()) {
      if (index % 10 !== 0) lanes.remove(key)
    }
    const left = Array.from(lanes.rows(), (row) => row.key)
    firstGiven.push(...Array.from(first, (row) => row.key))
    secondGiven.push(...Array.from(second, (row) => row.key))
    expect(left.length).toBeLessThan(ROWS / 5)
    expect(left.filter((key) => !firstGiven.includes(key))).toEqual([])
    expect(left.filter((key) => !secondGiven.includes(key))).toEqual([])
    expect([new Set(firstGiven).size, new Set(secondGiven).size]).toEqual([firstGiven.length, secondGiven.length])
  })
})
