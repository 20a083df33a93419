import i18next, { type TFunction } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en/texts.ts'
import { rememberTexts } from './remembered-texts.ts'
import { madePerLocale, showLocaleOf } from './shown-locale.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof en }
  }
}

export type Translate = TFunction

const numbers = madePerLocale((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }))

/** Must have run before the first render. Texts in other languages than the source come when they are wanted: `spoken.ts`. */
export function setUpTexts(): Translate {
  void i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  showLocaleOf(i18next.language)
  i18next.on('languageChanged', showLocaleOf)
  // The library would write Arabic numbers with other digits than all other figures have.
  i18next.services.formatter?.add('number', (value: number) => numbers().format(value))
  rememberTexts(i18next)
  return i18next.t
}
