import type { i18n } from 'i18next'
import { isRTL } from 'react-aria-components/I18nProvider'

export type Direction = 'ltr' | 'rtl'

/** Made once for the language that is shown: names are set off by it in every row. */
let shown: Direction = 'ltr'

/** Where the lines of a language begin: what its script says, as the browser knows it. */
export function directionOf(language: string): Direction {
  return isRTL(language) ? 'rtl' : 'ltr'
}

/** Whether the lines of the language that is shown run from right to left. */
export function isRightToLeft(): boolean {
  return shown === 'rtl'
}

/** Keeps the language and its direction on the root element. Returns the function that ends it. */
export function followLanguage(texts: i18n): () => void {
  const apply = (language: string): void => {
    shown = directionOf(language)
    document.documentElement.lang = language
    document.documentElement.dir = shown
  }
  apply(texts.language)
  texts.on('languageChanged', apply)
  return () => texts.off('languageChanged', apply)
}

/** A figure with its unit, or a date: where lines run from right to left it keeps its own order, whatever is around it. */
export function setOff(text: string): string {
  return shown === 'rtl' ? `\u2068${text}\u2069` : text
}
