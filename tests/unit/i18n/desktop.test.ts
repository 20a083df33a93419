import { describe, expect, it } from 'vitest'
import { DESKTOP_LANGUAGES } from '#shared/i18n/desktop-languages.ts'
import { counted, namesInRow } from '#shared/i18n/desktop-texts.ts'
import { LANGUAGES, SPOKEN_LANGUAGES, spokenLanguage } from '#shared/i18n/languages.ts'
import { restPage } from '../../../src/main/windows/rest-page.ts'
import { faultsOf, leavesOf, type Texts } from '../../../tools/texts/faults.ts'

/** Forms of a counted text are a group there; written as in the window, the same rules hold. */
function flat(texts: unknown): Texts {
  const keys = [...leavesOf(texts as Texts)].map(([key, text]) => [
    key.replace(/\.(zero|one|two|few|many|other)$/, '_$1'),
    text,
  ])
  return Object.fromEntries(keys) as Texts
}

/** File formats, the product, and the words that German shares with English. */
const SAME = ['Outpost Console', 'PDF', 'CSV', 'JSON', 'online', 'offline', 'Site', 'Wallboard']

describe('what is said outside of the windows', () => {
  it.each(SPOKEN_LANGUAGES)('is complete in %s', (language) => {
    const isSame = (text: string) =>
      SAME.includes(text) || language === 'en' || !/[A-Za-z]{2}/.test(text.replaceAll(/\{\{.*?\}\}/g, ''))
    const [source, translated] = [flat(DESKTOP_LANGUAGES.en.texts), flat(DESKTOP_LANGUAGES[language].texts)]
    expect(faultsOf({ source, translated, language, isSame })).toEqual([])
  })

  it('counts as the language does', () => {
    const { ar } = DESKTOP_LANGUAGES
    const alarms = [0, 1, 2, 3, 11, 100].map((count) => counted(ar, ar.texts.tray.critical, count))
    expect(alarms).toEqual(['', 'إنذار حرج واحد', 'إنذاران حرجان', '3 إنذارات حرجة', '11 إنذارًا حرجًا', '100 إنذار حرج'])
    expect(namesInRow(DESKTOP_LANGUAGES.ja, ['Gate 1', 'Gate 2'])).toBe('Gate 1、Gate 2')
  })

  it('runs from right to left in Arabic, also while there is no console', () => {
    const page = restPage(DESKTOP_LANGUAGES.ar, { deaths: 5, nextAt: 0, lastWords: '' })
    expect(page).toContain('<html lang="ar" dir="rtl">')
    expect(page).toContain('لم يُفقد شيء')
  })
})

describe('the language of a PC', () => {
  it.each<[readonly string[], string]>([
    [['de-AT', 'en-US'], 'de'],
    [['nl-NL', 'fr-BE'], 'fr'],
    [['ja'], 'ja'],
    [['ar_EG'], 'ar'],
    [['nl-NL', 'pl'], 'en'],
    [[], 'en'],
  ])('that prefers %j is %s', (system, language) => {
    expect(spokenLanguage('system', system)).toBe(language)
  })

  it('does not matter where one is chosen', () => {
    for (const language of LANGUAGES.filter((one) => one !== 'system')) {
      expect(spokenLanguage(language, ['fr'])).toBe(language)
    }
  })
})
