import { CONTENTS, TRANSLATED } from 'virtual:guide-contents'
import { SOURCE_LANGUAGE } from '#shared/i18n/languages.ts'
import { type TranslatedPart, useTranslatedPart } from '../hooks/translated-part.ts'
import type { GuideContents } from './guide-tree.ts'

const contents: TranslatedPart<GuideContents> = {
  held: new Map([[SOURCE_LANGUAGE, CONTENTS]]),
  read: async (language) => (await TRANSLATED[language]?.())?.CONTENTS,
}

/** The guides by their names in the language that is spoken; until those have been read, and where there are none, in English. */
export function useGuideContents(): GuideContents {
  return useTranslatedPart(contents) ?? CONTENTS
}
