import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SlotHash } from '../../../../src/main/outbox/table/slot-hash.ts'

const act = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('add' as const), count: fc.integer({ min: 1, max: 400 }) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('remove' as const),
      pick: fc.nat(),
      count: fc.integer({ min: 1, max: 400 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('reset' as const),
      count: fc.nat(3_000),
      every: fc.integer({ min: 1, max: 5 }),
    }),
  },
)
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

/** `spread`: of so many different hashes; few of them make long chains of slots with the same one. */
class Model {
  readonly #hashOf: (slot: number) => number
  readonly #hash: SlotHash
  readonly slots = new Set<number>()
  #next = 0

  constructor(spread: number) {
    this.#hashOf = (slot) => (Math.imul(slot, 0x85ebca6b) % spread) >>> 0
    this.#hash = new SlotHash(this.#hashOf)
  }

  live(one: Act): void {
    if (one.do === 'reset') {
      this.#hash.reset(one.count, (slot) => slot % one.every === 0)
      this.slots.clear()
      for (let slot = 0; slot < one.count; slot += one.every) this.slots.add(slot)
      this.#next = Math.max(this.#next, one.count)
      return
    }
    const all = [...this.slots]
    for (let index = 0; index < one.count; index++) {
      if (one.do === 'add') this.#add(this.#next++)
      else this.#remove(all[(one.pick + index) % Math.max(1, all.length)])
    }
  }

  #add(slot: number): void {
    this.#hash.add(slot)
    this.slots.add(slot)
  }

  #remove(slot: number | undefined): void {
    if (slot === undefined) return
    this.#hash.remove(slot)
    this.slots.delete(slot)
  }

  /** Slots about which the two do not say the same. */
  differences(): number[] {
    const found: number[] = []
    for (let slot = 0; slot < this.#next + 10; slot++) {
      const expected = this.slots.has(slot) ? slot : -1
      if (this.#hash.find(this.#hashOf(slot), (other) => other === slot) !== expected) found.push(slot)
    }
    return found
  }
}

describe('a hash of slots', () => {
  it.each([1, 7, 5_000, 2 ** 31])(
    'finds what a set holds, of %i hashes',
    (spread) => {
      fc.assert(
        fc.property(fc.array(act, { maxLength: spread < 100 ? 10 : 40 }), (acts) => {
          const model = new Model(spread)
          for (const one of acts) model.live(one)
          expect(model.differences()).toEqual([])
        }),
        { numRuns: spread < 100 ? 20 : 100 },
      )
    },
    120_000,
  )

  it('does not grow by what comes and goes', () => {
    let hashed = 0
    const hash = new SlotHash((slot) => {
      hashed++
      return slot
    })
    for (let slot = 0; slot < 100_000; slot++) {
      hash.add(slot)
      if (slot >= 100) hash.remove(slot - 100)
    }
    expect(hash.find(99_950, (slot) => slot === 99_950)).toBe(99_950)
    expect(hash.find(5, (slot) => slot === 5)).toBe(-1)
    // Once when it comes, once when it goes, and now and then when the table is made anew.
    expect(hashed).toBeLessThan(250_000)
  })
})
