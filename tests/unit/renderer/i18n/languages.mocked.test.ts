import i18next from 'i18next'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { SPOKEN_LANGUAGES, type SpokenLanguage } from '#shared/i18n/languages.ts'
import { ar } from '../../../../src/renderer/i18n/ar/texts.ts'
import {
  formatAge,
  formatBytes,
  formatClock,
  formatDayAndTime,
  formatDecimal,
  formatNumber,
} from '../../../../src/renderer/i18n/format.ts'
import {
  compareNames,
  namedValue,
  namesInRow,
  quoted,
  sentencesInRow,
  withinSentence,
  withRemark,
} from '../../../../src/renderer/i18n/format-lists.ts'
import { fr } from '../../../../src/renderer/i18n/fr/texts.ts'
import { ja } from '../../../../src/renderer/i18n/ja/texts.ts'
import { reasonInWords } from '../../../../src/renderer/i18n/operation-words.ts'
import { setUpTexts } from '../../../../src/renderer/i18n/setup.ts'
import { madePerLocale } from '../../../../src/renderer/i18n/shown-locale.ts'

beforeAll(() => {
  setUpTexts()
})
afterEach(() => i18next.changeLanguage('en'))

const AT = new Date(2026, 10, 3, 17, 5, 9).getTime()
const plain = (text: string) => text.replaceAll(/[\u2066-\u2069\u200e\u200f]/g, '')

async function inEach<T>(say: (language: SpokenLanguage) => T): Promise<Readonly<Record<string, T>>> {
  const said: Record<string, T> = {}
  for (const language of SPOKEN_LANGUAGES) {
    await i18next.changeLanguage(language)
    said[language] = say(language)
  }
  return said
}

describe('in the language that is shown', () => {
  it('numbers are grouped and have decimals as it does, and digits are 0 to 9 also in Arabic', async () => {
    expect(await inEach(() => formatNumber(12_345))).toEqual({
      en: '12,345',
      de: '12.345',
      fr: '12\u202f345',
      ja: '12,345',
      ar: '12,345',
    })
    expect(await inEach(() => formatDecimal(1.25))).toEqual({
      en: '1.25',
      de: '1,25',
      fr: '1,25',
      ja: '1.25',
      ar: '1.25',
    })
  })

  it('hours are counted from 0 to 23, and a day has its name', async () => {
    const times = await inEach(() => [plain(formatClock(AT)), plain(formatDayAndTime(AT))])
    for (const [language, [clock = '', day = '']] of Object.entries(times)) {
      expect([language, clock]).toEqual([language, '17:05:09'])
      expect(day).toContain('17:05')
    }
    expect(times['ja']?.[1]).toContain('11月3日')
    expect(times['de']?.[1]).toContain('3. Nov')
    expect(times['ar']?.[1]).toMatch(/نوفمبر/)
  })

  it('what was remembered for another one is not used', async () => {
    let made = 0
    const thing = madePerLocale((locale) => {
      made += 1
      return `${locale} ${made}`
    })
    expect([thing(), thing()]).toEqual(['en-GB 1', 'en-GB 1'])
    await i18next.changeLanguage('ar')
    expect([thing(), made]).toEqual(['ar-u-nu-latn 2', 2])
    i18next.addResourceBundle('fr', 'translation', { time: { second: '{{n}} sec.' }, size: { kilobytes: '{{n}} Ko' } })
    await i18next.changeLanguage('en')
    const before = [formatAge(i18next.t, 3_000), formatBytes(i18next.t, 2_560)]
    await i18next.changeLanguage('fr')
    expect([formatAge(i18next.t, 3_000), formatBytes(i18next.t, 2_560)]).toEqual(['3 sec.', '2,5 Ko'])
    await i18next.changeLanguage('en')
    expect([formatAge(i18next.t, 3_000), formatBytes(i18next.t, 2_560)]).toEqual(before)
  })

  it('names stand in a row, sentences follow each other and values are quoted as it does', async () => {
    expect(await inEach(() => namesInRow(['A', 'B', 'C']))).toEqual({
      en: 'A, B, C',
      de: 'A, B, C',
      fr: 'A, B, C',
      ja: 'A、B、C',
      ar: 'A، B، C',
    })
    expect((await inEach(() => sentencesInRow(['一。', '', '二。'])))['ja']).toBe('一。二。')
    expect(await inEach(() => quoted('x'))).toEqual({
      en: '‘x’',
      de: '‚x‘',
      fr: '«\u202fx\u202f»',
      ja: '「x」',
      ar: '«x»',
    })
  })

  it('a name stands before its value, and a remark beside it, with the signs of the language', async () => {
    expect(await inEach(() => [namedValue('A', 'b'), withRemark('A', 'b')])).toEqual({
      en: ['A: b', 'A (b)'],
      de: ['A: b', 'A (b)'],
      fr: ['A\u00a0: b', 'A (b)'],
      ja: ['A：b', 'A（b）'],
      ar: ['A: b', 'A (b)'],
    })
  })

  it('the reason of a step is one text of the language, with what it was about', async () => {
    const texts = { fr, ja, ar }
    for (const [language, its] of Object.entries(texts))
      i18next.addResourceBundle(language, 'translation', its, true, true)
    const said = await inEach(() =>
      ['rejected:not-found', 'batch:priority:high'].map((reason) => reasonInWords(i18next.t, reason)),
    )
    for (const language of Object.keys(texts)) i18next.removeResourceBundle(language, 'translation')
    expect(said).toMatchObject({
      en: ['the server refused it (it does not exist there)', 'with its batch: priority set by the operator: High'],
      fr: [
        'le serveur l’a refusée (cela n’existe pas là-bas)',
        'avec son lot\u00a0: priorité fixée par l’opérateur\u00a0: Haute',
      ],
      ja: ['サーバーが拒否（サーバーに存在しません）', 'バッチとともに：オペレーターが優先度を設定：高'],
      ar: ['رفضه الخادم (غير موجود هناك)', 'مع دفعته: عيّن المشغّل الأولوية: عالية'],
    })
  })

  it('nouns keep their capitals within a German sentence only', async () => {
    expect(await inEach(() => withinSentence('Name'))).toMatchObject({ en: 'name', de: 'Name', fr: 'name' })
  })

  it('names are ordered as it orders letters, and numbers in them by their value', async () => {
    await i18next.changeLanguage('de')
    expect(['Zürich', 'Österreich', 'Ort 10', 'Ort 2'].toSorted(compareNames)).toEqual([
      'Ort 2',
      'Ort 10',
      'Österreich',
      'Zürich',
    ])
    await i18next.changeLanguage('ja')
    expect(['サーバー', 'あ', 'かめら'].toSorted(compareNames)).toEqual(['あ', 'かめら', 'サーバー'])
  })
})
