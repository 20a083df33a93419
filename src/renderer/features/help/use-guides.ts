import { CONTENTS } from 'virtual:guide-contents'
import { TEXTS, TRANSLATED } from 'virtual:guide-texts'
import { useMemo } from 'react'
import { SOURCE_LANGUAGE } from '#shared/i18n/languages.ts'
import type { Block, GuideEntry, GuideTexts } from '../../app/guides/guide-tree.ts'
import { useGuideContents } from '../../app/guides/use-guide-contents.ts'
import { type TranslatedPart, useTranslatedPart } from '../../app/hooks/translated-part.ts'
import { type GuideSection, sectionsOf } from './guide-sections.ts'

const texts: TranslatedPart<GuideTexts> = {
  held: new Map([[SOURCE_LANGUAGE, TEXTS]]),
  read: async (language) => (await TRANSLATED[language]?.())?.TEXTS,
}

interface Guides {
  /** A guide as it can be read here, with what stands in it: in English where the translation is not there. */
  readonly read: (guide: GuideEntry) => { readonly guide: GuideEntry; readonly blocks: readonly Block[] }
  /** All that can be searched. */
  readonly sections: readonly GuideSection[]
}

/** What stands in the guides, in the language that is spoken. Null: it is being read. */
export function useGuides(): Guides | null {
  const { guides } = useGuideContents()
  const translated = useTranslatedPart(texts)
  return useMemo(() => {
    if (translated === undefined) return null
    const english = new Map(CONTENTS.guides.map((guide) => [guide.id, guide]))
    const read = (guide: GuideEntry) => {
      const blocks = translated?.[guide.id]
      if (blocks !== undefined) return { guide, blocks }
      return { guide: english.get(guide.id) ?? guide, blocks: TEXTS[guide.id] ?? [] }
    }
    const shown = guides.map(read)
    const blocksOf = Object.fromEntries(shown.map(({ guide, blocks }) => [guide.id, blocks]))
    return {
      read,
      sections: sectionsOf(
        shown.map(({ guide }) => guide),
        blocksOf,
      ),
    }
  }, [guides, translated])
}
