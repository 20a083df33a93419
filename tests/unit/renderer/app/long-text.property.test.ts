import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differenceOf, excerptOf, partsAround } from '../../../../src/renderer/app/long-text.ts'

/** Texts that have much in common, with characters of one and of two units. */
const alike = fc
  .tuple(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
  )
  .map(([head, one, other, tail]) => ({ one: head + one + tail, other: head + other + tail }))

const isWhole = (text: string) => text.isWellFormed()

describe('where a text differs from another', () => {
  it('is all that is left without what both begin and end with', () => {
    fc.assert(
      fc.property(alike, ({ one, other }) => {
        const span = differenceOf(one, [other])
        expect(span === null).toBe(one === other)
        const { start, end } = span ?? { start: one.length, end: one.length }
        expect(start).toBeLessThanOrEqual(end)
        expect(other.startsWith(one.slice(0, start))).toBe(true)
        expect(other.endsWith(one.slice(end))).toBe(true)
      }),
    )
  })

  it('covers the differences from all of the others', () => {
    expect(differenceOf('abcdefgh', ['abXdefgh', 'abcdefYh'])).toEqual({ start: 2, end: 7 })
    expect(differenceOf('same', ['same'])).toBeNull()
  })
})

describe('what is shown of a long text', () => {
  it('has its parts in order, none of them with half a character, and the beginning of the difference among them', () => {
    fc.assert(
      fc.property(alike, fc.integer({ min: 70, max: 120 }), ({ one, other }, most) => {
        fc.pre(isWhole(one) && isWhole(other))
        const difference = differenceOf(one, [other])
        const shown = excerptOf(one, difference, most)
        const parts = partsAround(one, shown, difference)
        expect(parts.join('')).toBe(one.slice(shown.start, shown.end))
        expect(shown.end - shown.start).toBeLessThanOrEqual(most + 1)
        expect(parts.every(isWhole)).toBe(true)
        if (difference === null) return
        expect(shown.start).toBeLessThanOrEqual(difference.start)
        expect(difference.start).toBeLessThanOrEqual(shown.end)
        expect(parts[1] === '').toBe(difference.end === difference.start)
      }),
    )
  })

  it('is its beginning where nothing differs, and as much as there is room for near its end', () => {
    const text = 'x'.repeat(1_000)
    expect(excerptOf(text, null)).toEqual({ start: 0, end: 240 })
    expect(excerptOf(text, { start: 990, end: 995 })).toEqual({ start: 760, end: 1_000 })
  })
})
