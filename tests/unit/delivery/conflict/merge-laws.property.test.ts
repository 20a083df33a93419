import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { movedItems } from '../../../../src/main/delivery/conflict/list-order.ts'
import { mergeList } from '../../../../src/main/delivery/conflict/merge-list.ts'
import { mergeSet } from '../../../../src/main/delivery/conflict/merge-set.ts'
import { mergeText } from '../../../../src/main/delivery/conflict/merge-text.ts'
import type { Merging } from '../../../../src/main/delivery/conflict/merging.ts'
import { FAVOUR_OF } from '../../../../src/main/delivery/conflict/strategies.ts'

interface Item {
  readonly id: string
  readonly contentId: string
  readonly durationSeconds: number
}

const FAVOURS = Object.values(FAVOUR_OF)
const change = fc.record({
  do: fc.constantFrom('add', 'remove', 'move', 'retime', 'replace'),
  at: fc.nat(9),
  to: fc.nat(9),
})
const changes = fc.array(change, { maxLength: 6 })
const lists = fc.record({ length: fc.nat(6), mine: changes, theirs: changes }).map(({ length, mine, theirs }) => {
  const base = Array.from({ length }, (_none, index) => itemOf(`b${index}`))
  return { base, mine: changed(base, mine, 'm'), theirs: changed(base, theirs, 't') }
})

function itemOf(id: string): Item {
  return { id, contentId: `con_${id}`, durationSeconds: 10 }
}

function changed(
  base: readonly Item[],
  script: readonly (typeof change extends fc.Arbitrary<infer C> ? C : never)[],
  who: string,
) {
  const items = [...base]
  for (const [index, step] of script.entries()) {
    const at = step.at % Math.max(items.length, 1)
    const item = items[at]
    if (step.do === 'add') items.splice(at, 0, itemOf(`${who}${index}`))
    else if (item === undefined) continue
    else if (step.do === 'remove') items.splice(at, 1)
    else if (step.do === 'move') items.splice(step.to % items.length, 0, ...items.splice(at, 1))
    else if (step.do === 'retime') items[at] = { ...item, durationSeconds: 100 + index + (who === 'm' ? 0 : 50) }
    else items[at] = { ...item, contentId: `con_${who}${index}` }
  }
  return items
}

const idsOf = (value: unknown): string[] => (value as Item[]).map(({ id }) => id)
const clashingIds = ({ clashes }: Merging): Set<unknown> => new Set(clashes.map(({ itemId }) => itemId))
const byId = (value: unknown): Map<string, Item> => new Map((value as Item[]).map((item) => [item.id, item]))

describe('merging ordered lists', () => {
  it('holds no item twice and loses no item that either side added, whoever is favoured', () => {
    fc.assert(
      fc.property(lists, fc.constantFrom(...FAVOURS), (sides, favour) => {
        const ids = idsOf(mergeList(sides, favour).value)
        expect(new Set(ids).size).toBe(ids.length)
        const added = [...sides.mine, ...sides.theirs].filter(({ id }) => !id.startsWith('b'))
        expect(ids).toEqual(expect.arrayContaining(idsOf(added)))
      }),
    )
  })

  it('gives one side as it is when the other changed nothing', () => {
    fc.assert(
      fc.property(lists, fc.constantFrom(...FAVOURS), ({ base, mine, theirs }, favour) => {
        expect(mergeList({ base, mine, theirs: base }, favour)).toEqual({ value: mine, clashes: [] })
        expect(mergeList({ base, mine: base, theirs }, favour)).toEqual({ value: theirs, clashes: [] })
        expect(mergeList({ base, mine, theirs: mine }, favour)).toEqual({ value: mine, clashes: [] })
      }),
    )
  })

  it('removes what either side removed, unless the other edited it', () => {
    fc.assert(
      fc.property(lists, ({ base, mine, theirs }) => {
        const { value, clashes } = mergeList({ base, mine, theirs }, 'nobody')
        const merged = byId(value)
        const clashing = new Set(clashes.map(({ itemId }) => itemId))
        for (const { id } of base) {
          const isRemoved = !byId(mine).has(id) || !byId(theirs).has(id)
          expect(merged.has(id)).toBe(!isRemoved || clashing.has(id))
        }
      }),
    )
  })

  it('keeps every edit of a property that does not clash', () => {
    fc.assert(
      fc.property(lists, ({ base, mine, theirs }) => {
        const { value, clashes } = mergeList({ base, mine, theirs }, 'nobody')
        for (const [id, item] of byId(value)) {
          for (const property of ['contentId', 'durationSeconds'] as const) {
            if (clashes.some((clash) => clash.itemId === id)) continue
            const before = byId(base).get(id)?.[property]
            const after = [byId(mine).get(id), byId(theirs).get(id)].flatMap((one) => one?.[property] ?? [])
            expect(item[property]).toBe(after.find((one) => one !== before) ?? before)
          }
        }
      }),
    )
  })

  it('has the same content and the same clashes whoever is called mine', () => {
    fc.assert(
      fc.property(lists, ({ base, mine, theirs }) => {
        const one = mergeList({ base, mine, theirs }, 'both')
        const other = mergeList({ base, mine: theirs, theirs: mine }, 'both')
        expect(idsOf(one.value).sort()).toEqual(idsOf(other.value).sort())
        expect(clashingIds(one)).toEqual(clashingIds(other))
        fc.pre(one.clashes.length === 0)
        expect(byId(one.value)).toEqual(byId(other.value))
      }),
    )
  })

  it('takes the order of the side that moved something, when only one did', () => {
    fc.assert(
      fc.property(lists, ({ base, mine, theirs }) => {
        const ids = idsOf(mergeList({ base, mine, theirs }, 'nobody').value)
        const common = new Set(idsOf(mine).filter((id) => idsOf(theirs).includes(id)))
        const inOrder = (list: readonly string[]): string[] => list.filter((id) => common.has(id))
        const didMove = (side: readonly Item[]): boolean => movedItems(idsOf(base), idsOf(side)).size > 0
        fc.pre(!didMove(mine) || !didMove(theirs))
        expect(inOrder(ids)).toEqual(inOrder(idsOf(didMove(theirs) ? theirs : mine)))
      }),
    )
  })

  it('does nobody’s change twice: merged once more with either side, it stays', () => {
    fc.assert(
      fc.property(lists, ({ base, mine, theirs }) => {
        const { value } = mergeList({ base, mine, theirs }, 'both')
        expect(mergeList({ base: theirs, mine: value, theirs }, 'nobody')).toEqual({ value, clashes: [] })
      }),
    )
  })
})

describe('finding what was moved', () => {
  it('names the fewest items that explain the order', () => {
    expect([...movedItems(['a', 'b', 'c', 'd'], ['d', 'a', 'b', 'c'])]).toEqual(['d'])
    expect([...movedItems(['a', 'b', 'c', 'd'], ['b', 'c', 'd', 'a'])]).toEqual(['a'])
    expect([...movedItems(['a', 'b', 'c'], ['a', 'x', 'c'])]).toEqual([])
  })
})

describe('merging sets', () => {
  const members = fc.uniqueArray(fc.oneof(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.nat(4)))

  it('has what either side added and nothing that either side removed, in a fixed order', () => {
    fc.assert(
      fc.property(members, members, members, (base, mine, theirs) => {
        const { value, clashes } = mergeSet({ base, mine, theirs }, 'nobody')
        const kept = base.filter((one) => mine.includes(one) && theirs.includes(one))
        const theirAdditions = theirs.filter((one) => !base.includes(one))
        const myAdditions = mine.filter((one) => !base.includes(one) && !theirs.includes(one))
        expect(value).toEqual([...kept, ...theirAdditions, ...myAdditions])
        expect(clashes).toEqual([])
      }),
    )
  })

  it('has the same members whoever is called mine', () => {
    fc.assert(
      fc.property(members, members, members, (base, mine, theirs) => {
        const one = mergeSet({ base, mine, theirs }, 'nobody').value
        const other = mergeSet({ base, mine: theirs, theirs: mine }, 'nobody').value
        expect(new Set(one as unknown[])).toEqual(new Set(other as unknown[]))
      }),
    )
  })
})

describe('merging texts', () => {
  const separator = fc.constantFrom(' ', ' ', '\n')
  const step = fc.record({ do: fc.constantFrom('add', 'remove', 'replace'), at: fc.nat(11), separator })
  const steps = fc.array(step, { maxLength: 4 })
  const texts = fc
    .record({ separators: fc.array(separator, { maxLength: 10 }), mine: steps, theirs: steps })
    .map(({ separators, mine, theirs }) => {
      const base = separators.map((one, index) => `${one}b${index}`)
      const write = (script: typeof mine, who: string): string => {
        const words = [...base]
        for (const [index, { do: what, at, separator: before }] of script.entries()) {
          words.splice(
            at % (words.length + 1),
            what === 'add' ? 0 : 1,
            ...(what === 'remove' ? [] : [`${before}${who}${index}`]),
          )
        }
        return words.join('')
      }
      return { base: base.join(''), mine: write(mine, 'm'), theirs: write(theirs, 't') }
    })
  const wordsOf = (text: unknown): string[] => (text as string).split(/\s+/).filter((word) => word !== '')

  it('gives one side as it is when the other changed nothing', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom(...FAVOURS), ({ base, mine, theirs }, favour) => {
        expect(mergeText({ base, mine, theirs: base }, favour)).toEqual({ value: mine, clashes: [] })
        expect(mergeText({ base, mine: base, theirs }, favour)).toEqual({ value: theirs, clashes: [] })
        expect(mergeText({ base, mine, theirs: mine }, favour)).toEqual({ value: mine, clashes: [] })
      }),
    )
  })

  it('has every word that either side wrote and none that either side took out, unless it clashes', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom('nobody' as const, 'both' as const), ({ base, mine, theirs }, favour) => {
        const { value, clashes } = mergeText({ base, mine, theirs }, favour)
        if (clashes.length > 0) return
        const kept = wordsOf(base).filter((word) => wordsOf(mine).includes(word) && wordsOf(theirs).includes(word))
        const written = [...wordsOf(mine), ...wordsOf(theirs)].filter((word) => !word.startsWith('b'))
        expect(wordsOf(value).sort()).toEqual([...kept, ...written].sort())
      }),
    )
  })

  it('shows a person every word of both sides where it clashes', () => {
    fc.assert(
      fc.property(texts, ({ base, mine, theirs }) => {
        const { value } = mergeText({ base, mine, theirs }, 'nobody')
        const written = [...wordsOf(mine), ...wordsOf(theirs)].filter((word) => !word.startsWith('b'))
        expect(wordsOf(value)).toEqual(expect.arrayContaining(written))
      }),
    )
  })

  it('clashes in the same texts whoever is called mine', () => {
    fc.assert(
      fc.property(texts, ({ base, mine, theirs }) => {
        const one = mergeText({ base, mine, theirs }, 'nobody')
        const other = mergeText({ base, mine: theirs, theirs: mine }, 'nobody')
        expect(one.clashes.length).toBe(other.clashes.length)
        fc.pre(one.clashes.length === 0)
        expect(one.value).toBe(other.value)
      }),
    )
  })
})
