import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cut, foreignText, inSentence } from '../../../../src/renderer/i18n/foreign-text.ts'

/** Texts with the signs that make trouble among others. */
const texts = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.constantFrom('\u202e', '\u2066', '\u2069', '\n', 'مدخل', '👩‍👧'),
    ),
    {
      maxLength: 30,
    },
  )
  .map((parts) => parts.join(''))

describe('a text that somebody else wrote', () => {
  it('is shown as it is when it is a usual one', () => {
    for (const text of ['Gate 7 display', '', 'Grüße & Küsse', '👩‍👩‍👧‍👦 Lobby', 'שלום'])
      expect(foreignText(text)).toBe(text)
  })

  it('is never longer than is allowed, never cut within a sign, and turns nothing around', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const shown = foreignText(text)
        expect(Array.from(shown).length).toBeLessThanOrEqual(200)
        expect(shown.isWellFormed()).toBe(text.isWellFormed())
        expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069\n]/)
        expect(foreignText(shown)).toBe(shown)
      }),
    )
  })

  it('is set off within a sentence only where it is written from right to left, and opens nothing that it does not close', () => {
    expect(inSentence('Gate 7')).toBe('Gate 7')
    expect(inSentence('مدخل')).toBe('\u2068مدخل\u2069')
    expect(inSentence('\u2069\u202eمدخل')).toBe('\u2068مدخل\u2069')
  })

  it('says that it was cut', () => {
    expect(foreignText('A'.repeat(10_000))).toBe(`${'A'.repeat(199)}…`)
    expect(cut('👩👩👩', 2)).toBe('👩…')
    expect(cut('👩👩👩', 3)).toBe('👩👩👩')
  })
})
