import i18next from 'i18next'
import { SOURCE_LANGUAGE, type SpokenLanguage } from '#shared/i18n/languages.ts'
import type { en } from './en/texts.ts'
import type { Translation } from './translation.ts'

/** The same texts as the English ones. */
export type Texts = Translation<typeof en>
/** Reads a part of the program; after that has failed once, anew. */
export type ReadPart = <M>(load: () => Promise<M>) => Promise<M>

/** The texts of each language but the source, in a file of their own that is read when it is wanted. */
const TEXTS: Readonly<Record<Exclude<SpokenLanguage, typeof SOURCE_LANGUAGE>, (read: ReadPart) => Promise<Texts>>> = {
  de: async (read) => (await read(() => import('./de/texts.ts'))).de,
  fr: async (read) => (await read(() => import('./fr/texts.ts'))).fr,
  ja: async (read) => (await read(() => import('./ja/texts.ts'))).ja,
  ar: async (read) => (await read(() => import('./ar/texts.ts'))).ar,
}

let lastAsked = 0

/**
 * Shows everything in this language, when its texts have been read. Of two that are asked for, the later one is shown.
 *
 * @returns whether they could be read; if not, the language before stays
 */
export async function speak(language: SpokenLanguage, read: ReadPart = (load) => load()): Promise<boolean> {
  lastAsked += 1
  const asked = lastAsked
  if (language !== SOURCE_LANGUAGE && !i18next.hasResourceBundle(language, 'translation')) {
    try {
      i18next.addResourceBundle(language, 'translation', await TEXTS[language](read))
    } catch {
      return false
    }
  }
  if (asked === lastAsked && i18next.language !== language) await i18next.changeLanguage(language)
  return true
}
