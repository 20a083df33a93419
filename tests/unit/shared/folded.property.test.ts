import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { folded, foldedWords } from '#shared/i18n/folded.ts'
import { partsOf } from '../../../src/renderer/components/highlight.ts'

const RUNS = { numRuns: 200 }
const anyText = fc.string({ unit: 'grapheme', maxLength: 40 })

describe('what a search compares', () => {
  it.each([
    ['capitals', 'GATE', 'gate'],
    ['accents', 'Métro Châtelet', 'metro chatelet'],
    ['where a word may break', 'Program\u00admations', 'programmations'],
    ['a sharp s', 'Straße', 'STRASSE'],
    ['wide letters', 'ＧＡＴＥ　１', 'gate 1'],
    ['the Japanese alphabets', 'サーバー', 'さーばー'],
    ['narrow katakana', 'ｻｰﾊﾞｰ', 'サーバー'],
    ['Arabic vowel signs', 'مُحَمَّد', 'محمد'],
    ['forms of Arabic letters', 'أحمد إلى مدينة', 'احمد الي مدينه'],
  ])('does not tell %s apart', (_what, one, other) => {
    expect(folded(one)).toBe(folded(other))
  })

  it('tells apart what is another word', () => {
    expect(folded('はし')).not.toBe(folded('ばし'))
    expect(folded('Ost')).not.toBe(folded('Öst2'))
  })

  it('is the same when it is folded once more, and finds every word of a text in it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = folded(text)
        expect(folded(once)).toBe(once)
        for (const word of foldedWords(text)) expect(once).toContain(word)
      }),
      RUNS,
    )
  })

  it('is marked letter by letter where it was found, and nothing of the text is lost', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, query) => {
        expect(
          partsOf(text, foldedWords(query))
            .map((part) => part.text)
            .join(''),
        ).toBe(text)
      }),
      RUNS,
    )
    const found = partsOf('Große Straße 7', foldedWords('strasse')).find(({ isFound }) => isFound)
    expect(found?.text).toBe('Straße')
  })
})
