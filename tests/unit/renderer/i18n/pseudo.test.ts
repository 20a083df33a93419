import fc from 'fast-check'
import i18next from 'i18next'
import { describe, expect, it } from 'vitest'
import { en } from '../../../../src/renderer/i18n/en/texts.ts'
import { outsideOfTexts, pseudoText, pseudoTexts, type Texts } from '../../../../src/renderer/i18n/pseudo.ts'

const word = fc.stringMatching(/^[A-Za-z ,.]{1,12}$/)
const kept = fc.constantFrom('{{name}}', '{{count}}', '<1>', '</1>', '$t(nav.devices)', '&nbsp;')

function flat(texts: Texts, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, text]) =>
      typeof text === 'string' ? [[prefix + key, text] as const] : [...flat(text, `${prefix}${key}.`)],
    ),
  )
}

describe('the language for finding faults', () => {
  it('keeps values, markup and other texts, and no plain letter besides', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(word, kept), { minLength: 1 }), (parts) => {
        const made = pseudoText(parts.join(''))
        const inPlace = /\{\{\w+\}\}|<\/?1>|\$t\([\w.]+\)|&nbsp;/g
        expect(made.match(inPlace) ?? []).toEqual(parts.join('').match(inPlace) ?? [])
        expect(made.replaceAll(inPlace, '')).not.toMatch(/[A-Za-z]/)
        expect(made.length).toBeGreaterThan(parts.join('').length)
      }),
    )
  })

  it('has every text of the console, each at least a fifth longer on the whole', () => {
    const [english, made] = [flat(en), flat(pseudoTexts(en))]
    expect([...made.keys()]).toEqual([...english.keys()])
    const sum = (texts: Map<string, string>) => [...texts.values()].reduce((total, text) => total + text.length, 0)
    expect(sum(made) / sum(english)).toBeGreaterThan(1.2)
  })

  it('is filled in and counted like English', async () => {
    const texts = pseudoTexts({ day_one: '{{count}} day', day_other: '{{count}} days', hello: 'Ask {{name}}' })
    const own = i18next.createInstance()
    await own.init({ lng: 'en', resources: { en: { translation: texts } }, interpolation: { escapeValue: false } })
    const look = own.t as unknown as (key: string, values: object) => string
    expect(look('day', { count: 1 })).toBe('‹1 ðááýý›')
    expect(look('day', { count: 2 })).toBe('‹2 ðááýýš›')
    expect(look('hello', { name: 'Anna' })).toBe('‹Åšķ Anna›')
  })

  it('shows what came from elsewhere, but not what was filled in', () => {
    expect(outsideOfTexts('‹Åšķ Anna›')).toEqual([])
    expect(outsideOfTexts('‹Åšķ ‹Ɓ› Anna› and Bert ‹ö›, 12 ms')).toEqual(['and Bert', ', 12 ms'])
    expect(outsideOfTexts('Save')).toEqual(['Save'])
  })
})
