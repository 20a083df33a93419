import { describe, expect, it } from 'vitest'
import { DESKTOP_LANGUAGES } from '#shared/i18n/desktop-languages.ts'
import { counted, namesInRow } from '#shared/i18n/desktop-texts.ts'
import { LANGUAGES, SOURCE_LANGUAGE, SPOKEN_LANGUAGES, spokenLanguage } from '#shared/i18n/languages.ts'
import { restPage } from '../../../src/main/windows/rest-page.ts'
import { faultsOfMain, mainTexts, SAME_IN_MAIN } from '../../../tools/texts/main-texts.ts'

const TRANSLATED = SPOKEN_LANGUAGES.filter((language) => language !== SOURCE_LANGUAGE)

describe('what the main process writes and says', () => {
  it.each(TRANSLATED)('is complete in %s', (language) => {
    expect(faultsOfMain(language)).toEqual([])
  })

  it('is the same as in English only where a text of that kind is left', () => {
    const texts = new Set(TRANSLATED.flatMap((language) => mainTexts(language)))
    expect(SAME_IN_MAIN.filter((text) => !texts.has(text))).toEqual([])
  })
})

describe('what is said outside of the windows', () => {
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
