import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ListRules } from '../../../../src/renderer/app/entry-order.ts'
import { naturalKey } from '../../../../src/renderer/app/natural-key.ts'
import { OrderedList } from '../../../../src/renderer/app/ordered-list.ts'

interface Item {
  readonly id: string
  readonly name: string
  readonly rank: number
  readonly group: string
}

interface Wish {
  readonly maxRank: number
  readonly isByRank: boolean
  readonly isDescending: boolean
  readonly isGrouped: boolean
}

const nameOf = (item: Item): string => item.name

function rulesOf({ maxRank, isByRank, isDescending, isGrouped }: Wish): ListRules<Item> {
  return {
    tieOf: nameOf,
    isSameTie: (before, now) => before.name === now.name,
    isIn: (item) => item.rank <= maxRank,
    order: {
      keyOf: isByRank ? (item) => item.rank : nameOf,
      isDescending,
      groups: isGrouped ? { idOf: (item) => item.group, keyOf: (id) => id } : null,
    },
  }
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The same by filtering and sorting the whole. */
function wholly(items: readonly Item[], wish: Wish): string[] {
  const direction = wish.isDescending ? -1 : 1
  const byKey = (a: Item, b: Item) => (wish.isByRank ? a.rank - b.rank : compareTexts(a.name, b.name)) * direction
  const byGroup = (a: Item, b: Item) => (wish.isGrouped ? compareTexts(a.group, b.group) : 0)
  return items
    .filter((item) => item.rank <= wish.maxRank)
    .sort((a, b) => byGroup(a, b) || byKey(a, b) || compareTexts(a.name, b.name) || compareTexts(a.id, b.id))
    .map((item) => item.id)
}

const idsOf = (list: OrderedList<Item>): string[] => {
  const ids: string[] = []
  list.visit((id) => ids.push(id))
  return ids
}

const anyId = fc.integer({ min: 0, max: 11 }).map((number) => `d${number}`)
const anyItem = fc.record({
  id: anyId,
  name: fc.constantFrom('w', 'x', 'y', 'z'),
  rank: fc.integer({ min: 0, max: 5 }),
  group: fc.constantFrom('north', 'south', ''),
})
const anyWish = fc.record({
  maxRank: fc.integer({ min: 0, max: 5 }),
  isByRank: fc.boolean(),
  isDescending: fc.boolean(),
  isGrouped: fc.boolean(),
})
const anyStep = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('put' as const), items: fc.array(anyItem, { maxLength: 8 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('remove' as const),
      ids: fc.uniqueArray(anyId),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wish' as const), wish: anyWish }) },
)
type Step = typeof anyStep extends fc.Arbitrary<infer S> ? S : never

/** Runs the steps on the list and on a plain map; `look` after each. */
function play(first: Wish, steps: readonly Step[], look: (list: OrderedList<Item>, items: Item[], wish: Wish) => void) {
  const list = new OrderedList<Item>(rulesOf(first))
  const model = new Map<string, Item>()
  let wish = first
  for (const step of steps) {
    if (step.kind === 'put') {
      const unique = new Map(step.items.map((item) => [item.id, item]))
      for (const item of unique.values()) {
        list.put(item)
        model.set(item.id, item)
      }
    } else if (step.kind === 'remove') {
      for (const id of step.ids) {
        list.remove(id)
        model.delete(id)
      }
    } else {
      wish = step.wish
      list.setRules(rulesOf(wish))
    }
    look(list, [...model.values()], wish)
  }
}

describe('a list kept in order change by change', () => {
  it('is at any time what filtering and sorting the whole would give', () => {
    fc.assert(
      fc.property(anyWish, fc.array(anyStep, { maxLength: 25 }), (first, steps) => {
        play(first, steps, (list, items, wish) => {
          const expected = wholly(items, wish)
          expect(idsOf(list)).toEqual(expected)
          expect(list.matching).toBe(expected.length)
          expect(list.total).toBe(items.length)
        })
      }),
      { numRuns: 400 },
    )
  })

  it('is so also when nobody has looked for a while', () => {
    fc.assert(
      fc.property(anyWish, fc.array(anyStep, { maxLength: 25 }), (first, steps) => {
        let last: (() => void) | undefined
        play(first, steps, (list, items, wish) => {
          last = () => expect(idsOf(list)).toEqual(wholly(items, wish))
        })
        last?.()
      }),
      { numRuns: 300 },
    )
  })

  it('counts what every group holds of what the filter lets through', () => {
    fc.assert(
      fc.property(anyWish, fc.array(anyStep, { maxLength: 20 }), (first, steps) => {
        play(first, steps, (list, items, wish) => {
          const expected: Record<string, number> = {}
          for (const item of items.filter(({ rank }) => rank <= wish.maxRank)) {
            const group = wish.isGrouped ? item.group : ''
            expected[group] = (expected[group] ?? 0) + 1
          }
          expect(Object.fromEntries(list.counts)).toEqual(expected)
        })
      }),
      { numRuns: 200 },
    )
  })

  it('says how many have another place than when it was held, and none once they are back', () => {
    const placeOf = (item: Item | undefined, wish: Wish): string =>
      item === undefined || item.rank > wish.maxRank
        ? 'nowhere'
        : JSON.stringify([wish.isGrouped ? item.group : '', wish.isByRank ? item.rank : item.name, item.name])
    const changes = anyStep.filter((step) => step.kind !== 'wish')
    fc.assert(
      fc.property(anyWish, fc.array(anyItem), fc.array(changes, { maxLength: 20 }), (wish, items, steps) => {
        let held: Map<string, Item> | null = null
        const put = { kind: 'put' as const, items }
        play(wish, [put, ...steps], (list, now) => {
          if (held === null) {
            held = new Map(now.map((item) => [item.id, item]))
            list.mark()
            return
          }
          const current = new Map(now.map((item) => [item.id, item]))
          const ids = new Set([...held.keys(), ...current.keys()])
          const differing = [...ids].filter((id) => placeOf(held?.get(id), wish) !== placeOf(current.get(id), wish))
          expect(list.waiting).toBe(differing.length)
        })
      }),
      { numRuns: 300 },
    )
  })

  it('answers what an item was before', () => {
    const list = new OrderedList<Item>(rulesOf({ maxRank: 5, isByRank: true, isDescending: false, isGrouped: false }))
    const first = { id: 'a', name: 'x', rank: 1, group: '' }
    const second = { ...first, rank: 2 }
    expect([list.put(first), list.put(second), list.remove('a'), list.remove('a')]).toEqual([
      undefined,
      first,
      second,
      undefined,
    ])
  })

  it('keeps its revision when only values changed that the order does not look at', () => {
    const wish = { maxRank: 5, isByRank: false, isDescending: false, isGrouped: false }
    const list = new OrderedList<Item>(rulesOf(wish))
    const items = Array.from({ length: 50_000 }, (_, index) => ({
      id: `d${index}`,
      name: `n${index}`,
      rank: 0,
      group: '',
    }))
    for (const item of items) list.put(item)
    const { revision } = list
    list.put({ ...(items[17] as Item), rank: 3 })
    expect(list.revision).toBe(revision)
    expect(list.item('d17')?.rank).toBe(3)
  })
})

describe('the natural order of texts', () => {
  it('sorts numbers in names as numbers, and letters without regard to case and accents', () => {
    const names = ['Gate 10', 'gate 2', 'Hall 1', 'Élan', 'eland', 'Gate 002b', 'Ünter', 'unterer', '9', '10']
    const sorted = names.toSorted((a, b) => compareTexts(naturalKey(a), naturalKey(b)))
    expect(sorted).toEqual(['9', '10', 'Élan', 'eland', 'gate 2', 'Gate 002b', 'Gate 10', 'Hall 1', 'Ünter', 'unterer'])
  })

  it('agrees with the collator on names of letters, digits and spaces', () => {
    const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
    const words = fc.constantFrom('Gate', 'gate', 'Hall', 'Platform', 'A', 'Zoo')
    const name = fc
      .tuple(words, fc.integer({ min: 0, max: 200_000 }), words)
      .map(([word, number, more]) => `${word} ${number} ${more}`)
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(compareTexts(naturalKey(a), naturalKey(b))).toBe(Math.sign(collator.compare(a, b)))
      }),
    )
  })
})
