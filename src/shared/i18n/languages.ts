/** The languages that the console speaks. English is the source; the others are translated from it. */
export const SPOKEN_LANGUAGES = ['en', 'de', 'fr', 'ja', 'ar'] as const
export type SpokenLanguage = (typeof SPOKEN_LANGUAGES)[number]

/** The source, and what is spoken where nothing else can be. */
export const SOURCE_LANGUAGE = 'en' satisfies SpokenLanguage

/** What the setting can be: `system` is the language of this PC, where the console speaks it. */
export const LANGUAGES = ['system', ...SPOKEN_LANGUAGES] as const
export type LanguageSetting = (typeof LANGUAGES)[number]

/** Each in its own words, so that whoever cannot read the language that is shown finds theirs. */
export const LANGUAGE_NAMES: Readonly<Record<SpokenLanguage, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  ja: '日本語',
  ar: 'العربية',
}

/**
 * How dates, numbers and lists are written in each. Arabic is written with the digits 0 to 9: ids, versions, addresses and
 * serial numbers stand beside every figure and have no others.
 */
export const LOCALES: Readonly<Record<SpokenLanguage, string>> = {
  en: 'en-GB',
  de: 'de-DE',
  fr: 'fr-FR',
  ja: 'ja-JP',
  ar: 'ar-u-nu-latn',
}

export function isSpoken(language: string): language is SpokenLanguage {
  return (SPOKEN_LANGUAGES as readonly string[]).includes(language)
}

/** How it is written in a language. A made-up one, for finding faults, writes as English does. */
export function localeOf(language: string): string {
  return isSpoken(language) ? LOCALES[language] : LOCALES.en
}

/**
 * The language that a setting means on a PC.
 *
 * @param system the languages of the PC as its owner prefers them, like `de-AT`
 */
export function spokenLanguage(setting: LanguageSetting, system: readonly string[]): SpokenLanguage {
  if (setting !== 'system') return setting
  for (const tag of system) {
    const [language = ''] = tag.toLowerCase().split(/[-_]/)
    if (isSpoken(language)) return language
  }
  return SOURCE_LANGUAGE
}
