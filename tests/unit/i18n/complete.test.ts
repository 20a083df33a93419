import { describe, expect, it } from 'vitest'
import { SOURCE_LANGUAGE, SPOKEN_LANGUAGES } from '#shared/i18n/languages.ts'
import { fileFinder, filesOf, textsOf } from '../../../tools/texts/all-texts.ts'
import { faultsOf, leavesOf } from '../../../tools/texts/faults.ts'
import { allowedFor, mayBeSame } from '../../../tools/texts/same.ts'

describe.each(SPOKEN_LANGUAGES.filter((language) => language !== SOURCE_LANGUAGE))('the texts in %s', (language) => {
  it('are all there, each in the forms of the language, with the same values and markup', async () => {
    const [source, translated] = [await textsOf(SOURCE_LANGUAGE), await textsOf(language)]
    const faults = faultsOf({ source, translated, language, isSame: (text) => mayBeSame(language, text) })
    const fileOf = await fileFinder()
    expect(faults.map(({ key, fault }) => `${language}/${fileOf(key)}: ${key} ${fault}`)).toEqual([])
  })

  it('lie in files of the same names as the English ones', () => {
    expect(filesOf(language)).toEqual(filesOf(SOURCE_LANGUAGE))
  })

  it('are the same as in English only where a text of that kind is left', async () => {
    const texts = new Set(leavesOf(await textsOf(language)).values())
    expect(allowedFor(language).filter((text) => !texts.has(text))).toEqual([])
  })
})
