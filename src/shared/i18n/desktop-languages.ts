import { AR } from './desktop/ar.ts'
import { DE } from './desktop/de.ts'
import { EN } from './desktop/en.ts'
import { FR } from './desktop/fr.ts'
import { JA } from './desktop/ja.ts'
import { type DesktopLanguage, desktopLanguage } from './desktop-texts.ts'
import type { SpokenLanguage } from './languages.ts'

/** English is the source. */
export const DESKTOP_ENGLISH: DesktopLanguage = desktopLanguage('en', EN)

export const DESKTOP_LANGUAGES: Readonly<Record<SpokenLanguage, DesktopLanguage>> = {
  en: DESKTOP_ENGLISH,
  de: desktopLanguage('de', DE),
  fr: desktopLanguage('fr', FR),
  ja: desktopLanguage('ja', JA),
  ar: desktopLanguage('ar', AR),
}
