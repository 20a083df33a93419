import { GUIDES_EN } from './en.ts'
import type { Guides } from './guide.ts'

const BY_LANGUAGE: ReadonlyMap<string, Guides> = new Map([['en', GUIDES_EN]])

/** The guides in the language of the interface; in English where it has none. */
export function guidesOf(language: string): Guides {
  return BY_LANGUAGE.get(language) ?? BY_LANGUAGE.get(language.split('-', 1)[0] ?? '') ?? GUIDES_EN
}
