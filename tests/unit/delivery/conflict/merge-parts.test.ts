import { describe, expect, it } from 'vitest'
import { mergeList } from '../../../../src/main/delivery/conflict/merge-list.ts'
import { isSameSet, mergeSet } from '../../../../src/main/delivery/conflict/merge-set.ts'
import { mergeText } from '../../../../src/main/delivery/conflict/merge-text.ts'
import { isSameJson } from '../../../../src/main/delivery/conflict/same-json.ts'

const item = (id: string, durationSeconds = 10, rest: Record<string, unknown> = {}) => ({
  id,
  durationSeconds,
  ...rest,
})

describe('a list', () => {
  it('names the item and the property that clash', () => {
    const sides = { base: [item('a', 10)], mine: [item('a', 20)], theirs: [item('a', 30)] }
    const clash = { what: 'property', itemId: 'a', property: 'durationSeconds', base: 10, mine: 20, theirs: 30 }
    expect(mergeList(sides, 'nobody')).toEqual({ value: [item('a', 30)], clashes: [clash] })
    expect(mergeList(sides, 'both').clashes).toEqual([clash])
    expect(mergeList(sides, 'mine')).toEqual({ value: [item('a', 20)], clashes: [] })
    expect(mergeList(sides, 'theirs')).toEqual({ value: [item('a', 30)], clashes: [] })
  })

  it('names the item that one side removed and the other edited', () => {
    const sides = { base: [item('a', 10), item('b')], mine: [item('b')], theirs: [item('a', 30), item('b')] }
    const clash = {
      what: 'removal',
      itemId: 'a',
      property: null,
      base: item('a', 10),
      mine: null,
      theirs: item('a', 30),
    }
    expect(mergeList(sides, 'nobody')).toEqual({ value: [item('a', 30), item('b')], clashes: [clash] })
    expect(mergeList(sides, 'both')).toEqual({ value: [item('a', 30), item('b')], clashes: [] })
    expect(mergeList(sides, 'mine')).toEqual({ value: [item('b')], clashes: [] })
  })

  it('keeps an edited item that they removed at its place in my list', () => {
    const base = ['a', 'b', 'c', 'd'].map((id) => item(id))
    const mine = base.map((one) => (one.id === 'c' ? item('c', 99) : one))
    const theirs = base.filter(({ id }) => id !== 'c')
    expect(mergeList({ base, mine, theirs }, 'both').value).toEqual(mine)
  })

  it('merges an item that both added under one id', () => {
    const sides = { base: [], mine: [item('a', 10, { mine: 1 })], theirs: [item('a', 10, { theirs: 1 })] }
    expect(mergeList(sides, 'nobody')).toEqual({ value: [item('a', 10, { mine: 1, theirs: 1 })], clashes: [] })
  })

  it('merges a list within an item by its items as well, such as the widgets of a page', () => {
    const page = (...widgets: unknown[]) => [{ id: 'p', title: 't', widgets }]
    const base = page(item('a'), item('b'))
    const mine = page(item('b'), item('a', 20), item('mine'))
    const theirs = page(item('a'), item('theirs'))
    const clash = { what: 'removal', itemId: 'b', property: null, base: item('b'), mine: null, theirs: item('b', 30) }
    expect(mergeList({ base, mine, theirs }, 'nobody')).toEqual({
      value: page(item('a', 20), item('theirs'), item('mine')),
      clashes: [],
    })
    const edited = page(item('a'), item('b', 30))
    expect(mergeList({ base, mine: page(item('a', 20)), theirs: edited }, 'nobody')).toEqual({
      value: page(item('a', 20), item('b', 30)),
      clashes: [clash],
    })
  })

  it('lets a property be removed', () => {
    const sides = {
      base: [item('a', 10, { note: 'x' })],
      mine: [item('a', 10)],
      theirs: [item('a', 20, { note: 'x' })],
    }
    expect(mergeList(sides, 'nobody')).toEqual({ value: [item('a', 20)], clashes: [] })
  })
})

describe('a set', () => {
  it('is the same in any order, and not when a value differs in kind', () => {
    expect(isSameSet(['a', 'b'], ['b', 'a'])).toBe(true)
    expect(isSameSet(['1'], [1])).toBe(false)
    expect(isSameSet(['a'], 'a')).toBe(false)
  })

  it('holds nothing twice', () => {
    const sides = { base: ['a', 'a'], mine: ['a', 'm', 'm'], theirs: ['a', 'a', 'm'] }
    expect(mergeSet(sides, 'nobody').value).toEqual(['a', 'm'])
  })
})

describe('a text', () => {
  const merged = (base: string, mine: string, theirs: string) => mergeText({ base, mine, theirs }, 'nobody')

  it('merges edits with an untouched word between them', () => {
    expect(merged('one two three', 'ONE two three', 'one two THREE')).toEqual({ value: 'ONE two THREE', clashes: [] })
  })

  it('clashes when edits touch: a sentence of both halves is one that nobody wrote', () => {
    const passage = { base: 'one two', mine: 'ONE two', theirs: 'one TWO' }
    const clash = { what: 'passage', itemId: null, property: null, ...passage }
    expect(mergeText(passage, 'nobody')).toEqual({ value: 'one TWO\nONE two', clashes: [clash] })
  })

  it('keeps lines that merge around a passage that clashes', () => {
    const { value, clashes } = merged('a\nb\nc', 'a1\nb\nc', 'a2\nb\nc3')
    expect(value).toBe('a2\na1\nb\nc3')
    expect(clashes).toHaveLength(1)
  })

  it('keeps white space as it was written', () => {
    const base = '  one   two\n\n\tthree  '
    expect(merged(base, `${base}\nmine`, base.replace('one', 'ONE')).value).toBe('  ONE   two\n\n\tthree  \nmine')
  })

  it('keeps both when both add lines at one place and both are wanted, theirs first', () => {
    const sides = { base: 'a', mine: 'a\nmine', theirs: 'a\ntheirs' }
    expect(mergeText(sides, 'both')).toEqual({ value: 'a\ntheirs\nmine', clashes: [] })
    expect(mergeText(sides, 'nobody').clashes).toHaveLength(1)
  })

  it('is not taken apart when it is one word over and over', () => {
    const base = 'a '.repeat(999)
    const { value, clashes } = merged(base, `${base}mine`, `theirs ${base}`)
    expect(clashes).toHaveLength(1)
    expect(value).toBe(`theirs ${base}\n${base}mine`)
  })
})

describe('the comparison of JSON', () => {
  it('does not mind the order of keys, but that of a list', () => {
    expect(isSameJson({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 })).toBe(true)
    expect(isSameJson([1, 2], [2, 1])).toBe(false)
  })

  it.each([
    [null, {}],
    [{}, []],
    [{ a: 1 }, { a: 1, b: 1 }],
    [{ a: 1 }, { b: 1 }],
    [0, false],
    ['', null],
    [JSON.parse('{"__proto__":{}}') as unknown, {}],
    [JSON.parse('{"__proto__":{"a":1}}') as unknown, JSON.parse('{"__proto__":{"a":2}}') as unknown],
  ])('tells %j from %j', (a, b) => {
    expect(isSameJson(a, b)).toBe(false)
    expect(isSameJson(b, a)).toBe(false)
  })
})
