import { LOCALES, localeOf } from '#shared/i18n/languages.ts'

/** How dates, numbers and lists are written in the language that is shown. */
let shown: string = LOCALES.en

export function shownLocale(): string {
  return shown
}

/** The language that is shown is another one. What was made for the one before is made anew when it is next wanted. */
export function showLocaleOf(language: string): void {
  shown = localeOf(language)
}

/** Something that is dear to make, once for each language that is shown. */
export function madePerLocale<T>(make: (locale: string) => T): () => T {
  let made: { readonly locale: string; readonly thing: T } | null = null
  return () => {
    if (made?.locale !== shown) made = { locale: shown, thing: make(shown) }
    return made.thing
  }
}
