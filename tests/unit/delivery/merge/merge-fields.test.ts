import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { fieldKind } from '../../../../src/main/delivery/merge/field-kinds.ts'
import { mergeFields } from '../../../../src/main/delivery/merge/merge-fields.ts'
import { type ListItem, type ListMerge, mergeList } from '../../../../src/main/delivery/merge/merge-list.ts'
import { mergeSet } from '../../../../src/main/delivery/merge/merge-set.ts'
import { ENTITY_SCHEMAS, type Fields } from '../../../../src/shared/domain/entities.ts'
import { ENTITY_TYPES, type EntityType } from '../../../../src/shared/domain/ids.ts'

const item = (id: string, durationSeconds = 10, contentId = `con_${id}`): ListItem => ({
  id,
  contentId,
  durationSeconds,
})
const list = (ids: string): ListItem[] => ids.split('').map((id) => item(id))

interface Golden {
  readonly what: string
  readonly type: EntityType
  readonly base: Fields
  readonly mine: Fields
  readonly theirs: Fields
  /** What is to be sent; a list of names: the fields that clash. */
  readonly result: Fields | readonly string[]
}

/** The golden table: one line for each way in which two edits of an entity meet. */
const GOLDEN: readonly Golden[] = [
  {
    what: 'other fields',
    type: 'device',
    base: { name: 'a' },
    mine: { name: 'b' },
    theirs: { location: 'x' },
    result: { name: 'b' },
  },
  {
    what: 'the same value',
    type: 'device',
    base: { name: 'a' },
    mine: { name: 'b' },
    theirs: { name: 'b' },
    result: { name: 'b' },
  },
  {
    what: 'two values',
    type: 'device',
    base: { name: 'a' },
    mine: { name: 'b' },
    theirs: { name: 'c' },
    result: ['name'],
  },
  {
    what: 'changed and changed back',
    type: 'device',
    base: { name: 'a' },
    mine: { name: 'b' },
    theirs: { name: 'a' },
    result: { name: 'b' },
  },
  {
    what: 'tags on both sides',
    type: 'device',
    base: { tags: ['a', 'b'] },
    mine: { tags: ['a', 'b', 'c'] },
    theirs: { tags: ['b', 'd'] },
    result: { tags: ['b', 'c', 'd'] },
  },
  {
    what: 'one clash beside a merge',
    type: 'device',
    base: { name: 'a', tags: [] },
    mine: { name: 'b', tags: ['x'] },
    theirs: { name: 'c', tags: ['y'] },
    result: ['name'],
  },
  {
    what: 'an assignment cleared and changed',
    type: 'device',
    base: { playlistId: 'p1' },
    mine: { playlistId: null },
    theirs: { playlistId: 'p2' },
    result: ['playlistId'],
  },
  {
    what: 'items added at both ends',
    type: 'playlist',
    base: { items: list('ab') },
    mine: { items: list('xab') },
    theirs: { items: list('aby') },
    result: { items: list('xaby') },
  },
  {
    what: 'moved here, added there',
    type: 'playlist',
    base: { items: list('abc') },
    mine: { items: list('cab') },
    theirs: { items: list('abxc') },
    result: { items: list('cabx') },
  },
  {
    what: 'taken out here, untouched there',
    type: 'playlist',
    base: { items: list('abc') },
    mine: { items: list('ac') },
    theirs: { items: list('abcx') },
    result: { items: list('acx') },
  },
  {
    what: 'taken out here, edited there',
    type: 'playlist',
    base: { items: list('ab') },
    mine: { items: list('a') },
    theirs: { items: [item('a'), item('b', 30)] },
    result: ['items'],
  },
  {
    what: 'one item, two properties',
    type: 'playlist',
    base: { items: [item('a')] },
    mine: { items: [item('a', 30)] },
    theirs: { items: [item('a', 10, 'con_z')] },
    result: { items: [item('a', 30, 'con_z')] },
  },
  {
    what: 'one item, one property',
    type: 'playlist',
    base: { items: [item('a')] },
    mine: { items: [item('a', 30)] },
    theirs: { items: [item('a', 20)] },
    result: ['items'],
  },
  {
    what: 'a description',
    type: 'playlist',
    base: { description: 'a' },
    mine: { description: 'b' },
    theirs: { description: 'c' },
    result: ['description'],
  },
  {
    what: 'devices of a schedule',
    type: 'schedule',
    base: { deviceIds: ['d1'] },
    mine: { deviceIds: ['d1', 'd2'] },
    theirs: { deviceIds: ['d3'] },
    result: { deviceIds: ['d2', 'd3'] },
  },
  {
    what: 'days of a schedule',
    type: 'schedule',
    base: { days: [1, 2] },
    mine: { days: [1, 2, 3] },
    theirs: { days: [2] },
    result: { days: [2, 3] },
  },
  {
    what: 'times of a schedule',
    type: 'schedule',
    base: { startTime: '08:00' },
    mine: { startTime: '09:00' },
    theirs: { startTime: '07:00' },
    result: ['startTime'],
  },
  {
    what: 'switched by both',
    type: 'schedule',
    base: { enabled: true },
    mine: { enabled: false },
    theirs: { enabled: false },
    result: { enabled: false },
  },
  {
    what: 'tags of content',
    type: 'content',
    base: { tags: ['a'] },
    mine: { tags: [] },
    theirs: { tags: ['a', 'b'] },
    result: { tags: ['b'] },
  },
  {
    what: 'the length of content',
    type: 'content',
    base: { durationSeconds: 5 },
    mine: { durationSeconds: 6 },
    theirs: { durationSeconds: 7 },
    result: ['durationSeconds'],
  },
  {
    what: 'acknowledged by both, noted by one',
    type: 'alert',
    base: { acknowledged: false, note: '' },
    mine: { acknowledged: true, note: 'on my way' },
    theirs: { acknowledged: true },
    result: { acknowledged: true, note: 'on my way' },
  },
  {
    what: 'noted by both',
    type: 'alert',
    base: { note: '' },
    mine: { note: 'a' },
    theirs: { note: 'b' },
    result: ['note'],
  },
]

describe('merging an edit with edits of others', () => {
  it.each(GOLDEN)('$type: $what', ({ type, base, mine, theirs, result }) => {
    const merged = mergeFields(type, { base, mine, theirs })
    expect(merged.clashes.length > 0 ? merged.clashes : merged.fields).toEqual(result)
  })

  it('knows the kind of every field there is', () => {
    for (const type of ENTITY_TYPES) {
      for (const [field, schema] of Object.entries(ENTITY_SCHEMAS[type].data.shape)) {
        expect([type, field, fieldKind(type, field) !== 'value']).toEqual([type, field, schema instanceof z.ZodArray])
      }
    }
  })

  it('does not take a name of the language for a field', () => {
    expect(fieldKind('device', '__proto__')).toBe('value')
    expect(fieldKind('device', 'constructor')).toBe('value')
  })
})

describe('three-way merging of values without an order', () => {
  const NAMES: readonly string[] = ['a', 'b', 'c', 'd', 'e']
  const values = fc.uniqueArray(fc.constantFrom(...NAMES))

  it('keeps what anybody added, drops what anybody took out, and nothing comes twice', () => {
    fc.assert(
      fc.property(values, values, values, (base, mine, theirs) => {
        const merged = new Set(mergeSet(base, mine, theirs))
        const expected = NAMES.filter((value) =>
          base.includes(value)
            ? mine.includes(value) && theirs.includes(value)
            : mine.includes(value) || theirs.includes(value),
        )
        expect(merged).toEqual(new Set(expected))
        expect(merged.size).toBe(mergeSet(base, mine, theirs).length)
      }),
    )
  })
})

describe('three-way merging of ordered lists', () => {
  const IDS = 'abcdefgh'.split('')
  const ids = fc.uniqueArray(fc.constantFrom(...IDS), { maxLength: 6 })
  const items = ids.map((chosen) => chosen.map((id) => item(id)))
  const idsOf = (merged: readonly ListItem[]): string[] => merged.map(({ id }) => id)

  it('loses nothing that was added, keeps nothing that was taken out, and knows each id once', () => {
    fc.assert(
      fc.property(items, items, items, (base, mine, theirs) => {
        const merged = mergeList(base, mine, theirs)
        if (!merged.ok) throw new Error('equal items cannot clash')
        const has = (side: readonly ListItem[], id: string): boolean => idsOf(side).includes(id)
        const expected = IDS.filter((id) =>
          has(base, id) ? has(mine, id) && has(theirs, id) : has(mine, id) || has(theirs, id),
        )
        expect(idsOf(merged.items).toSorted()).toEqual(expected)
      }),
    )
  })

  it('gives back the side that alone changed something', () => {
    fc.assert(
      fc.property(items, items, (base, changed) => {
        expect(mergeList(base, changed, base)).toEqual({ ok: true, items: changed })
        expect(mergeList(base, base, changed)).toEqual({ ok: true, items: changed })
      }),
    )
  })

  it('finds the same clashes whichever side is called mine', () => {
    const edited = ids.chain((chosen) =>
      fc.tuple(...chosen.map((id) => fc.integer({ min: 1, max: 3 }).map((seconds) => item(id, seconds)))),
    )
    fc.assert(
      fc.property(edited, edited, edited, (base, mine, theirs) => {
        const [one, other] = [mergeList(base, mine, theirs), mergeList(base, theirs, mine)]
        expect(regardlessOfOrder(one)).toEqual(regardlessOfOrder(other))
      }),
    )
  })
})

function regardlessOfOrder(merge: ListMerge): ReadonlySet<unknown> {
  return new Set<unknown>(merge.ok ? merge.items : merge.clashing)
}
